"""Conversations that were put aside come back."""

from django.utils.translation import gettext_lazy as _

from liant.inbox.arrivals import wake
from liant.jobs.queue import app, task
from liant.kit import clock
from liant.tenancy.before_tenant import snoozes_over
from liant.tenancy.context import tenant


@app.periodic(cron="* * * * *")
@task("inbox.wake", _("Bring back what was put aside"), queueing_lock="inbox.wake")
def wake_snoozed(timestamp: int) -> None:  # noqa: ARG001  the queue tells the hour
    for organisation_id, conversation_id in snoozes_over(clock.now()):
        with tenant(organisation_id):
            wake(conversation_id=conversation_id)
