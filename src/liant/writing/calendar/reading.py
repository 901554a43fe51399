"""Events of other calendars (iCalendar, RFC 5545), from a file or from an address: their days and their names, also of
those that come again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from liant.kit import http

MOST_BYTES, MOST_EVENTS, MOST_REPEATED = 2_000_000, 1_000, 300
HALF_A_YEAR = timedelta(days=183)
STRETCHES = 4  # read one after the other, so that a calendar with too much in it is soon refused
CALM = {"YEARLY", "MONTHLY", "WEEKLY", "DAILY"}
WITHIN_A_DAY = ("BYHOUR", "BYMINUTE", "BYSECOND")
LIMITS = http.Limits(total_seconds=20, max_bytes=MOST_BYTES)


class Unreadable(Exception):
    """No calendar, or one that holds more than a calendar of events would."""


@dataclass(frozen=True)
class Event:
    name: str
    from_on: date
    to_on: date
    place: str = ""


def fetch(address: str) -> bytes:
    """A calendar as its address gives it, through the guarded door. Outside of any transaction. Raises Unreadable."""
    url = "https://" + address[len("webcal://") :] if address.startswith("webcal://") else address
    try:
        answer = http.get(url, headers={"accept": "text/calendar"}, limits=LIMITS)
    except http.HttpError as error:
        raise Unreadable from error
    if not answer.is_success:
        raise Unreadable
    return answer.body


def read_events(content: bytes, today: date, zone: ZoneInfo) -> list[Event]:
    """From today on, two years ahead. Raises Unreadable."""
    import recurring_ical_events  # only where a calendar is given
    from icalendar import Calendar  # as above

    if len(content) > MOST_BYTES:
        raise Unreadable
    try:
        calendar = Calendar.from_ical(content)
        if calendar.name != "VCALENDAR" or is_endless(calendar):
            raise Unreadable
        found: set[Event] = set()
        repeated = recurring_ical_events.of(calendar)
        for number in range(STRETCHES):
            from_on = today + number * HALF_A_YEAR
            found.update(events_of(repeated.between(from_on, from_on + HALF_A_YEAR), zone))
            if len(found) > MOST_EVENTS:
                raise Unreadable
    except (ValueError, KeyError, IndexError, AttributeError, TypeError, OverflowError) as error:
        raise Unreadable from error
    return sorted(found, key=lambda one: (one.from_on, one.name))


def is_endless(calendar: Any) -> bool:
    """Whether reading it would take for ever: what comes again by the hour or by the second is no event of a town."""
    events = calendar.walk("VEVENT")
    rules = [rule for one in events for rule in as_list(one.get("RRULE"))]
    return (
        len(events) > MOST_EVENTS
        or len(rules) > MOST_REPEATED
        or any(not CALM.issuperset(rule.get("FREQ", [])) for rule in rules)
        or any(name in rule for rule in rules for name in WITHIN_A_DAY)
    )


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


def events_of(told: list[Any], zone: ZoneInfo) -> Iterator[Event]:
    for one in told:
        name = line(one.get("SUMMARY"))
        if not name or str(one.get("STATUS", "")).upper() == "CANCELLED":
            continue
        first, last = days_of(one.start, one.end, zone)
        yield Event(name, first, max(first, last), line(one.get("LOCATION")))


def days_of(begins: date, ends: date, zone: ZoneInfo) -> tuple[date, date]:
    """The first and last day that it touches: an end at midnight, or the day after a whole day, is not one of them."""
    if not isinstance(begins, datetime) or not isinstance(ends, datetime):
        return begins, ends - timedelta(days=1)
    begins, ends = local(begins, zone), local(ends, zone)
    is_over_at_midnight = ends.time() == time() and ends > begins
    return begins.date(), ends.date() - timedelta(days=is_over_at_midnight)


def local(moment: datetime, zone: ZoneInfo) -> datetime:
    return (moment if moment.tzinfo is None else moment.astimezone(zone)).replace(tzinfo=None)


def line(value: object) -> str:
    return " ".join(str(value or "").split())[:200]
