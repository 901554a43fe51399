"""The worker's part: drive each delivery, find those that a crash left without a job, forget bytes that nothing needs."""

from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from liant.deliveries import media, sending
from liant.deliveries.actions import SEND, locked
from liant.jobs.queue import SOON, app, defer, task
from liant.kit import clock
from liant.tenancy.before_tenant import organisation_ids, stuck_deliveries
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


@app.periodic(cron="41 3 * * *")
@task("deliveries.tidy", _("Forget pictures and files that left long ago"), queueing_lock="deliveries.tidy")
def tidy(timestamp: int) -> None:  # noqa: ARG001  the queue tells the hour
    kept_before = clock.now() - timedelta(days=settings.MEDIA_DAYS)
    for organisation_id in organisation_ids():
        with tenant(organisation_id):
            media.forget_unneeded(kept_before=kept_before)
