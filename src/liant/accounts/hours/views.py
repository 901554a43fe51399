"""The pages of working hours: of the house, and of each team that keeps its own."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from liant.accounts.asking import member
from liant.accounts.hours import actions, pages
from liant.accounts.hours.forms import CalendarForm, DayOffForm, HoursForm
from liant.accounts.hours.models import DayOff
from liant.accounts.hours.public_days import UnreadableCalendar
from liant.accounts.models import Team
from liant.web.partial import render_page


@require_safe
def hours(request: HttpRequest, team_id: int | None = None) -> HttpResponse:
    return show(request, team_of(team_id))


@require_POST
def set_hours(request: HttpRequest, team_id: int | None = None) -> HttpResponse:
    team, form = team_of(team_id), HoursForm(request.POST)
    if not form.is_valid():
        return show(request, team, form=form)
    values = {name: form.cleaned_data[name] for name in ("time_zone", "country", "region")}
    actions.set_hours(actor=member(request), team=team, week=form.week(), **values)
    return back(request, team, _("Kept."))


@require_POST
def follow_house(request: HttpRequest, team_id: int) -> HttpResponse:
    team = team_of(team_id)
    assert team is not None  # noqa: S101  an address with a team's number
    actions.follow_house(actor=member(request), team=team)
    return back(request, team, _("The team has the hours of the house again."))


@require_POST
def add_day_off(request: HttpRequest, team_id: int | None = None) -> HttpResponse:
    team, form = team_of(team_id), DayOffForm(request.POST)
    if not form.is_valid():
        return show(request, team, day_form=form)
    actions.add_day_off(actor=member(request), team=team, **form.cleaned_data)
    return back(request, team, _("Noted."))


@require_POST
def remove_day_off(request: HttpRequest, day_off_id: int) -> HttpResponse:
    found = DayOff.objects.select_related("schedule__team").filter(id=day_off_id).first()
    if found is None:
        raise Http404
    team = found.schedule.team
    actions.remove_day_off(actor=member(request), day_off=found)
    return back(request, team, _("It is a working day again."))


@require_POST
def take_in_calendar(request: HttpRequest, team_id: int | None = None) -> HttpResponse:
    team, form = team_of(team_id), CalendarForm(request.POST, request.FILES)
    if not form.is_valid():
        return show(request, team, calendar_form=form)
    file = form.cleaned_data["calendar"]
    try:
        count = actions.take_in_calendar(
            actor=member(request), team=team, content=file.read(), name=str(file.name)[:200]
        )
    except UnreadableCalendar:
        form.add_error("calendar", _("This file is not a calendar that can be read. Nothing was changed."))
        return show(request, team, calendar_form=form)
    said = ngettext("One day off was taken in.", "%(count)s days off were taken in.", count) % {"count": count}
    return back(request, team, said)


def team_of(team_id: int | None) -> Team | None:
    if team_id is None:
        return None
    found = Team.objects.filter(id=team_id).first()
    if found is None:
        raise Http404
    return found


def show(request: HttpRequest, team: Team | None, **forms: Any) -> HttpResponse:
    context = pages.hours_page(request, team, **forms)
    return render_page(request, "hours/hours.html", context, status=422 if forms else 200)


def back(request: HttpRequest, team: Team | None, said: Any) -> HttpResponse:
    messages.success(request, said)
    slug = request.organisation.slug  # type: ignore[attr-defined]
    return redirect("hours:team", slug, team.id) if team else redirect("hours:house", slug)
