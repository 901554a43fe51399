"""Meetings of the programme, who sees to it, and what one is asked. Each view parses, calls one query or one action, renders."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liant.accounts.asking import member
from liant.accounts.settings_pages import posted
from liant.advocacy.animation import actions, forms, pages, queries
from liant.advocacy.animation.models import Asked, Charge, Habit, Meeting
from liant.web.partial import render_page

asked_or_sent = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    return render_page(request, "animation/calendar.html", pages.calendar_page(request))


@asked_or_sent
def new(request: HttpRequest) -> HttpResponse:
    """`?habit=7`: one of what comes again."""
    asked = request.GET.get("habit", "")
    habit = Habit.objects.filter(id=int(asked)).first() if asked.isdecimal() and len(asked) < 19 else None
    initial = {"habit": habit, "title": habit.title, "kind": habit.kind, "minutes": habit.minutes,
               "has_managers": habit.has_managers} if habit else {}  # fmt: skip
    form = forms.MeetingForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        return to_meeting(request, actions.plan(actor=member(request), **form.values()), _("Planned."))
    return render_page(request, "animation/write.html", {"form": form}, status=422 if form.errors else 200)


@asked_or_sent
def change(request: HttpRequest, meeting_id: int) -> HttpResponse:
    one = the_meeting(meeting_id)
    form = forms.MeetingForm(posted(request), meeting=one)
    if request.method == "POST" and form.is_valid():
        return to_meeting(request, actions.plan(actor=member(request), meeting=one, **form.values()), _("Kept."))
    return render_page(
        request, "animation/write.html", {"form": form, "meeting": one}, status=422 if form.errors else 200
    )


@require_safe
def meeting(request: HttpRequest, meeting_id: int) -> HttpResponse:
    return show_meeting(request, the_meeting(meeting_id))


@require_POST
def held(request: HttpRequest, meeting_id: int) -> HttpResponse:
    one, form = the_meeting(meeting_id), forms.HeldForm(request.POST)
    if not form.is_valid():
        return show_meeting(request, one, held_form=form)
    try:
        actions.hold(actor=member(request), meeting=one, **form.cleaned_data)
    except actions.NotYet:
        messages.error(request, _("It has not begun yet."))
        return to_meeting(request, one)
    return to_meeting(request, one, _("Noted. Thank you for holding it."))


@require_POST
def cancel(request: HttpRequest, meeting_id: int) -> HttpResponse:
    one, form = the_meeting(meeting_id), forms.CancelForm(request.POST)
    if not form.is_valid():
        return show_meeting(request, one, cancel_form=form)
    actions.cancel(actor=member(request), meeting=one, **form.cleaned_data)
    return to_meeting(request, one, _("Cancelled. It stays in the calendar, with the reason."))


@require_POST
def there(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """That one was there, or was not after all."""
    one = the_meeting(meeting_id)
    if "undo" in request.POST:
        actions.was_not_there(actor=member(request), meeting=one)
        return to_meeting(request, one, _("It is taken back."))
    try:
        actions.was_there(actor=member(request), meeting=one, is_remote="remote" in request.POST)
    except actions.NotYet:
        messages.error(request, _("It has not begun yet."))
        return to_meeting(request, one)
    return to_meeting(request, one, _("Noted."))


@asked_or_sent
def habit(request: HttpRequest, habit_id: int | None = None) -> HttpResponse:
    one = Habit.objects.filter(id=habit_id).first() if habit_id else None
    if habit_id and one is None:
        raise Http404
    names = ("title", "kind", "times", "minutes", "has_managers")
    form = forms.HabitForm(posted(request), initial={name: getattr(one, name) for name in names} if one else {})
    if request.method == "POST" and form.is_valid():
        actions.save_habit(actor=member(request), habit=one, is_over="over" in request.POST, **form.cleaned_data)
        return to(request, "animation:calendar", _("Kept."))
    return render_page(
        request, "animation/habit.html", {"form": form, "habit": one}, status=422 if form.errors else 200
    )


@require_POST
def usual(request: HttpRequest) -> HttpResponse:
    """What usually comes again, where nothing does yet."""
    made = actions.begin_with_usual(actor=member(request))
    return to(request, "animation:calendar", _("Kept. Change them, or end those that are not yours.") if made else "")


@require_safe
def charges(request: HttpRequest) -> HttpResponse:
    return render_page(request, "animation/charges.html", pages.charges_page(request) | {"form": forms.ChargeForm()})


@require_POST
def give(request: HttpRequest) -> HttpResponse:
    form = forms.ChargeForm(request.POST)
    if not form.is_valid():
        return render_page(request, "animation/charges.html", pages.charges_page(request) | {"form": form}, status=422)
    actions.give(actor=member(request), **form.cleaned_data)
    return to(request, "animation:charges", _("Kept."))


@require_POST
def take_back(request: HttpRequest, charge_id: int) -> HttpResponse:
    one = Charge.objects.select_related("member").filter(id=charge_id).first()
    if one is None:
        raise Http404
    actions.take_back(actor=member(request), charge=one)
    return to(request, "animation:charges", _("It is taken back."))


@asked_or_sent
def asked(request: HttpRequest) -> HttpResponse:
    form = forms.AskedForm(posted(request), asked_one=member(request))
    if request.method == "POST" and form.is_valid():
        actions.note_asked(actor=member(request), **form.cleaned_data)
        return to(request, "animation:asked", _("Noted."))
    context = pages.asked_page(request) | {"form": form, "followed": Asked.Followed.choices}
    return render_page(request, "animation/asked.html", context, status=422 if form.errors else 200)


@require_POST
def followed(request: HttpRequest, asked_id: int) -> HttpResponse:
    what = request.POST.get("followed", "")
    if what not in Asked.Followed.values or not actions.say_what_followed(
        actor=member(request), asked_id=asked_id, followed=what
    ):
        raise Http404
    return to(request, "animation:asked", _("Kept."))


@require_POST
@never_cache
def feed(request: HttpRequest) -> HttpResponse:
    """A private address, shown once; or none any more."""
    if "close" in request.POST:
        actions.close_feed(actor=member(request))
        return to(request, "animation:calendar", _("The address works no more."))
    _feed, token = actions.share(actor=member(request))
    url = settings.BASE_URL + reverse("meetings-feed", kwargs={"token": token})
    return render_page(request, "animation/feed.html", {"url": url})


def show_meeting(request: HttpRequest, one: Meeting, **shown: Any) -> HttpResponse:
    context = pages.meeting_page(request, one)
    context |= {"held_form": forms.HeldForm(), "cancel_form": forms.CancelForm()} | shown
    return render_page(request, "animation/meeting.html", context, status=422 if shown else 200)


def the_meeting(meeting_id: int) -> Meeting:
    found = queries.one_meeting(meeting_id)
    if found is None:
        raise Http404
    return found


def to_meeting(request: HttpRequest, one: Meeting, said: str = "") -> HttpResponse:
    return to(request, "animation:meeting", said, meeting_id=one.pk)


def to(request: HttpRequest, name: str, said: str = "", **values: Any) -> HttpResponse:
    if said:
        messages.success(request, said)
    return redirect(name, organisation_slug=request.organisation.slug, **values)  # type: ignore[attr-defined]
