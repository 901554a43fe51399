"""What the house says of its journal, and pictures made ready for its pages."""

from typing import Any

from django.db import transaction

from liant.accounts.models import Member
from liant.accounts.permissions import check
from liant.audit.actions import record
from liant.deliveries.pictures import FORMATS, CannotFit, CannotRead, Picture, written_anew
from liant.kit import clock
from liant.tenancy.models import Organisation
from liant.writing.journal import queries
from liant.writing.journal.models import Journal, PreparedPicture
from liant.writing.models import Piece

MOST_BYTES = 3_000_000
SHOWN = tuple(FORMATS.values())


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
            made = written_anew(bytes(medium.content), SHOWN, MOST_BYTES)
        except (CannotRead, CannotFit):
            made = Picture(b"", "", 0, 0)
        PreparedPicture.objects.get_or_create(
            medium=medium, defaults={"content": made.content or None, "media_type": made.media_type,
                                     "width": made.width, "height": made.height},
        )  # fmt: skip


def touch() -> None:
    """What the journal shows has changed: whoever asks whether it did is told so."""
    Journal.objects.update(changed_at=clock.now())
