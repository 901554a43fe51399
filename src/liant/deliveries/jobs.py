"""The worker's part: drive each delivery, and find those that a crash left without a job."""

from django.utils.translation import gettext_lazy as _

from liant.deliveries import sending
from liant.deliveries.actions import SEND, locked
from liant.jobs.queue import SOON, app, defer, task
from liant.kit import clock
from liant.tenancy.before_tenant import stuck_deliveries
from liant.tenancy.context import tenant


@task(SEND, _("Send what was written"), retry=10)
def send_delivery(organisation_id: int, delivery_id: int) -> None:
    sending.drive(organisation_id, delivery_id)


@app.periodic(cron="* * * * * */30")  # the seconds stand last
@task("deliveries.sweep", _("Look for messages left behind"), queueing_lock="deliveries.sweep")
def sweep(timestamp: int) -> None:  # noqa: ARG001  the queue tells the hour
    """A delivery whose moment passed a minute ago and that still waits gets a job again (a lost job loses nothing)."""
    for organisation_id, delivery_id in stuck_deliveries(clock.now()):
        with tenant(organisation_id):
            delivery = locked(delivery_id)
            defer(
                SEND,
                lock=f"delivery:{delivery.id}",
                once=f"delivery:{delivery.id}",
                priority=SOON,
                organisation_id=organisation_id,
                delivery_id=delivery_id,
            )
