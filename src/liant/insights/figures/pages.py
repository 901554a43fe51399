"""What the page of what was heard is given: by day, by what people want, by tone, by language and by channel."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from liant.engines.spikes import compare
from liant.inbox.models import Intent
from liant.inbox.waiting.rules import LEAST_PEOPLE, share
from liant.insights.figures import queries, words
from liant.insights.figures.front import reader_of
from liant.insights.figures.models import FAVOURABLE, NEUTRAL, UNFAVOURABLE
from liant.insights.figures.queries import Period
from liant.web.pieces import Days, Series, Tab

PERIODS = {"14": 14, "28": 28, "91": 91, "364": 364}
USUAL_PERIOD = "28"
BY_WEEK_FROM = 200  # days: beyond, a column for each would be a hair


@dataclass(frozen=True)
class Row:
    """One line of a table: counted, with its share and interval, and the share of the same time before."""

    name: str
    count: int
    share: tuple[float, float, float] | None
    share_words: str
    before_words: str
    change: str


def heard_page(request: HttpRequest) -> dict[str, Any]:
    reader, channels = reader_of(request)
    asked = request.GET.get("days", USUAL_PERIOD)
    asked = asked if asked in PERIODS else USUAL_PERIOD
    zone, last = ZoneInfo(reader.organisation.time_zone), queries.today_of(reader)
    length = timedelta(days=PERIODS[asked])
    now = queries.heard(channels, last - length + timedelta(days=1), last, zone)
    before = queries.heard(channels, now.first - length, now.first - timedelta(days=1), zone)
    here = reverse("figures:heard", args=[reader.organisation.slug])
    names = {channel.id: channel.name for channel in channels}
    return {
        "periods": [Tab(f"{here}?days={key}", said, key == asked) for key, said in period_words().items()],
        "period": now,
        "days": as_days(now, zone),
        "tables": [
            (_("What people want"), rows(dict(Intent.choices), now.intents, before.intents)),
            (_("Their tone"), rows(tone_words(), tones_of(now), tones_of(before))),
            (_("Language"), rows(names_of_languages(now), now.languages, before.languages)),
            (_("Channel"), rows(names, now.channels, before.channels)),
        ],
        "least": LEAST_PEOPLE,
        "zone": zone,
    }


def period_words() -> dict[str, str]:
    return {"14": _("two weeks"), "28": _("four weeks"), "91": _("three months"), "364": _("one year")}


def tone_words() -> dict[str, str]:
    return {FAVOURABLE: _("favourable"), NEUTRAL: _("neutral"), UNFAVOURABLE: _("unfavourable")}


def tones_of(period: Period) -> dict[str, int]:
    return {tone: period.tones[tone] for tone in (FAVOURABLE, NEUTRAL, UNFAVOURABLE)}


def names_of_languages(period: Period) -> dict[str, str]:
    known = {"fr": _("French"), "en": _("English"), "": _("unknown")}
    return {code: known.get(code, code) for code in period.languages}


def rows(names: Mapping[Any, Any], now: Mapping[Any, int], before: Mapping[Any, int]) -> list[Row]:
    """The most frequent first; what was said of none is left out."""
    whole, whole_before = sum(now.values()), sum(before.values())
    counted = sorted(((number, key) for key, number in now.items() if number > 0), key=lambda pair: -pair[0])
    found = []
    for number, key in counted:
        is_now, was = share(number, whole), share(before.get(key, 0), whole_before)
        change = (
            compare(before.get(key, 0), whole_before, number, whole, together=len(counted)) if is_now and was else None
        )
        is_sure = change is not None and change.verdict != "none"
        found.append(
            Row(str(names.get(key, key)), number, is_now, words.percent(is_now) if is_now else "",
                words.percent(was) if was else "", words.side_by_side(change) if is_sure else "")
        )  # fmt: skip
    return found


def as_days(period: Period, zone: ZoneInfo) -> Days:
    """By day, or by week over a long time; a stretch of which something is missing is marked, and never taken for zero."""
    step = 7 if len(period.days) > BY_WEEK_FROM else 1
    groups = [period.days[n : n + step] for n in range(0, len(period.days), step)]
    missing = queries.days_missing(period.gaps, period.first, period.last, zone)
    holes = [not missing.isdisjoint(group) for group in groups]

    def counted(intent: str = "") -> list[int | None]:
        sums = [sum(in_day(period, day, intent) for day in group) for group in groups]
        return [
            None if hole and not all_of_it(period, group) else n
            for n, hole, group in zip(sums, holes, groups, strict=True)
        ]

    return Days(
        names=[words.day_name(group[0]) for group in groups],
        labels=[words.short_day(group[0]) for group in groups],
        series=[
            Series(_("all mentions"), counted(), "bar"),
            Series(Intent.PRAISE.label, counted(Intent.PRAISE), "line"),
            Series(Intent.COMPLAINT.label, counted(Intent.COMPLAINT), "line"),
        ],
        holes=holes,
    )


def in_day(period: Period, day: date, intent: str = "") -> int:
    counts = period.by_day.get(day)
    if not counts:
        return 0
    return counts[intent] if intent else counts.total()


def all_of_it(period: Period, group: list[date]) -> int:
    return sum(in_day(period, day) for day in group)
