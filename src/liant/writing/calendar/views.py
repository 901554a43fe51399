"""The calendar: looked at, moved upon, shared. Each view parses, calls one query or one action, renders."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from liant.accounts.asking import member
from liant.accounts.permissions import check
from liant.kit.lifecycle import LifecycleError
from liant.tenancy.context import tenant
from liant.web.partial import render_page
from liant.writing.calendar import actions, forms, pages, queries, reading, words
from liant.writing.calendar.models import LocalEvent
from liant.writing.calendar.moments import Moment
from liant.writing.models import Campaign, Topic, Version
from liant.writing.pages import room_tabs, to_piece


@require_GET
def calendar(request: HttpRequest) -> HttpResponse:
    return render_page(request, "calendar/calendar.html", pages.calendar_page(request))


def the_version(version_id: int) -> Version:
    found = queries.one_version(version_id)
    if found is None:
        raise Http404
    return found


def back_from(request: HttpRequest, version: Version) -> HttpResponse:
    """To the page of the piece, or to the calendar as it was looked at."""
    back = request.POST.get("back", "")
    return to_piece(request, version.piece, version) if back == "piece" else pages.to_calendar(request, back, version)


def told(request: HttpRequest, version: Version, act: Callable[[], Moment]) -> bool:
    """Do it, say where it is now, and what one would stumble on; whether it was done."""
    try:
        moment = act()
    except actions.IsOver:
        messages.error(request, _("That moment is over: nothing leaves backwards. Choose one to come."))
        return False
    except LifecycleError:
        messages.error(request, _("It has moved on meanwhile: nothing was changed."))
        return False
    version.refresh_from_db(fields=["state", "planned_at"])
    said = {"title": version.piece.title, "moment": words.moment_in_words(moment)}
    if version.state == "scheduled":
        messages.success(request, _("“%(title)s” is planned for %(moment)s.") % said)
    else:
        messages.success(request, _("“%(title)s” is meant for %(moment)s, once it is agreed to.") % said)
    for one in words.stumbles(version, moment):
        messages.warning(request, one)
    return True


@require_http_methods(["GET", "POST"])
def when(request: HttpRequest, version_id: int) -> HttpResponse:
    """Give a version its moment, by a form: a slot that is proposed, a day and an hour, or none at all."""
    version = the_version(version_id)
    if request.method != "POST":
        return when_page(request, version, None)
    check(member(request), "writing.schedule", version.piece)
    if "take_off" in request.POST:
        return taken_off(request, version)
    if "confirm" in request.POST:
        told(request, version, lambda: actions.confirm(actor=member(request), version=version))
        return back_from(request, version)
    day, _blank, hour = request.POST.get("slot", "").partition(" ")
    form = forms.WhenForm({"day": day, "hour": hour} if day else request.POST)
    if not form.is_valid():
        return when_page(request, version, form)
    told(request, version, lambda: actions.give_moment(actor=member(request), version=version, **form.cleaned_data))
    return back_from(request, version)


def when_page(request: HttpRequest, version: Version, form: forms.WhenForm | None) -> HttpResponse:
    context = {
        "tabs": room_tabs(request, "calendar:calendar"),
        "section": pages.when_of(request, version, form),
        "piece": version.piece,
        "where": queries.label_of(version),
        "back": request.POST.get("back", request.GET.get("back", ""))[:500],
    }
    return render_page(request, "calendar/when.html", context, status=422 if form and form.errors else 200)


def taken_off(request: HttpRequest, version: Version) -> HttpResponse:
    try:
        actions.take_off(actor=member(request), version=version)
    except LifecycleError:
        messages.error(request, _("It has moved on meanwhile: nothing was changed."))
    else:
        messages.success(request, _("It is off the calendar. What was agreed to stays so."))
    return back_from(request, version)


@require_http_methods(["GET", "POST"])
def put(request: HttpRequest) -> HttpResponse:
    """A version put on a day or a slot: dropped there, or chosen from a list."""
    if request.method == "POST":
        return dropped(request)
    form = forms.DropForm({**request.GET.dict(), "version": 1})
    if not form.is_valid():
        return pages.to_calendar(request, "")
    asked, hour = form.cleaned_data, form.cleaned_data["hour"]
    context = pages.put_page(request, asked["day"], f"{hour:%H:%M}" if hour else "")
    return render_page(request, "calendar/put.html", {"tabs": room_tabs(request, "calendar:calendar"), **context})


def dropped(request: HttpRequest) -> HttpResponse:
    form = forms.DropForm(request.POST)
    if not form.is_valid():
        raise Http404
    version = the_version(form.cleaned_data["version"])
    check(member(request), "writing.schedule", version.piece)
    day, hour = form.cleaned_data["day"], form.cleaned_data["hour"]
    actor = member(request)
    if hour is None:
        told(request, version, lambda: actions.move_to_day(actor=actor, version=version, day=day))
    else:
        told(request, version, lambda: actions.give_moment(actor=actor, version=version, day=day, hour=hour))
    return pages.to_calendar(request, request.POST.get("back", ""), version)


@require_GET
def campaign(request: HttpRequest, campaign_id: int) -> HttpResponse:
    found = get_object_or_404(Campaign, pk=campaign_id)
    return render_page(request, "calendar/shelf.html", pages.shelf_page(request, found))


@require_GET
def topic(request: HttpRequest, topic_id: int) -> HttpResponse:
    found = get_object_or_404(Topic, pk=topic_id)
    return render_page(request, "calendar/shelf.html", pages.shelf_page(request, found))


@require_http_methods(["GET", "POST"])
def events(request: HttpRequest) -> HttpResponse:
    """What happens near by, entered one by one."""
    if request.method != "POST":
        return render_page(request, "calendar/events.html", pages.events_page(request))
    form = forms.EventForm(request.POST)
    if not form.is_valid():
        return render_page(request, "calendar/events.html", pages.events_page(request, form=form), status=422)
    actions.note_event(actor=member(request), **form.cleaned_data)
    messages.success(request, _("Noted."))
    return to_events(request)


@require_POST
def drop_event(request: HttpRequest, event_id: int) -> HttpResponse:
    actions.drop_event(actor=member(request), event=get_object_or_404(LocalEvent, pk=event_id))
    messages.success(request, _("Taken out."))
    return to_events(request)


@require_POST
def take_in(request: HttpRequest) -> HttpResponse:
    """The events of a file, or of an address, which is read outside of any transaction."""
    organisation_id = request.organisation.id  # type: ignore[attr-defined]
    form = forms.SourceForm(request.POST, request.FILES)
    if not form.is_valid():
        return unread(request, form)
    file, source = form.cleaned_data["file"], form.cleaned_data["address"]
    try:
        content = file.read() if file else reading.fetch(source)
        with tenant(organisation_id):
            found = reading.read_events(content, pages.today(), queries.house_zone())
            name = str(file.name)[:200] if file else source
            count = actions.take_in_events(actor=member(request), source=name, found=found)
    except reading.Unreadable:
        form.add_error(None, _("This is not a calendar that can be read. Nothing was changed."))
        return unread(request, form)
    said = ngettext("One event was taken in.", "%(count)s events were taken in.", count) % {"count": count}
    messages.success(request, said)
    return to_events(request)


def unread(request: HttpRequest, form: forms.SourceForm) -> HttpResponse:
    with tenant(request.organisation.id):  # type: ignore[attr-defined]
        context = pages.events_page(request, source_form=form)
        return render_page(request, "calendar/events.html", context, status=422)


@require_POST
def drop_source(request: HttpRequest) -> HttpResponse:
    actions.drop_source(actor=member(request), source=request.POST.get("source", "").replace("\x00", ""))
    messages.success(request, _("Taken out."))
    return to_events(request)


def to_events(request: HttpRequest) -> HttpResponse:
    slug = request.organisation.slug  # type: ignore[attr-defined]
    return HttpResponseRedirect(reverse("calendar:events", kwargs={"organisation_slug": slug}))


@never_cache
@require_http_methods(["GET", "POST"])
def share(request: HttpRequest) -> HttpResponse:
    """One's own private address: shown once, made anew or closed whenever one wishes."""
    url = ""
    if request.method == "POST" and "close" in request.POST:
        actions.close_feed(actor=member(request))
        messages.success(request, _("The address is closed: nobody reads the calendar by it any more."))
    elif request.method == "POST":
        _feed, token = actions.share(actor=member(request))
        url = settings.BASE_URL + reverse("calendar-feed", kwargs={"token": token})
    context = {
        "tabs": room_tabs(request, "calendar:calendar"),
        "feed": queries.feed_of(member(request)),
        "url": url,
    }
    return render_page(request, "calendar/share.html", context)
