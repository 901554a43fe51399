"""What the pages of the calendar show, gathered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from liant.accounts.asking import member
from liant.accounts.permissions import may
from liant.kit import clock
from liant.kit.place import read_place, write_place
from liant.kit.words import time_in_words
from liant.tenancy.models import Organisation
from liant.web.pieces import Tab
from liant.writing import rhythm
from liant.writing.calendar import days, forms, queries, words
from liant.writing.calendar.moments import (
    DAY,
    bounds,
    month_after,
    month_before,
    shown,
    week_of,
    weeks_of_month,
)
from liant.writing.forms import places_to_write_for
from liant.writing.models import Campaign, Topic, Version
from liant.writing.pages import room_tabs

VIEWS = {"month": _("Month"), "week": _("Week"), "list": _("List")}
EACH_DAY = {"month": 4, "week": 10, "under": 3}
EARLIEST, LATEST = date(2000, 1, 8), date(2199, 12, 1)
PARTS = {"paid": _("Paid"), "owned": _("Owned"), "earned": _("Earned")}


@dataclass(frozen=True)
class Part:
    """A part of a whole beside the share that the policy wants of it."""

    label: Any
    part: int
    whole: int
    wanted: int | None

    @property
    def per_cent(self) -> int | None:
        return round(100 * self.part / self.whole) if self.whole else None


def filters_of(values: Mapping[str, str]) -> queries.Filters:
    asked = {name: values.get(name, "").replace("\x00", "") for name in queries.Filters.__dataclass_fields__}
    return queries.Filters(asked["place"][:60], asked["campaign"][:18], asked["topic"][:18])


def day_of(word: str) -> date:
    """The day that the address names, else today where the house is."""
    try:
        asked = date.fromisoformat(word)
    except ValueError:
        return today()
    return asked if EARLIEST < asked < LATEST else today()


def today() -> date:
    return clock.now().astimezone(queries.house_zone()).date()


def calendar_page(request: HttpRequest) -> dict[str, Any]:
    """By month, by week, or as a list from a day on; narrowed to a place, a campaign, a topic."""
    view = request.GET.get("view", "month")
    view = view if view in VIEWS else "month"
    on, filters = day_of(request.GET.get("on", "")), filters_of(request.GET)
    shown_days = {"month": month_page, "week": week_page, "list": list_page}[view](request, on, filters)
    return {
        "tabs": room_tabs(request, "calendar:calendar"),
        "view": view,
        "views": [Tab(address(request, view=key), label, key == view) for key, label in VIEWS.items()],
        "today_url": address(request, on=""),
        "filters": filters,
        "places": places_to_write_for(),
        "topics": Topic.objects.filter(is_over=False),
        "campaigns": Campaign.objects.filter(is_over=False),
        "back": request.GET.urlencode(),
        "on": on.isoformat(),
        "may_move": may(member(request), "writing.schedule"),
        "zone_words": zone_words(request),
        **shown_days,
    }


def month_page(request: HttpRequest, on: date, filters: queries.Filters) -> dict[str, Any]:
    weeks = weeks_of_month(on)
    drawn = days.drawn([day for week in weeks for day in week], filters, EACH_DAY["month"], on)
    first, last = on.replace(day=1), month_after(on) - DAY
    return {
        "title": words.month_in_words(on),
        "weeks": days.in_weeks(drawn),
        "weekdays": [(day.name.split()[0], day.full_name.split()[0]) for day in drawn[:7]],
        "before_url": address(request, on=month_before(on).isoformat()),
        "after_url": address(request, on=month_after(on).isoformat()),
        **around(first, last, filters),
    }


def week_page(request: HttpRequest, on: date, filters: queries.Filters) -> dict[str, Any]:
    week = week_of(on)
    drawn = days.drawn(week, filters, EACH_DAY["week"])
    return {
        "title": gettext("Week of %(day)s") % {"day": words.day_in_words(week[0])},
        "weeks": [drawn],
        "weekdays": [],
        "before_url": address(request, on=(on - 7 * DAY).isoformat()),
        "after_url": address(request, on=(on + 7 * DAY).isoformat()),
        **around(week[0], week[-1], filters),
    }


def list_page(request: HttpRequest, on: date, filters: queries.Filters) -> dict[str, Any]:
    found = queries.entries_from(on, filters, read_place(request.GET.get("after", "")))
    last = found[queries.PAGE - 1] if len(found) > queries.PAGE else None
    entries = [entry for entry, _of_day in days.entries_of(found[: queries.PAGE])]
    by_day = [(words.day_in_words(day), list(there)) for day, there in groupby(entries, key=lambda one: one.day) if day]
    place = write_place(last.at, last.pk) if last else ""  # type: ignore[attr-defined]  # annotated by the query
    return {
        "title": gettext("From %(day)s on") % {"day": words.day_in_words(on)},
        "by_day": by_day,
        "before_url": address(request, on=month_before(on).isoformat()),
        "after_url": address(request, on=month_after(on).isoformat()),
        "next_url": address(request, after=place) if last else "",
        **around(on, on + 30 * DAY, filters),
    }


def around(first: date, last: date, filters: queries.Filters) -> dict[str, Any]:
    """What is known of the whole stretch: how it stands against the policy, what waits, which campaigns go on."""
    return {
        "standing": standing(first, last, filters),
        "waiting": [entry for entry, _of_day in days.entries_of(queries.waiting_for_a_moment(filters))],
        "running": [days.campaign_words(one) for one in queries.campaigns_between(first, last)],
    }


def standing(first: date, last: date, filters: queries.Filters) -> dict[str, Any] | None:
    """Paid, owned and earned, and self-talk, against what the policy wants; each with what it is counted of."""
    from_at, to_at = bounds(first, last, queries.house_zone())
    channel = filters.channel
    found = rhythm.balance(from_at, to_at, channel, "" if channel else filters.network)
    if found is None:
        return None
    policy = rhythm.rhythm_of(channel)
    counted = {"paid": found.paid, "owned": found.owned, "earned": found.earned.total if found.earned else None}
    parts = [
        Part(label, part, found.whole, policy.shares.get(name))
        for name, label in PARTS.items()
        if (part := counted[name]) is not None
    ]
    share = found.self_talk
    is_over = share is not None and policy.ceiling is not None and 100 * share > policy.ceiling
    return {"balance": found, "parts": parts, "rhythm": policy, "is_over": is_over,
            "self_talk": Part(_("Speaking of yourselves"), found.ourselves, found.pieces, policy.ceiling)}  # fmt: skip


def address(request: HttpRequest, **changed: str) -> str:
    """The same page with something changed; a list begins anew."""
    values = request.GET.copy()
    for name in ("after", *changed):
        values.pop(name, None)
    values.update({name: value for name, value in changed.items() if value})
    return f"?{values.urlencode()}"


def zone_words(request: HttpRequest) -> str:
    """Said where the reader lives by another clock than the house."""
    house = Organisation.objects.get()
    own = str(getattr(member(request).user, "zone", "") or house.time_zone)
    if own == house.time_zone:
        return ""
    city = house.time_zone.rpartition("/")[2].replace("_", " ")
    return gettext("Hours are those of the house: %(city)s.") % {"city": city}


def when_of(request: HttpRequest, version: Version, form: forms.WhenForm | None = None) -> dict[str, Any]:
    """The form that gives a version its moment, what is proposed, and what one would stumble on."""
    zone = queries.house_zone()
    moment = shown(version.planned_at, zone) if version.planned_at else None
    state = queries.state_of(version, queries.missed_of([version]))
    may_move = version.state not in ("published", "withdrawn") and may(
        member(request), "writing.schedule", version.piece
    )
    return {
        "version": version,
        "state": state,
        "said": words.state_in_words(state) if state in words.STATES else "",
        "moment": words.moment_in_words(moment) if moment else "",
        "stumbles": words.stumbles(version, moment) if moment else [],
        "proposed": [(f"{one.day} {one.hour:%H:%M}", words.moment_in_words(one)) for one in queries.proposed(version)]
        if may_move
        else [],
        "has_slots": bool(rhythm.rhythm_of(version.channel).slots),
        "form": form or forms.WhenForm(initial={"day": moment.day, "hour": moment.hour} if moment else None),
        "may_move": may_move,
        "zone_words": zone_words(request),
    }


def put_page(request: HttpRequest, day: date, hour: str) -> dict[str, Any]:
    """Which version takes a free place."""
    filters = filters_of(request.GET)
    waiting, drafts = queries.waiting_for_a_moment(filters), queries.drafts_to_plan(filters)
    return {
        "day": day.isoformat(),
        "hour": hour,
        "day_words": words.day_in_words(day),
        "hour_words": time_in_words(datetime.strptime(hour, "%H:%M"), words.language()) if hour else "",  # noqa: DTZ007
        "remarks": words.day_words(day),
        "waiting": [entry for entry, _of_day in days.entries_of(waiting)],
        "drafts": [entry for entry, _of_day in days.entries_of(drafts)],
        "back": request.GET.get("back", "")[:500],
    }


def to_calendar(request: HttpRequest, back: str, version: Version | None = None) -> HttpResponse:
    """To the calendar as it was looked at: `back` is what stood behind the question mark."""
    slug = request.organisation.slug  # type: ignore[attr-defined]
    values = QueryDict(back[:500]).urlencode()
    there = reverse("calendar:calendar", kwargs={"organisation_slug": slug})
    mark = f"#version-{version.pk}" if version else ""
    return HttpResponseRedirect(f"{there}{'?' if values else ''}{values}{mark}")


def week_under(version: Version) -> dict[str, Any]:
    """The week in which a version leaves, or the present one."""
    zone = queries.house_zone()
    at = version.published_at or version.planned_at or clock.now()
    week = week_of(shown(at, zone).day)
    return {
        "week": days.drawn(week, queries.Filters(), EACH_DAY["under"]),
        "standing": standing(week[0], week[-1], queries.Filters()),
        "current": version.pk,
        "month_on": week[0].isoformat(),
    }


def shelf_page(request: HttpRequest, of: Campaign | Topic) -> dict[str, Any]:
    """All pieces of a campaign or of a topic, with when each leaves."""
    name = "campaign" if isinstance(of, Campaign) else "topic"
    found = queries.versions_of(**{f"piece__{name}": of})
    entries = [entry for entry, _of_day in days.entries_of(found)]
    dated = [one for one in entries if one.day]
    by_day = [(words.day_in_words(day), list(there)) for day, there in groupby(dated, key=lambda one: one.day) if day]
    begins = next((one.day for one in dated if one.day), None) or getattr(of, "from_on", None) or today()
    return {
        "tabs": room_tabs(request, "calendar:calendar"),
        "of": of,
        "name": name,
        "days": days.campaign_words(of)["days"] if isinstance(of, Campaign) else "",
        "by_day": by_day,
        "undated": [one for one in entries if not one.day],
        "on": begins.isoformat(),
    }


def events_page(request: HttpRequest, **given: Any) -> dict[str, Any]:
    now = today()
    return {
        "tabs": room_tabs(request, "calendar:calendar"),
        "events": events_in_words(queries.events_between(now, now + timedelta(days=366 * 2))[:100]),
        "days_off": [
            (words.day_in_words(day), name) for day, name in sorted(queries.days_off(now, now + 120 * DAY).items())
        ],
        "sources": queries.sources(),
        "may_note": may(member(request), "calendar.note"),
        "form": forms.EventForm(),
        "source_form": forms.SourceForm(),
        **given,
    }


def events_in_words(events: Sequence[Any]) -> list[tuple[Any, str]]:
    return [
        (one, words.day_in_words(one.from_on) if one.from_on == one.to_on else
         f"{words.day_in_words(one.from_on)} – {words.day_in_words(one.to_on)}")
        for one in events
    ]  # fmt: skip
