"""Every change to working hours and days off."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from liant.accounts.hours.models import DayOff, Schedule, Stretch
from liant.accounts.hours.public_days import country_of_zone, read_calendar
from liant.accounts.hours.queries import USUAL_WEEK, hours_in_use
from liant.accounts.hours.rules import Stretch as Minutes
from liant.accounts.hours.rules import joined
from liant.accounts.models import Member, Team
from liant.accounts.permissions import check
from liant.audit.actions import record
from liant.kit import clock


def set_hours(*, actor: Member, team: Team | None, week: Sequence[Sequence[Minutes]], time_zone: str = "",
              country: str = "", region: str = "") -> Schedule:  # fmt: skip
    """A week of stretches, Monday first, for a team or, without one, for the whole house."""
    check(actor, "hours.change")
    with transaction.atomic():
        schedule, _ = Schedule.objects.update_or_create(
            team=team, defaults={"time_zone": time_zone, "country": country, "region": region}
        )
        write_week(schedule, week)
        record(actor, "hours.set", schedule)
    return schedule


def write_week(schedule: Schedule, week: Sequence[Sequence[Minutes]]) -> None:
    schedule.stretches.all().delete()
    Stretch.objects.bulk_create(
        Stretch(organisation_id=schedule.organisation_id, schedule=schedule, weekday=weekday, opens_minute=opens,
                closes_minute=closes)
        for weekday, stretches in enumerate(week)
        for opens, closes in joined(stretches)
    )  # fmt: skip


def follow_house(*, actor: Member, team: Team) -> None:
    """The team has the hours of the house again."""
    check(actor, "hours.change")
    with transaction.atomic():
        Schedule.objects.filter(team=team).delete()
        record(actor, "hours.follow_house", team)


def add_day_off(*, actor: Member, team: Team | None, day: date, name: str = "") -> DayOff:
    check(actor, "hours.change")
    with transaction.atomic():
        schedule = _own_schedule(actor, team)
        added, _ = DayOff.objects.update_or_create(schedule=schedule, day=day, defaults={"name": name.strip()[:200]})
        record(actor, "hours.add_day_off", schedule, day=day.isoformat())
    return added


def remove_day_off(*, actor: Member, day_off: DayOff) -> None:
    check(actor, "hours.change")
    with transaction.atomic():
        record(actor, "hours.remove_day_off", day_off.schedule, day=day_off.day.isoformat())
        day_off.delete()


def take_in_calendar(*, actor: Member, team: Team | None, content: bytes, name: str) -> int:
    """The whole days of a calendar file; the same file again replaces what it brought before. Raises
    UnreadableCalendar."""
    check(actor, "hours.change")
    zone = hours_in_use(actor.organisation)(team.id if team else None).zone
    today = clock.now().astimezone(zone).date()
    days = read_calendar(content, today, zone)
    with transaction.atomic():
        schedule = _own_schedule(actor, team)
        DayOff.objects.filter(schedule=schedule, calendar=name, day__gte=today).delete()
        kept = set(DayOff.objects.filter(schedule=schedule).values_list("day", flat=True))
        DayOff.objects.bulk_create(
            DayOff(organisation_id=schedule.organisation_id, schedule=schedule, day=day, name=words, calendar=name)
            for day, words in days.items()
            if day not in kept
        )
        record(actor, "hours.read_calendar", schedule, count=len(days))
    return len(days)


def _own_schedule(actor: Member, team: Team | None) -> Schedule:
    """The team's hours, or the house's; begun from what held until now."""
    house = actor.organisation
    found = Schedule.objects.filter(team=team).first()
    if found:
        return found
    model = Schedule.objects.filter(team=None).first()
    schedule = Schedule.objects.create(
        team=team,
        time_zone=model.time_zone if model else "",
        country=model.country if model else country_of_zone(house.time_zone),
        region=model.region if model else "",
    )
    write_week(schedule, hours_in_use(house)(None).week if model else USUAL_WEEK)
    return schedule
