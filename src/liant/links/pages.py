"""What the pages of short links show, gathered."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from liant.accounts.asking import member
from liant.accounts.permissions import may
from liant.audit.queries import entries_about
from liant.kit import clock
from liant.kit.place import read_place, write_place
from liant.links import places, queries, subjects
from liant.links.models import Follow, Link
from liant.links.rules import MACHINE, PERSON, PREVIEW
from liant.tenancy.models import Organisation
from liant.web.pieces import Column, Tab

DAYS, HOURS = 28, 48


@dataclass(frozen=True)
class Listed:
    """A link as lists show it."""

    link: Link
    address: str
    people: int  # over the last 28 days
    subject: subjects.Subject | None = None

    @property
    def place(self) -> Any:
        return places.in_words(self.link.network) if self.link.network else ""

    @property
    def title(self) -> str:
        return self.link.name or (self.subject.title if self.subject else "") or self.address

    @property
    def is_dead(self) -> bool:
        return self.link.ended_at is None and self.link.target.dead_since is not None


def listed(links: Sequence[Link]) -> list[Listed]:
    begins, about = queries.root(), subjects.of(links)
    counted = queries.totals(links, clock.now() - queries.LATELY)
    return [
        Listed(one, queries.short_address(one, begins), counted.get(one.pk, {}).get(PERSON, 0), about.get(one.pk))
        for one in links
    ]


def list_page(request: HttpRequest) -> dict[str, Any]:
    is_over = "over" in request.GET
    found = queries.house_links(read_place(request.GET.get("after", "")), is_over=is_over)
    last = found[queries.PAGE - 1] if len(found) > queries.PAGE else None
    base = "?over&" if is_over else "?"
    return {
        "links": listed(found[: queries.PAGE]),
        "next_url": f"{base}after={write_place(last.made_at, last.pk)}" if last else "",
        "filters": [
            Tab(request.path, _("in use"), not is_over),
            Tab(f"{request.path}?over", _("no longer in use"), is_over),
        ],
        "is_over": is_over,
        "dead": [(one, problem_in_words(one.problem)) for one in queries.dead_targets()],
        "is_first_page": "after" not in request.GET,
    }


def link_page(request: HttpRequest, link: Link) -> dict[str, Any]:
    zone, now = ZoneInfo(Organisation.objects.get().time_zone), clock.now()
    hours = queries.by_hour([link], now - timedelta(days=DAYS + 1))
    whole = queries.totals([link]).get(link.pk, {})
    by_kind = [(label, whole.get(kind, 0)) for kind, label in Follow.Kind.choices]
    days = day_columns(hours, now, zone)
    return {
        "link": link,
        "row": listed([link])[0],
        "whole": whole.get(PERSON, 0),
        "others": whole.get(PREVIEW, 0) + whole.get(MACHINE, 0),
        "by_kind": by_kind,
        "kind_heads": [_("Who followed it"), pgettext("follows", "How often")],
        "days": days,
        "lately": sum(one.total or 0 for one in days),
        "hours": hour_columns(hours, now, zone),
        "conversions": [[what, count] for what, count in queries.conversions([link])],
        "conversion_heads": [_("What it led to"), pgettext("follows", "How often")],
        "problem": problem_in_words(link.target.problem),
        "may_make": may(member(request), "links.make"),
        "audit": entries_about(link, limit=20),
    }


def day_columns(hours: Mapping[datetime, Mapping[str, int]], now: datetime, zone: ZoneInfo) -> list[Column]:
    """The last 28 days, where the house is; people alone."""
    counted: Counter[Any] = Counter()
    for at, kinds in hours.items():
        counted[at.astimezone(zone).date()] += kinds.get(PERSON, 0)
    today = now.astimezone(zone).date()
    days = [today - timedelta(days=back) for back in reversed(range(DAYS))]
    return [Column(str(day.day), counted.get(day, 0), name=date_format(day, "j F")) for day in days]


def hour_columns(hours: Mapping[datetime, Mapping[str, int]], now: datetime, zone: ZoneInfo) -> list[Column]:
    """The last two days, hour by hour."""
    this_hour = now.astimezone(zone).replace(minute=0, second=0, microsecond=0).astimezone(now.tzinfo)
    moments = [this_hour - timedelta(hours=back) for back in reversed(range(HOURS))]
    return [
        Column(
            str(at.astimezone(zone).hour),
            hours.get(at, {}).get(PERSON, 0),
            name=date_format(at.astimezone(zone), _(r"j F, g a")),
        )
        for at in moments
    ]


def arrange_page() -> dict[str, Any]:
    found, slug = queries.arrangement(), Organisation.objects.get().slug
    return {
        "arrangement": found,
        "call_back_address": settings.BASE_URL + reverse("link-conversions", args=[slug]),
        "inner_address": settings.BASE_URL + reverse("short-link-of-house", args=[slug, "x"])[:-1],
    }


def problem_in_words(problem: str) -> str:
    if problem.isdigit():
        return _("it answers with the error %(status)s") % {"status": problem}
    known = {
        "nowhere": _("its name leads nowhere, or nobody opens the door"),
        "silent": _("it begins to answer, and breaks off"),
    }
    return known.get(problem, problem)
