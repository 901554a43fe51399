"""Public holidays by country, and days off read from a calendar file (iCalendar, RFC 5545)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.core import get_global

MOST_BYTES, MOST_DAYS = 1_000_000, 2_000
AHEAD = timedelta(days=366 * 3)


class UnreadableCalendar(Exception):
    """The file is no calendar, or holds more than a calendar of days off would."""


@lru_cache(maxsize=256)
def public_holidays(country: str, region: str, year: int, language: str = "") -> dict[date, str]:
    """The public holidays of one year, named in this language where somebody did; empty for a country that nobody
    described."""
    import holidays  # two hundred countries: only where working time is measured

    try:
        found = holidays.country_holidays(country, subdiv=region or None, years=year)
        named = next((one for one in found.supported_languages if language and one.startswith(language)), None)
        return dict(
            holidays.country_holidays(country, subdiv=region or None, years=year, language=named) if named else found
        )
    except NotImplementedError:
        return {}


def days_of_years(country: str, region: str, years: Iterable[int], language: str = "") -> dict[date, str]:
    if not country:
        return {}
    return {day: name for year in years for day, name in public_holidays(country, region, year, language).items()}


@lru_cache(maxsize=1)
def regions_by_country() -> dict[str, tuple[str, ...]]:
    import holidays  # as above

    return {code: tuple(regions) for code, regions in holidays.list_supported_countries(include_aliases=False).items()}


def countries(language: str) -> list[tuple[str, str]]:
    """(code, name) of every country whose holidays are known, by name in the reader's language."""
    names = Locale.parse(language.partition("-")[0]).territories
    return sorted(((code, names.get(code, code)) for code in regions_by_country()), key=lambda one: one[1])


def country_of_zone(zone: str) -> str:
    """The country in which this time zone lies, when its holidays are known; else none."""
    code = get_global("zone_territories").get(zone, "")
    return code if code in regions_by_country() else ""


def read_calendar(content: bytes, today: date, zone: ZoneInfo) -> dict[date, str]:
    """Whole days off in the next three years, also those that come every year. Raises UnreadableCalendar."""
    import recurring_ical_events  # only where a file is given
    from icalendar import Calendar  # as above

    if len(content) > MOST_BYTES:
        raise UnreadableCalendar
    try:
        calendar = Calendar.from_ical(content)
        if calendar.name != "VCALENDAR":
            raise UnreadableCalendar
        events = recurring_ical_events.of(calendar).between(today, today + AHEAD)
    except (ValueError, KeyError, IndexError, AttributeError, TypeError) as error:
        raise UnreadableCalendar from error
    found: dict[date, str] = {}
    for event in events:
        for day in _whole_days(event, zone):
            if today <= day <= today + AHEAD:
                found.setdefault(day, " ".join(str(event.get("SUMMARY", "")).split())[:200])
            if len(found) > MOST_DAYS:
                raise UnreadableCalendar
    return found


def _whole_days(event: object, zone: ZoneInfo) -> Iterable[date]:
    """The days that an event takes whole: a meeting of an hour closes nothing."""
    begins, ends = event.start, event.end  # type: ignore[attr-defined]
    if isinstance(begins, datetime):
        begins, ends = (_local(moment, zone) for moment in (begins, ends))
        first = begins.date() + timedelta(days=0 if begins.time() == begins.time().min else 1)
        last = ends.date()
    else:
        first, last = begins, max(ends, begins + timedelta(days=1))
    for number in range(min(max(0, (last - first).days), MOST_DAYS)):
        yield first + timedelta(days=number)


def _local(moment: datetime, zone: ZoneInfo) -> datetime:
    return (moment if moment.tzinfo is None else moment.astimezone(zone)).replace(tzinfo=None)
