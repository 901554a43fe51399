from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import get_language

from liant.accounts.hours.models import DayOff, Schedule
from liant.accounts.hours.public_days import country_of_zone, days_of_years
from liant.accounts.hours.rules import Hours, joined
from liant.accounts.models import Team
from liant.kit import clock
from liant.tenancy.models import Organisation

USUAL_DAY = ((9 * 60, 18 * 60),)
USUAL_WEEK = (USUAL_DAY,) * 5 + ((), ())
YEARS_BACK, YEARS_AHEAD = 2, 3
MOST_DAYS_SHOWN = 60


@dataclass(frozen=True)
class NamedDay:
    """A day on which nobody is at work. `id`: of the row, where it is one's own."""

    day: date
    name: str
    id: int | None = None


def schedule_of(team: Team | None) -> Schedule | None:
    return Schedule.objects.filter(team=team).first()


def hours_in_use(organisation: Organisation) -> Callable[[int | None], Hours]:
    """`hours(team_id)`: of the team, else of the house, else a usual week; read once, for many questions."""
    schedules = {one.team_id: one for one in Schedule.objects.prefetch_related("stretches", "days_off")}
    known: dict[int | None, Hours] = {}

    def hours(team_id: int | None) -> Hours:
        key = team_id if team_id in schedules else None
        if key not in known:
            known[key] = as_hours(schedules.get(key), organisation)
        return known[key]

    return hours


def as_hours(schedule: Schedule | None, organisation: Organisation) -> Hours:
    this_year = clock.now().year
    years = range(this_year - YEARS_BACK, this_year + YEARS_AHEAD + 1)
    if schedule is None:
        public = days_of_years(country_of_zone(organisation.time_zone), "", years)
        return Hours(ZoneInfo(organisation.time_zone), USUAL_WEEK, frozenset(public))
    week: list[list[tuple[int, int]]] = [[] for _ in range(7)]
    for stretch in schedule.stretches.all():
        week[stretch.weekday].append((stretch.opens_minute, stretch.closes_minute))
    public = days_of_years(schedule.country, schedule.region, years)
    days_off = frozenset(public) | {one.day for one in schedule.days_off.all()}
    zone = ZoneInfo(schedule.time_zone or organisation.time_zone)
    return Hours(zone, tuple(joined(day) for day in week), days_off)


def coming_days_off(schedule: Schedule | None, organisation: Organisation) -> list[NamedDay]:
    """Days off from today on, of one's own and by law, as far as a year ahead."""
    today = clock.now().date()
    last = today + timedelta(days=366)
    country = schedule.country if schedule else country_of_zone(organisation.time_zone)
    public = days_of_years(
        country, schedule.region if schedule else "", (today.year, today.year + 1), (get_language() or "")[:2]
    )
    days = {day: NamedDay(day, name) for day, name in public.items() if today <= day <= last}
    own = DayOff.objects.filter(schedule=schedule, day__gte=today) if schedule else ()
    days |= {one.day: NamedDay(one.day, one.name, one.id) for one in own}
    return [days[day] for day in sorted(days)][:MOST_DAYS_SHOWN]
