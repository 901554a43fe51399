"""Where the journal shows: its page in *Écrire*, under a version where it is read, on the first page the readers who wait."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from liant.accounts.asking import member
from liant.accounts.permissions import may
from liant.accounts.rooms import is_open
from liant.web import front
from liant.writing import offers
from liant.writing.journal import carrier, queries
from liant.writing.models import Piece, Version
from liant.writing.networks import JOURNAL


def where(_request: Any, piece: Piece | None, version: Version | None) -> offers.Section | None:
    """Where a version is read, or will be; and that the journal is closed, where it is."""
    if piece is None or version is None or version.network != JOURNAL or version.state == "withdrawn":
        return None
    here = queries.site()
    context = {"is_open": here is not None, "is_there": version.state == "published",
               "url": here.of_piece(piece, version.language) if here else ""}  # fmt: skip
    return {"template": "journal/where.html", "context": context}


def under(_request: Any, piece: Piece | None, version: Version | None) -> offers.Section | None:
    """What came of telling those to whom it links; and what is heard or watched, to be described."""
    if piece is None or version is None or version.network != JOURNAL:
        return None
    sent, recordings = queries.sent_mentions(piece, limit=40), queries.recordings_with(piece)
    if not sent and not recordings:
        return None
    return {"template": "journal/under.html", "context": {"sent": sent, "recordings": recordings}}


def today(request: HttpRequest) -> front.Section | None:
    """Readers who wait to be read."""
    reader = member(request)
    if not is_open(reader, "writing") or not may(reader, "journal.moderate"):
        return None
    count = queries.waiting_count()
    return {"template": "journal/today.html", "context": {"count": count}} if count else None


def comments(pieces: Sequence[int], first: date, last: date) -> Mapping[int, int]:
    return queries.comments_brought(pieces, *offers.between(first, last))


def kept_comments() -> Iterator[dict[str, Any]]:
    """What readers said and everyone could read; their addresses are not in it."""
    for one in queries.kept_comments():
        yield {"number": one.pk, "answers": one.parent_id, "piece": one.piece.slug, "language": one.language,
               "on": one.at.date().isoformat(), "name": one.name, "of_the_house": one.is_ours, "text": one.text}  # fmt: skip


offers.register_return(offers.Return("comments", _("comments of readers"), _("Shown under the piece."), comments, 30))
offers.register_annex(offers.Annex("reader-comments", kept_comments))
offers.register_carrier(JOURNAL, carrier.carry)
offers.register_home(carrier.home_address)
offers.register_telling(queries.is_telling)
offers.register_section(offers.WHERE, where)
offers.register_section(offers.UNDER, under)
front.register_section(front.MAIN, today, order=30)
offers.register_tab(offers.RoomTab("journal:home", _("Journal"), "journal.read", 20))
