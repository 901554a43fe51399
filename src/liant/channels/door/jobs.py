"""The queue's part: read what came at once; forget requests after a month."""

from django.utils.translation import gettext_lazy as _

from liant.channels.door import reader
from liant.channels.door.actions import READ, forget_old
from liant.jobs.queue import app, task
from liant.tenancy.before_tenant import organisation_ids
from liant.tenancy.context import tenant


@task(READ, _("Read what was pushed to us"), retry=5)
def read_arrival(organisation_id: int, arrival_id: int) -> None:
    reader.read(organisation_id, arrival_id)


@app.periodic(cron="41 3 * * *")
@task("door.tidy", _("Forget requests of last month"), queueing_lock="door.tidy")
def tidy(timestamp: int) -> None:  # noqa: ARG001  the queue tells the hour
    for organisation_id in organisation_ids():
        with tenant(organisation_id):
            forget_old()
