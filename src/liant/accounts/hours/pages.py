"""What the page of working hours is given."""

from typing import Any

from django.http import HttpRequest

from liant.accounts.asking import member
from liant.accounts.hours.forms import CalendarForm, DayOffForm, HoursForm, day_field
from liant.accounts.hours.public_days import country_of_zone
from liant.accounts.hours.queries import coming_days_off, hours_in_use, schedule_of
from liant.accounts.hours.rules import write_stretches
from liant.accounts.models import Team
from liant.accounts.permissions import may
from liant.accounts.settings_pages import tabs


def first_values(request: HttpRequest, team: Team | None) -> dict[str, Any]:
    """What holds now: of the team, else of the house."""
    house = member(request).organisation
    schedule = schedule_of(team) or schedule_of(None)
    week = hours_in_use(house)(team.id if team else None).week
    values = {day_field(number): write_stretches(stretches) for number, stretches in enumerate(week)}
    values["time_zone"] = schedule.time_zone if schedule else ""
    values["country"] = schedule.country if schedule else country_of_zone(house.time_zone)
    values["region"] = schedule.region if schedule else ""
    return values


def hours_page(request: HttpRequest, team: Team | None, **forms: Any) -> dict[str, Any]:
    own = schedule_of(team)
    return {
        "tabs": tabs(request, "hours:house"),
        "team": team,
        "teams": list(Team.objects.all()),
        "is_own": own is not None,
        "may_change": may(member(request), "hours.change"),
        "days_off": coming_days_off(own or schedule_of(None), member(request).organisation),
        "form": HoursForm(initial=first_values(request, team)),
        "day_form": DayOffForm(),
        "calendar_form": CalendarForm(),
        **forms,
    }
