"""Readings among the pages of *Écrire*, beside each piece that is out, and counted whenever a public page is read."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from liant.accounts.asking import member
from liant.accounts.permissions import may
from liant.writing import offers
from liant.writing.models import Piece, Version
from liant.writing.readership import counting, queries


def beside(request: HttpRequest, piece: Piece | None, _version: Version | None) -> offers.Section | None:
    if piece is None or piece.published_at is None or not may(member(request), "readership.read"):
        return None
    return offers.Section(template="readership/beside.html", context={"piece": piece, "reads": queries.reads_of(piece)})


def mentions(piece_ids: Sequence[int], first: date, last: date) -> Mapping[int, int]:
    return queries.links_by_piece(piece_ids, first, last)


offers.register_reader(counting.note)
offers.register_section(offers.BESIDE, beside)
offers.register_tab(offers.RoomTab("readership:home", _("Readings"), "readership.read", 82))
offers.register_return(
    offers.Return(
        "mentions",
        _("said elsewhere, with a link to it"),
        _("what was heard on your channels and links to its address"),
        mentions,
        20,
    )
)
