"""The worker's part: hand letters over, find those that a crash left, forget what is over. The table is the calendar; a job
that is lost loses nothing."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from liant.jobs.queue import app, task
from liant.kit import clock
from liant.tenancy.before_tenant import newsletters_due, organisation_ids
from liant.tenancy.context import tenant
from liant.writing.newsletter import sending
from liant.writing.newsletter.driving import DRIVE, drive_soon
from liant.writing.newsletter.subscribing import forget_old

KEPT = timedelta(days=180)


@task(DRIVE, _("Hand letters over"), retry=10)
def drive(organisation_id: int, channel_id: int) -> None:
    sending.drive(organisation_id, channel_id)


@app.periodic(cron="* * * * * */20")  # the seconds stand last
@task("newsletter.sweep", _("Look for letters that wait"), queueing_lock="newsletter.sweep")
def sweep(timestamp: int) -> None:  # noqa: ARG001  the queue tells the hour
    for organisation_id, channel_id in newsletters_due(clock.now()):
        drive_soon(organisation_id, channel_id)


@app.periodic(cron="47 3 * * *")
@task("newsletter.tidy", _("Forget addresses and letters of long ago"), queueing_lock="newsletter.tidy")
def tidy(timestamp: int) -> None:  # noqa: ARG001  the queue tells the hour
    for organisation_id in organisation_ids():
        with tenant(organisation_id):
            forget_old(now=clock.now(), settled_before=clock.now() - KEPT)
