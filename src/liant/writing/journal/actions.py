"""What the house says of its journal and of its recordings, pictures made ready for its pages, and what came of telling
others."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q

from liant.accounts.models import Member
from liant.accounts.permissions import check
from liant.audit.actions import record
from liant.deliveries.pictures import FORMATS, CannotFit, CannotRead, Picture, written_anew
from liant.jobs.queue import SOON, defer
from liant.kit import clock
from liant.tenancy.models import Organisation
from liant.writing.journal import queries
from liant.writing.journal.models import Journal, PreparedPicture, Recording, SentMention
from liant.writing.models import Piece, PieceMedium, Version

MOST_BYTES = 3_000_000
SHOWN = tuple(FORMATS.values())
BEFORE_COPIES = SOON + 5  # who links home, and who follows it, is told before the copies leave


@dataclass(frozen=True)
class Outcome:
    """What came of telling a page that it is spoken of; `state` is one of SentMention."""

    state: str
    endpoint: str = ""
    answer: str = ""
    may_try_again: bool = False


def arrange(*, actor: Member, picture: bytes | None = None, **values: Any) -> Journal:
    """`values` are fields of Journal; `picture` replaces the one there is, b"" takes it away. Raises CannotRead or CannotFit."""
    check(actor, "journal.arrange")
    made = written_anew(picture, SHOWN, MOST_BYTES) if picture else None
    with transaction.atomic():
        journal = _locked()
        was_open = journal.is_open
        for name, value in values.items():
            setattr(journal, name, value)
        if picture is not None:
            _show(journal, made)
        journal.changed_at = clock.now()
        journal.save()
        record(actor, "journal.arrange", journal)
        if journal.is_open != was_open:
            record(actor, "journal.open" if journal.is_open else "journal.close", journal)
    return journal


def _locked() -> Journal:
    Organisation.objects.select_for_update().get()  # one change after the other, the first one too
    return Journal.objects.first() or queries.journal_or_new()


def _show(journal: Journal, picture: Picture | None) -> None:
    journal.picture = picture.content if picture else None
    journal.picture_type = picture.media_type if picture else ""
    journal.picture_width = picture.width if picture else 0
    journal.picture_height = picture.height if picture else 0


def prepare_pictures(*, piece: Piece) -> None:
    """Those that are not ready yet, written anew. What nothing here reads is not shown, and not tried again."""
    for medium in queries.unprepared(piece):
        try:
            made = written_anew(bytes(medium.content or b""), SHOWN, MOST_BYTES)
        except (CannotRead, CannotFit):
            made = Picture(b"", "", 0, 0)
        PreparedPicture.objects.get_or_create(
            medium=medium, defaults={"content": made.content or None, "media_type": made.media_type,
                                     "width": made.width, "height": made.height},
        )  # fmt: skip


def touch() -> None:
    """What the journal shows has changed: whoever asks whether it did is told so."""
    Journal.objects.update(changed_at=clock.now())


def describe_recording(*, actor: Member, medium: PieceMedium, **values: Any) -> Recording:
    """How long it lasts, its chapters, its transcript; `values` are fields of Recording."""
    check(actor, "writing.write", medium.piece)
    with transaction.atomic():
        told, _made = Recording.objects.update_or_create(medium=medium, defaults=values)
        record(actor, "journal.describe_recording", medium.piece, name=medium.name)
        touch()
    return told


def ask_mentions(*, version: Version, targets: Sequence[str]) -> None:
    """Each of these is to be told that the version links to it; and, once more, those that were told before: so they see
    what changed, or that it is gone."""
    now, fresh = clock.now(), {"state": SentMention.State.WAITING, "attempts": 0, "asked_at": clock.now(), "answer": ""}
    for target in targets:
        SentMention.objects.get_or_create(version=version, target=target, defaults={"asked_at": now})
    again = SentMention.objects.filter(version=version).filter(Q(target__in=targets) | Q(sent_at__isnull=False))
    for sent_id in again.values_list("pk", flat=True):
        SentMention.objects.filter(pk=sent_id).update(**fresh)
        defer("journal.mention", priority=BEFORE_COPIES, organisation_id=version.organisation_id, sent_id=sent_id)


def note_sent(*, sent_id: int, outcome: Outcome, is_last: bool) -> None:
    """What came of telling it; while it may go better, it waits."""
    sent, now = SentMention.objects.select_for_update().get(pk=sent_id), clock.now()
    waits = outcome.may_try_again and not is_last
    sent.state = SentMention.State.WAITING if waits else outcome.state
    sent.endpoint, sent.answer = outcome.endpoint[:2000], outcome.answer[:300]
    sent.attempts, sent.tried_at = sent.attempts + 1, now
    if outcome.state == SentMention.State.SENT:
        sent.sent_at = now
    sent.save(update_fields=["state", "endpoint", "answer", "attempts", "tried_at", "sent_at"])


def note_hub(*, answer: str) -> None:
    """What the hub had against it at the first try, or since."""
    Journal.objects.update(hub_told_at=clock.now(), hub_answer=answer[:300])


def ask_hub(*, version: Version) -> None:
    journal = queries.the_journal()
    if journal and journal.is_open and journal.hub_url:
        Journal.objects.update(hub_asked_at=clock.now())
        defer(
            "journal.ping",
            once=f"journal.ping:{version.pk}",
            priority=BEFORE_COPIES,
            organisation_id=version.organisation_id,
            version_id=version.pk,
        )
