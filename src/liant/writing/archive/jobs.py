"""Archives are made and let go in the background; what each channel would take is counted at night."""

from django.utils.translation import gettext_lazy as _

from liant.jobs.queue import app, defer, task
from liant.tenancy.before_tenant import organisation_ids
from liant.tenancy.context import tenant
from liant.writing.archive import actions, queries
from liant.writing.archive.models import Archive
from liant.writing.archive.packing import Broken, forget_files, pack, place_of


@task("archive.make", _("Make an archive of all that was written"))
def make(organisation_id: int, archive_id: int) -> None:
    """Again after a crash: it begins anew, and takes the place of what was half written."""
    with tenant(organisation_id):
        archive = queries.one_archive(archive_id)
    if archive is None or archive.state != Archive.State.WAITING:
        return
    try:
        packed = pack(organisation_id, place_of(organisation_id, archive_id))
    except (OSError, Broken) as error:  # the disk is full, or took something else than was given to it
        with tenant(organisation_id):
            actions.note_failed(archive, str(error))
        return
    with tenant(organisation_id):
        actions.note_ready(archive, packed)


@app.periodic(cron="17 3 * * *")
@task("archive.tidy", _("Let go of old archives, and count what each channel would take"), queueing_lock="archive.tidy")
def tidy(timestamp: int) -> None:  # noqa: ARG001  the queue tells the hour
    for organisation_id in organisation_ids():
        with tenant(organisation_id):
            gone = actions.let_go()
        forget_files(organisation_id, gone)
        defer("archive.count", once=f"archive.count:{organisation_id}", organisation_id=organisation_id)


@task("archive.count", _("Count what each channel would take with it"))
def count(organisation_id: int) -> None:
    with tenant(organisation_id):
        channels = queries.channels_at_stake()
    for channel in channels:
        with tenant(organisation_id):
            actions.count_stake(channel=channel)
