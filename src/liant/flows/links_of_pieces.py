"""Story: a short link may be made for a piece: its page names the piece, and the page of the piece shows its links and how
often people followed them. What members share is told as a sum, from five people on."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from liant.accounts.asking import member
from liant.accounts.permissions import may
from liant.links import queries, subjects
from liant.links.pages import listed
from liant.tenancy.models import Organisation
from liant.writing import offers
from liant.writing.models import Piece, Version

PIECE = "writing.piece"


def describe(ids: Collection[int]) -> Mapping[int, subjects.Subject]:
    found = Piece.objects.filter(id__in=ids).values_list("id", "title")
    return {piece_id: subjects.Subject(title, "writing:edit", {"piece_id": piece_id}) for piece_id, title in found}


def beside(request: HttpRequest, piece: Piece | None, version: Version | None) -> offers.Section | None:
    """The links of the house for this piece, and a way to make one."""
    reader = member(request)
    if piece is None or version is None or not may(reader, "links.see"):
        return None
    rows, may_make = listed(queries.links_about(PIECE, piece.pk)), may(reader, "links.make")
    if not rows and not (may_make and piece.published_at):
        return None
    address = offers.home_address(piece, version.language) if may_make else ""
    shares, people = queries.shared_totals(PIECE, [piece.pk]).get(piece.pk, (0, 0))
    context = {"rows": rows, "may_make": may_make, "about": f"{PIECE}-{piece.pk}", "address": address, "piece": piece,
               "shares": shares, "people": people}  # fmt: skip
    return {"template": "flows/links_of_piece.html", "context": context}


def followed(piece_ids: Sequence[int], first: date, last: date) -> Mapping[int, int]:
    """piece id → how often people followed a short link that the house made for it, in these days."""
    zone = ZoneInfo(Organisation.objects.get().time_zone)
    begins, ends = (datetime.combine(day, time(), zone) for day in (first, last + timedelta(days=1)))
    return queries.followed_about(PIECE, piece_ids, begins, ends)


FOLLOWED = offers.Return(
    "short-links",
    _("short links followed"),
    _("by people, of the links that the house made for it"),
    followed,
    45,
)
