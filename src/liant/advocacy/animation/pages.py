"""What the pages of meetings show, gathered."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from liant.accounts.asking import member
from liant.accounts.permissions import may
from liant.advocacy import between
from liant.advocacy.animation import queries
from liant.advocacy.animation.models import Charge, Habit, Meeting
from liant.advocacy.animation.queries import Quarter, quarter_of
from liant.kit import clock

ICONS = {"planned": "calendar", "held": "check", "cancelled": "x"}


@dataclass(frozen=True)
class Line:
    """A meeting of a month; or something that comes again and has no date in this quarter."""

    icon: str
    title: str
    said: str
    url: str = ""
    fix_url: str = ""


@dataclass(frozen=True)
class Month:
    name: str
    lines: list[Line]


def asked_quarter(request: HttpRequest, today: date) -> Quarter:
    found = re.fullmatch(r"(20\d\d)-([1-4])", request.GET.get("quarter", ""))
    return Quarter(date(int(found[1]), int(found[2]) * 3 - 2, 1)) if found else quarter_of(today)


def in_words(meeting: Meeting) -> str:
    """When, where, and what became of it."""
    local = meeting.starts_at.astimezone(queries.zone())
    day = date_format(local, "j F")
    if meeting.state == Meeting.State.CANCELLED:
        return _("cancelled, it was to be on %(day)s: %(why)s") % {"day": day, "why": meeting.why}
    if meeting.state == Meeting.State.HELD:
        there, remote = meeting.there or 0, meeting.remote or 0
        said = ngettext("%(day)s, %(n)s came", "%(day)s, %(n)s came", there + remote) % {
            "day": day,
            "n": there + remote,
        }
        if not there and remote:
            return _("%(said)s from afar") % {"said": said}
        return said + (_(", of whom %(n)s from afar") % {"n": remote} if remote else _(", in the room"))
    if meeting.starts_at < clock.now():
        return _("%(day)s: say how many came") % {"day": day}
    where = meeting.place or _("from afar")
    return _("%(day)s, %(hour)s, %(where)s") % {"day": day, "hour": date_format(local, _("g a")), "where": where}


def months_of(request: HttpRequest, quarter: Quarter) -> list[Month]:
    """The meetings of each month; what lacks stands in the last month that is not over."""
    slug, may_plan = request.organisation.slug, may(member(request), "animation.plan")  # type: ignore[attr-defined]
    found = queries.meetings_in(quarter)
    lacking = [line_of_lacking(slug, one, times, may_plan) for one, times in queries.missing_in(quarter)]
    months = []
    for place, first in enumerate(quarter.months):
        lines = [
            Line(ICONS[one.state], one.title, in_words(one), reverse("animation:meeting", args=[slug, one.pk]))
            for one in found
            if one.starts_at.astimezone(queries.zone()).date().replace(day=1) == first
        ]
        months.append(Month(date_format(first, "F").capitalize(), lines + (lacking if place == 2 else [])))
    return months


def line_of_lacking(slug: str, habit: Habit, times: int, may_plan: bool) -> Line:
    said = ngettext("comes each quarter, has no date", "lacks %(n)s times this quarter", times) % {"n": times}
    fix = f"{reverse('animation:new', args=[slug])}?habit={habit.pk}" if may_plan else ""
    return Line("clock", habit.title, said, fix_url=fix)


def summary(quarter: Quarter) -> str:
    found = queries.meetings_in(quarter)
    held = sum(one.state == Meeting.State.HELD for one in found)
    gone = sum(one.state == Meeting.State.CANCELLED for one in found)
    lacking = sum(times for _habit, times in queries.missing_in(quarter))
    parts = [ngettext("%(n)s held", "%(n)s held", held) % {"n": held}]
    if gone:
        parts.append(ngettext("%(n)s cancelled", "%(n)s cancelled", gone) % {"n": gone})
    if lacking:
        parts.append(ngettext("%(n)s without a date", "%(n)s without a date", lacking) % {"n": lacking})
    return pgettext("list", ", ").join(parts)


def quarter_section(request: HttpRequest) -> between.Section:
    """For the foot of the programme's page."""
    quarter = quarter_of(queries.today())
    return "animation/quarter_section.html", {"months": months_of(request, quarter), "summary": summary(quarter)}


def calendar_page(request: HttpRequest) -> dict[str, Any]:
    quarter = asked_quarter(request, queries.today())
    return {
        "tabs": between.tabs(request, "animation:calendar"),
        "quarter": quarter,
        "name": _("from %(first)s to %(last)s") % {
            "first": date_format(quarter.months[0], "F"), "last": date_format(quarter.months[2], "F Y"),
        },
        "months": months_of(request, quarter),
        "summary": summary(quarter),
        "habits": queries.habits(is_over=None),
        "feed": queries.feed_of(member(request)),
        "may_plan": may(member(request), "animation.plan"),
    }  # fmt: skip


def meeting_page(request: HttpRequest, meeting: Meeting) -> dict[str, Any]:
    reader = member(request)
    return {
        "meeting": meeting,
        "said": in_words(meeting),
        "has_begun": meeting.starts_at <= clock.now(),
        "was_there": meeting.pk in queries.was_there(reader, [meeting]),
        "may_plan": may(reader, "animation.plan"),
    }


def charges_page(request: HttpRequest) -> dict[str, Any]:
    held = queries.charges()
    groups = [(label, [one for one in held if one.kind == kind]) for kind, label in Charge.Kind.choices]
    return {
        "tabs": between.tabs(request, "animation:charges"),
        "groups": groups,
        "may_plan": may(member(request), "animation.plan"),
    }


def asked_page(request: HttpRequest) -> dict[str, Any]:
    return {
        "tabs": between.tabs(request, "animation:asked"),
        "asked": queries.asked_seen_by(member(request)),
    }
