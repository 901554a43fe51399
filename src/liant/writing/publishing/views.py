"""What waits for a person, one departure, where a piece is. Each view parses, calls one query or one action, renders."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from liant.accounts.asking import member
from liant.kit.lifecycle import LifecycleError
from liant.web.partial import render_page
from liant.writing.models import Version
from liant.writing.pages import the_piece, to_piece
from liant.writing.publishing import actions, forms, pages
from liant.writing.publishing.models import Departure
from liant.writing.publishing.queries import one_departure


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    return render_page(request, "publishing/home.html", pages.home_page(request))


@require_GET
def piece(request: HttpRequest, piece_id: int) -> HttpResponse:
    """Where it is, since when, what waits, what failed and why."""
    return render_page(request, "publishing/piece.html", pages.piece_page(request, the_piece(piece_id)))


@require_GET
def departure(request: HttpRequest, departure_id: int) -> HttpResponse:
    found = the_departure(departure_id)
    return render_page(request, "publishing/departure.html", pages.departure_page(request, found))


@require_POST
def now(request: HttpRequest, departure_id: int) -> HttpResponse:
    return decided(request, departure_id, actions.publish_now, _("It leaves now."))


@require_POST
def anew(request: HttpRequest, departure_id: int) -> HttpResponse:
    form = forms.AnewForm(request.POST)
    if not form.is_valid():
        return unfit(request, departure_id, anew_form=form)
    return decided(request, departure_id, actions.plan_anew, _("Planned anew."), **form.cleaned_data)


@require_POST
def off(request: HttpRequest, departure_id: int) -> HttpResponse:
    return decided(request, departure_id, actions.take_off, _("Off the calendar. The agreement stays."))


@require_POST
def done(request: HttpRequest, departure_id: int) -> HttpResponse:
    form = forms.DoneForm(request.POST)
    if not form.is_valid():
        return unfit(request, departure_id, done_form=form)
    return decided(request, departure_id, actions.mark_done, _("Noted: it is there."), **form.cleaned_data)


@require_POST
def away(request: HttpRequest, departure_id: int) -> HttpResponse:
    return decided(request, departure_id, actions.take_away, _("It is being taken away."))


@require_POST
def again(request: HttpRequest, departure_id: int) -> HttpResponse:
    return decided(request, departure_id, actions.replace, _("It is being taken away, then it is posted again."))


@require_POST
def say(request: HttpRequest, departure_id: int) -> HttpResponse:
    form = forms.SayForm(request.POST)
    if not form.is_valid():
        return unfit(request, departure_id, say_form=form)
    return decided(
        request, departure_id, actions.say_under, _("The correction leaves as an answer."), **form.cleaned_data
    )


@require_POST
def leave(request: HttpRequest, departure_id: int) -> HttpResponse:
    return decided(request, departure_id, actions.leave_as_it_is, _("Left as it is."))


@require_POST
def gone(request: HttpRequest, departure_id: int) -> HttpResponse:
    return decided(request, departure_id, actions.say_gone, _("Noted: it is gone."))


@require_POST
def address(request: HttpRequest, version_id: int) -> HttpResponse:
    version = Version.objects.select_related("piece").filter(pk=version_id).first()
    if version is None:
        raise Http404
    form = forms.AddressForm(request.POST)
    if form.is_valid():
        actions.address(actor=member(request), version=version, **form.cleaned_data)
        messages.success(request, _("Kept."))
    else:
        messages.error(request, _("This is not an address of mail."))
    return to_piece(request, version.piece, version)


def decided(
    request: HttpRequest, departure_id: int, act: Callable[..., None], said: Any, **values: Any
) -> HttpResponse:
    """One decision about one departure, then back to the piece."""
    found = the_departure(departure_id)
    try:
        act(actor=member(request), departure=found, **values)
    except (actions.DecidedMeanwhile, LifecycleError):
        messages.info(request, _("Something else became of it meanwhile. Look at where it stands now."))
    else:
        messages.success(request, said)
    slug = request.organisation.slug  # type: ignore[attr-defined]
    return HttpResponseRedirect(reverse("publishing:piece", args=[slug, found.version.piece_id]))


def unfit(request: HttpRequest, departure_id: int, **bound: Any) -> HttpResponse:
    context = pages.departure_page(request, the_departure(departure_id), **bound)
    return render_page(request, "publishing/departure.html", context, status=422)


def the_departure(departure_id: int) -> Departure:
    found = one_departure(departure_id)
    if found is None:
        raise Http404
    return found
