"""What the pages of readings show, gathered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liant.kit import clock
from liant.tenancy.models import Organisation
from liant.web.pieces import Column
from liant.writing.models import Piece
from liant.writing.offers import home_address, returns
from liant.writing.pages import room_tabs
from liant.writing.readership import queries
from liant.writing.readership.origins import Kind

MACHINES = {
    "preview": gettext_lazy("previews made by networks when someone shares a link"),
    "search": gettext_lazy("search engines and assistants that read for others"),
    "feed": gettext_lazy("feed readers"),
    "other": gettext_lazy("other programmes"),
}
KINDS = dict(Kind.choices)


@dataclass(frozen=True)
class Month:
    first: date
    last: date

    @property
    def name(self) -> str:
        return date_format(self.first, "F Y")

    @property
    def key(self) -> str:
        return f"{self.first:%Y-%m}"


def today() -> date:
    return clock.now().astimezone(ZoneInfo(Organisation.objects.get().time_zone)).date()


def month_of(day: date) -> Month:
    following = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
    return Month(day.replace(day=1), following - timedelta(days=1))


def asked_month(request: HttpRequest, now: date) -> Month:
    """The one in the address, as 2026-11; the present one otherwise, or when it is still to come."""
    try:
        found = date.fromisoformat(f"{request.GET.get('month', '')}-01")
    except ValueError:
        return month_of(now)
    return month_of(min(found, now))


def neighbours(month: Month, now: date, began: date | None) -> tuple[Month | None, Month | None]:
    before, after = month_of(month.first - timedelta(days=1)), month_of(month.last + timedelta(days=1))
    return (before if began and before.last >= began else None, after if after.first <= now else None)


def columns(counted: dict[date, int], month: Month, now: date, began: date | None) -> list[Column]:
    """One for each day until today; before readings were counted nothing is known."""
    days = [month.first + timedelta(days=place) for place in range((min(month.last, now) - month.first).days + 1)]
    return [
        Column(str(day.day), counted.get(day, 0) if began and day >= began else None, name=date_format(day, "j F Y"))
        for day in days
    ]


def home_page(request: HttpRequest) -> dict[str, Any]:
    now = today()
    month, began = asked_month(request, now), queries.first_day()
    before, after = neighbours(month, now, began)
    read = queries.reads_by_piece(month.first, month.last)
    counted = queries.reads_by_day(month.first, month.last)
    return {
        "tabs": room_tabs(request, "readership:home"), "month": month, "before": before, "after": after, "began": began,
        "total": sum(counted.values()), "columns": columns(counted, month, now, began), "pieces": read,
        "returns": returned([piece for piece, _reads in read if piece], month), "most": queries.MOST_PIECES,
        **whence(month),
    }  # fmt: skip


def piece_page(request: HttpRequest, piece: Piece) -> dict[str, Any]:
    now = today()
    month, began = asked_month(request, now), queries.first_day(piece)
    before, after = neighbours(month, now, began)
    counted = queries.reads_by_day(month.first, month.last, piece)
    whole = Month(began or now, now)
    return {
        "tabs": room_tabs(request, "readership:home"), "piece": piece, "month": month, "before": before, "after": after,
        "began": began, "total": sum(counted.values()), "columns": columns(counted, month, now, began),
        "ever": queries.reads_of(piece), "returns": returned([piece], Month((piece.published_at or clock.now()).date(), now)),
        "address": home_address(piece, piece.versions.values_list("language", flat=True).first() or "fr"),
        **whence(whole, piece),
    }  # fmt: skip


def whence(month: Month, piece: Piece | None = None) -> dict[str, Any]:
    """Where readings came from, with the whole as denominator; and machines apart."""
    found = queries.origins(month.first, month.last, piece)
    whole = sum(reads for _kind, _host, reads in found)
    asked = queries.machines(month.first, month.last, piece)
    return {
        "origins": [
            [origin_in_words(kind, host), reads, _("%(share)s%%") % {"share": round(100 * reads / whole)}]
            for kind, host, reads in found
        ],
        "origins_head": [_("Came from"), _("Readings"), _("Share")],
        "machines": [[MACHINES.get(kind, kind), count] for kind, count in asked.items()],
        "machines_head": [_("Who"), _("Pages asked for")],
        "least": queries.LEAST,
    }


def origin_in_words(kind: str, host: str) -> str:
    if host:
        return host
    if kind == Kind.SITE:
        return _("sites that led here less than %(least)s times, together") % {"least": queries.LEAST}
    return str(KINDS.get(kind, kind))


def returned(pieces: Sequence[Piece], month: Month) -> list[tuple[Any, Any, int]]:
    """What these pieces brought in together: (what, where the number comes from, how many)."""
    ids = [piece.pk for piece in pieces]
    return [
        (one.label, one.source, sum(one.count(ids, month.first, month.last).values()) if ids else 0)
        for one in returns()
    ]
