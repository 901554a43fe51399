"""Days as the calendar draws them: what leaves, what is free, what else happens; bounded, whatever a day holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from liant.kit import clock
from liant.writing.calendar import queries, words
from liant.writing.calendar.models import LocalEvent
from liant.writing.calendar.moments import Moment, bounds, shown
from liant.writing.calendar.rules import crowded
from liant.writing.models import Campaign, Version
from liant.writing.networks import network

MOVABLE = {"draft", "in_review", "agreed", "approved", "scheduled", "late", "missed"}


@dataclass(frozen=True)
class Entry:
    """`is_crowded`: another leaves by the same way within the hour."""

    version: Version
    state: str
    hour: str
    day: date | None
    is_crowded: bool = False

    @property
    def where(self) -> str:
        return queries.label_of(self.version)

    @property
    def icon(self) -> str:
        return network(self.version.network).icon

    @property
    def said(self) -> str:
        return words.state_in_words(self.state)

    @property
    def is_movable(self) -> bool:
        return self.state in MOVABLE

    @property
    def is_behind(self) -> bool:
        return self.state in ("late", "missed")


@dataclass(frozen=True)
class Free:
    moment: Moment

    @property
    def hour(self) -> str:
        return words.hour_in_words(self.moment)

    @property
    def value(self) -> str:
        return f"{self.moment.hour:%H:%M}"


@dataclass
class Day:
    """`off`: the name of a day off, "" where it has none; `more`: how many entries are not shown."""

    day: date
    is_outside: bool = False
    is_today: bool = False
    is_past: bool = False
    off: str | None = None
    events: list[LocalEvent] = field(default_factory=list)
    more_events: int = 0
    entries: list[Entry] = field(default_factory=list)
    more: int = 0
    free: list[Free] = field(default_factory=list)

    @property
    def name(self) -> str:
        return words.day_in_words(self.day, is_short=True)

    @property
    def full_name(self) -> str:
        return words.day_in_words(self.day)

    @property
    def value(self) -> str:
        return self.day.isoformat()

    @property
    def is_empty(self) -> bool:
        return not (self.entries or self.free or self.events or self.off is not None)


def drawn(days: Sequence[date], filters: queries.Filters, each_day: int, month: date | None = None) -> list[Day]:
    """These days, which follow each other."""
    first, last = days[0], days[-1]
    zone = queries.house_zone()
    today = clock.now().astimezone(zone).date()
    taken = queries.taken_between(*bounds(first, last, zone))
    off = queries.days_off(first, last)
    found = {
        day: Day(day, is_outside=month is not None and day.month != month.month, is_today=day == today,
                 is_past=day < today, off=off.get(day))
        for day in days
    }  # fmt: skip
    for entry, of_day in entries_of(queries.entries(first, last, filters, each_day), crowded(taken)):
        there = found[entry.day or first]
        there.entries.append(entry)
        there.more = of_day - len(there.entries)
    for slot in queries.free_slots(first, last, filters, taken):
        if slot.day in found:
            found[slot.day].free.append(Free(slot))
    put_events(found, queries.events_between(first, last))
    return list(found.values())


def entries_of(versions: Sequence[Version], too_near: set[int] = frozenset()) -> list[tuple[Entry, int]]:  # type: ignore[assignment]
    """Each with how many its day has, where the query told."""
    zone, missed = queries.house_zone(), queries.missed_of(versions)
    found = []
    for version in versions:
        moment = shown(version.at, zone) if getattr(version, "at", None) else None  # type: ignore[attr-defined]
        hour = words.hour_in_words(moment) if moment else ""
        state = queries.state_of(version, missed)
        entry = Entry(version, state, hour, moment.day if moment else None, version.pk in too_near)
        found.append((entry, getattr(version, "of_day", 0)))
    return found


def put_events(found: Mapping[date, Day], events: Sequence[LocalEvent], most: int = 2) -> None:
    for day in found.values():
        here = [one for one in events if one.from_on <= day.day <= one.to_on]
        day.events, day.more_events = here[:most], max(0, len(here) - most)


def in_weeks(days: Sequence[Day]) -> list[list[Day]]:
    return [list(days[place : place + 7]) for place in range(0, len(days), 7)]


def campaign_words(campaign: Campaign) -> dict[str, Any]:
    """A campaign with its days, as far as they are known."""
    days = [words.day_in_words(day) for day in (campaign.from_on, campaign.to_on) if day]
    return {"campaign": campaign, "days": " – ".join(days)}
