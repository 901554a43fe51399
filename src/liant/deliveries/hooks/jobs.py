"""The worker's part: tell each endpoint what is due to it. The table is the calendar; a job that is lost loses nothing."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from liant.deliveries.hooks import sending
from liant.deliveries.hooks.actions import DRAIN, forget_old
from liant.jobs.queue import SOON, app, defer, task
from liant.kit import clock
from liant.tenancy.before_tenant import due_endpoints, organisation_ids
from liant.tenancy.context import tenant

MONTH, THREE_MONTHS = timedelta(days=30), timedelta(days=90)


@task(DRAIN, _("Tell other programmes what happened"), retry=10)
def drain(organisation_id: int, endpoint_id: int) -> None:
    sending.drain(organisation_id, endpoint_id)


@app.periodic(cron="* * * * * */5")  # the seconds stand last
@task("hooks.sweep", _("Look for what is due to other programmes"), queueing_lock="hooks.sweep")
def sweep(timestamp: int) -> None:  # noqa: ARG001  the queue tells the hour
    """Later attempts, and whatever a dead worker had claimed."""
    for organisation_id, endpoint_id in due_endpoints(clock.now()):
        name = f"hooks:{endpoint_id}"
        defer(DRAIN, lock=name, once=name, priority=SOON, organisation_id=organisation_id, endpoint_id=endpoint_id)


@app.periodic(cron="23 3 * * *")
@task("hooks.tidy", _("Forget what other programmes were told long ago"), queueing_lock="hooks.tidy")
def tidy(timestamp: int) -> None:  # noqa: ARG001  the queue tells the hour
    now = clock.now()
    for organisation_id in organisation_ids():
        with tenant(organisation_id):
            forget_old(arrived_before=now - MONTH, any_before=now - THREE_MONTHS)
