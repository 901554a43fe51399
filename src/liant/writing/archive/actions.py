"""An archive is asked for by a person, made by a job, and let go after some days."""

from datetime import timedelta

from django.db import IntegrityError, transaction

from liant.accounts.models import Member
from liant.accounts.permissions import check
from liant.audit.actions import record
from liant.channels.models import Channel
from liant.jobs.queue import SOON, defer
from liant.kit import clock
from liant.writing.archive.models import Archive, Stake
from liant.writing.archive.packing import Packed
from liant.writing.archive.stakes import counted

KEPT = timedelta(days=7)


def ask(*, actor: Member) -> Archive:
    """Have one made; the one that is being made already, where there is one."""
    check(actor, "archive.make")
    try:
        with transaction.atomic():
            archive = Archive.objects.create(asked_by=actor, asked_at=clock.now())
            record(actor, "archive.make", archive)
            defer("archive.make", priority=SOON, organisation_id=archive.organisation_id, archive_id=archive.pk)
    except IntegrityError:
        return Archive.objects.get(state=Archive.State.WAITING)
    return archive


def note_ready(archive: Archive, packed: Packed) -> None:
    """It is there, whole and checked. Nobody did it: the job."""
    now = clock.now()
    archive.state, archive.made_at, archive.kept_until = Archive.State.READY, now, now + KEPT
    archive.size_bytes, archive.sha256 = packed.size_bytes, packed.sha256
    archive.pieces, archive.drafts = packed.pieces, packed.drafts
    archive.media, archive.elsewhere = packed.media, packed.elsewhere
    archive.save()


def note_failed(archive: Archive, problem: str) -> None:
    archive.state, archive.problem = Archive.State.FAILED, problem[:300]
    archive.save(update_fields=["state", "problem"])


def note_taken(*, actor: Member, archive: Archive) -> None:
    """Whoever takes it out is written down."""
    check(actor, "archive.make")
    record(actor, "archive.take", archive)


def let_go() -> list[int]:
    """Ids of those whose days are over; their files may go."""
    over = Archive.objects.select_for_update().filter(state=Archive.State.READY, kept_until__lte=clock.now())
    ids = list(over.values_list("id", flat=True))
    Archive.objects.filter(id__in=ids).update(state=Archive.State.GONE)
    return ids


def count_stake(*, channel: Channel) -> Stake:
    found, _made = Stake.objects.update_or_create(
        channel=channel, defaults={**counted(channel), "counted_at": clock.now()}
    )
    return found
