"""The pages of alerts. Each view parses, calls one query or one action, renders."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liant.accounts.models import Member
from liant.accounts.permissions import may
from liant.accounts.settings_pages import posted, tabs
from liant.insights.alerts import actions, queries
from liant.insights.alerts.forms import PlaceForm
from liant.insights.alerts.models import Place
from liant.insights.facts import fact_kinds
from liant.web.partial import render_page


def member_of(request: HttpRequest) -> Member:
    return request.member  # type: ignore[attr-defined]


@require_safe
def places(request: HttpRequest) -> HttpResponse:
    words = {kind.key: kind.label for kind in fact_kinds()}
    rows = [(place, [words[key] for key in place.kinds if key in words]) for place in queries.places()]
    return render_page(request, "alerts/places.html", frame(request) | {"rows": rows}, part="places")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    return change(request)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def change(request: HttpRequest, place_id: int | None = None) -> HttpResponse:
    place = place_of(place_id) if place_id else None
    form = PlaceForm(posted(request), place, member_of(request).user.language)
    if request.method == "POST" and form.is_valid():
        kept = actions.set_place(actor=member_of(request), place=place, **form.cleaned_data)
        messages.success(request, _("Kept."))
        return redirect("alerts:place", member_of(request).organisation.slug, kept.id)
    context = frame(request) | {"form": form, "place": place}
    return render_page(request, "alerts/change.html", context, status=422 if form.errors else 200)


@require_safe
def place(request: HttpRequest, place_id: int) -> HttpResponse:
    found = place_of(place_id)
    context = frame(request) | {"place": found, "alerts": queries.latest(found)}
    return render_page(request, "alerts/place.html", context, part="told")


@require_POST
def try_it(request: HttpRequest, place_id: int) -> HttpResponse:
    found = place_of(place_id)
    actions.try_place(actor=member_of(request), place=found)
    messages.success(request, _("A test is on its way; what becomes of it is told below."))
    return redirect("alerts:place", member_of(request).organisation.slug, found.id)


@require_POST
def remove(request: HttpRequest, place_id: int) -> HttpResponse:
    actions.remove_place(actor=member_of(request), place=place_of(place_id))
    messages.success(request, _("Taken away. It is told nothing any more."))
    return redirect("alerts:places", member_of(request).organisation.slug)


def place_of(place_id: int) -> Place:
    found = Place.objects.filter(id=place_id).first()
    if found is None:
        raise Http404
    return found


def frame(request: HttpRequest) -> dict[str, Any]:
    return {"tabs": tabs(request, "alerts:places"), "may_change": may(member_of(request), "alerts.change")}
