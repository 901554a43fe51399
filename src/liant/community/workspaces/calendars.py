"""A calendar, .ics: who was at the same appointment. Neither its title nor its text is looked at. One that was declined, put off, or
held by many is no meeting of two people."""

import itertools
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, BinaryIO

import icalendar
import recurring_ical_events

from liant.community.workspaces.reading import Found, with_zone
from liant.kit import clock

MOST_PEOPLE = 8
MOST_EVENTS = 20_000
LARGEST_FILE = 50_000_000
LOOK_BACK = timedelta(days=366)  # raw contacts older than this are not measured any more


class TooOften(Exception):
    """An appointment that recurs several times a day."""


def read(stream: BinaryIO, found: Found) -> None:
    """What took place in the last year, each time that it recurred. `number` of a problem: always the first line, since a calendar
    is read whole."""
    raw = stream.read(LARGEST_FILE + 1)
    if len(raw) > LARGEST_FILE:
        found.wrong("calendar", 1, "too_large")
        return
    now = clock.now()
    try:
        events = taking_place(raw, now)
    except TooOften:
        found.wrong("calendar", 1, "too_often")
        return
    except (ValueError, IndexError, KeyError, TypeError):  # what icalendar says of a file that it can't read
        found.wrong("calendar", 1, "no_calendar")
        return
    if len(events) == MOST_EVENTS:
        found.wrong("calendar", 1, "too_large")
        return
    for event in events:
        read_event(event, now, found)


def taking_place(raw: bytes, now: datetime) -> list[Any]:
    """Once for each time that it recurred. Errors: those of the file, and TooOften."""
    calendar = icalendar.Calendar.from_ical(raw)
    if any(recurs_within_a_day(event) for event in calendar.walk("VEVENT")):
        raise TooOften
    coming = recurring_ical_events.of(calendar, skip_bad_series=True).after(now - LOOK_BACK)
    past = itertools.takewhile(lambda event: not is_later(event, now), coming)
    return list(itertools.islice(past, MOST_EVENTS))


def recurs_within_a_day(event: Any) -> bool:
    """No meeting does, and reckoning it would take for ever."""
    rules = event.get("RRULE", [])
    return any(
        not {"SECONDLY", "MINUTELY", "HOURLY"}.isdisjoint(str(one).upper() for one in rule.get("FREQ", ()))
        or not {"BYHOUR", "BYMINUTE", "BYSECOND"}.isdisjoint(name.upper() for name in rule)
        for rule in (rules if isinstance(rules, list) else [rules])
    )


def is_later(event: Any, now: datetime) -> bool:
    start = getattr(event.get("DTSTART"), "dt", None)
    return start.date() > now.date() if isinstance(start, datetime) else isinstance(start, date) and start > now.date()


def read_event(event: Any, now: datetime, found: Found) -> None:
    at, people = begins(event), sorted(set(present(event)))
    is_off = str(event.get("STATUS", "")).upper() == "CANCELLED"
    if at is None or at > now or is_off or not 2 <= len(people) <= MOST_PEOPLE:
        return
    for one, other in itertools.combinations(people, 2):
        found.note("attended", one, other, at, str(event.get("UID") or ""), at.isoformat())


def begins(event: Any) -> datetime | None:
    """None for a whole day: a holiday or a reminder is no meeting."""
    start = event.get("DTSTART")
    found = getattr(start, "dt", None)
    return with_zone(found) if isinstance(found, datetime) else None


def present(event: Any) -> Iterator[str]:
    """Addresses of whoever called it and of those who did not decline, rooms and groups left out."""
    listed = event.get("ATTENDEE", [])
    called = [event["ORGANIZER"]] if "ORGANIZER" in event else []
    for one in [*(listed if isinstance(listed, list) else [listed]), *called]:
        params = getattr(one, "params", {})
        declined = str(params.get("PARTSTAT", "")).upper() == "DECLINED"
        is_person = str(params.get("CUTYPE", "INDIVIDUAL")).upper() in ("INDIVIDUAL", "UNKNOWN")
        scheme, _, address = str(one).partition(":")
        if scheme.lower() == "mailto" and address and is_person and not declined:
            yield address.strip().lower()
