"""Reminders ring at their moment."""

from django.utils.translation import gettext_lazy as _

from liant.inbox.reminders.actions import ring
from liant.jobs.queue import app, task
from liant.kit import clock
from liant.tenancy.before_tenant import reminders_due
from liant.tenancy.context import tenant


@app.periodic(cron="* * * * *")
@task("reminders.ring", _("Ring the reminders whose moment has come"), queueing_lock="reminders.ring")
def ring_reminders(timestamp: int) -> None:  # noqa: ARG001  the queue tells the hour
    for organisation_id, reminder_id in reminders_due(clock.now()):
        with tenant(organisation_id):
            ring(reminder_id=reminder_id)
