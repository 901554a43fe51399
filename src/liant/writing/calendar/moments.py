"""A day and an hour by the clock on the wall, made a moment, and back. Twice a year a zone changes its clock: the hour that
does not exist becomes the first minute that does, the hour that comes twice is the first of the two, and either is said."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from liant.accounts.hours.rules import next_change

DAY = timedelta(days=1)
Slot = tuple[int, str]  # a day of the week, Monday is 0, and "HH:MM"


class Sort(StrEnum):
    PLAIN = "plain"
    SKIPPED = "skipped"  # the clock goes forward over it: the first minute after
    TWICE = "twice"  # the clock goes back over it: the first of the two


@dataclass(frozen=True, order=True)
class Moment:
    """`at`: in UTC. `day` and `hour`: what the clock on the wall then shows."""

    at: datetime
    day: date
    hour: time
    sort: Sort = Sort.PLAIN


def moment_of(day: date, hour: time, zone: ZoneInfo) -> Moment:
    """The moment at which the wall shows this day and hour."""
    wall = datetime.combine(day, hour.replace(tzinfo=None, fold=0))
    first, second = (_offset(wall.replace(tzinfo=zone, fold=fold)) for fold in (0, 1))
    at = (wall - first).replace(tzinfo=UTC)
    if first == second:
        return Moment(at, day, hour.replace(fold=0))
    if first > second:
        return Moment(at, day, hour.replace(fold=0), Sort.TWICE)
    changed_at = next_change(zone, (wall - second).replace(tzinfo=UTC), at)
    shown = changed_at.astimezone(zone)
    return Moment(changed_at, shown.date(), shown.time().replace(fold=0), Sort.SKIPPED)


def shown(at: datetime, zone: ZoneInfo) -> Moment:
    """What the wall shows at this moment; TWICE when it shows the same again an hour before or later."""
    there = at.astimezone(zone)
    day, hour = there.date(), there.time().replace(fold=0)
    found = moment_of(day, hour, zone)
    return Moment(at.astimezone(UTC), day, hour, found.sort)


def moved(at: datetime, to: date, zone: ZoneInfo) -> Moment:
    """On another day at the same hour by the wall; on the same day, unmoved."""
    before = shown(at, zone)
    return before if before.day == to else moment_of(to, before.hour, zone)


def day_begins(day: date, zone: ZoneInfo) -> datetime:
    """Its first moment: midnight, or the first minute after it where midnight does not exist."""
    return moment_of(day, time(), zone).at


def bounds(first: date, last: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """From the first moment of one day to the first after another."""
    return day_begins(first, zone), day_begins(last + DAY, zone)


def slots_between(slots: Sequence[Slot], first: date, last: date, zone: ZoneInfo) -> Iterator[Moment]:
    """Each slot once on each of its days, in the order of the wall."""
    wanted = sorted({(weekday, time.fromisoformat(hour)) for weekday, hour in slots})
    for number in range((last - first).days + 1):
        day = first + number * DAY
        yield from (moment_of(day, hour, zone) for weekday, hour in wanted if weekday == day.weekday())


def week_of(day: date) -> list[date]:
    """Its seven days, Monday first."""
    monday = day - day.weekday() * DAY
    return [monday + number * DAY for number in range(7)]


def weeks_of_month(day: date) -> list[list[date]]:
    """The whole weeks that hold the month of this day."""
    first, last = day.replace(day=1), month_after(day) - DAY
    weeks = [week_of(first)]
    while weeks[-1][-1] < last:
        weeks.append(week_of(weeks[-1][-1] + DAY))
    return weeks


def month_after(day: date) -> date:
    """The first day of the next month."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def month_before(day: date) -> date:
    return (day.replace(day=1) - DAY).replace(day=1)


def _offset(moment: datetime) -> timedelta:
    return moment.utcoffset() or timedelta()
