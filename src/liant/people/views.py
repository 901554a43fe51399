"""The pages of people. Each view parses, calls one query or one action, renders."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from liant.accounts.asking import member
from liant.accounts.permissions import check
from liant.people import pages
from liant.people.actions import add_hat, end_hat, rename
from liant.people.employees import forget_own_handle, key_of, note_own_handle, own_handles
from liant.people.forms import HatForm, NameForm, OwnAccountForm
from liant.people.hats import visible_hats
from liant.people.models import Person
from liant.people.queries import hats_of, person_shown_to
from liant.web.partial import render_page


@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """Those met last, or those whose name holds the words asked for."""
    return render_page(request, "people/list.html", pages.list_page(request), part="people")


@require_GET
def person(request: HttpRequest, person_id: int) -> HttpResponse:
    return render_page(request, "people/person.html", pages.person_page(request, shown(request, person_id)))


@require_POST
def give_name(request: HttpRequest, person_id: int) -> HttpResponse:
    found = changed_by(request, person_id)
    form = NameForm(request.POST)
    if not form.is_valid():
        return again(request, found, name_form=form)
    rename(actor=member(request), person=found, name=form.cleaned_data["name"])
    return back(request, found, _("The name is corrected."))


@require_POST
def put_hat(request: HttpRequest, person_id: int) -> HttpResponse:
    found = changed_by(request, person_id)
    worn = {hat.kind for hat in hats_of(member(request), [found])[found.id]}
    form = HatForm(request.POST, member=member(request), worn=worn)
    if not form.is_valid():
        return again(request, found, hat_form=form)
    add_hat(actor=member(request), person=found, hat=form.cleaned_data["hat"])
    return back(request, found, _("The hat is noted."))


@require_POST
def take_off_hat(request: HttpRequest, person_id: int, hat_id: int) -> HttpResponse:
    found = changed_by(request, person_id)
    hat = found.hats.filter(id=hat_id, ended_at=None, kind__in=visible_hats(member(request))).first()
    if hat is None:
        raise Http404
    end_hat(actor=member(request), hat=hat)
    return back(request, found, _("The hat is ended. What was said under it stays where it is."))


@require_http_methods(["GET", "POST"])
def own_accounts(request: HttpRequest) -> HttpResponse:
    """My accounts on networks, told so that what I post there is left out."""
    if request.method == "GET":
        return render_page(request, "people/own.html", pages.own_page(request))
    form = OwnAccountForm(request.POST)
    if not form.is_valid():
        return render_page(request, "people/own.html", pages.own_page(request, form), status=422)
    kind, name = form.cleaned_data["kind"], form.cleaned_data["name"].strip().lstrip("@")
    note_own_handle(actor=member(request), kind=kind, key=key_of(kind, name), shown=name)
    return to_own(request, _("Noted. What you say there is left out, unless you speak to the organisation."))


@require_POST
def forget_own(request: HttpRequest, handle_id: int) -> HttpResponse:
    handle = next((handle for handle in own_handles(member(request)) if handle.id == handle_id), None)
    if handle is None:
        raise Http404
    forget_own_handle(actor=member(request), handle=handle)
    return to_own(request, _("Taken back."))


def shown(request: HttpRequest, person_id: int) -> Person:
    try:
        return person_shown_to(member(request), person_id)
    except Person.DoesNotExist:
        raise Http404 from None


def changed_by(request: HttpRequest, person_id: int) -> Person:
    """A member's own card follows their membership; everyone else's can be corrected here."""
    found = shown(request, person_id)
    check(member(request), "people.change", found)
    if found.member_id:
        raise Http404
    return found


def again(request: HttpRequest, found: Person, **changed: Any) -> HttpResponse:
    return render_page(request, "people/person.html", pages.person_page(request, found, **changed), status=422)


def back(request: HttpRequest, found: Person, said: Any) -> HttpResponse:
    messages.success(request, said)
    slug = request.organisation.slug  # type: ignore[attr-defined]
    return HttpResponseRedirect(reverse("people:person", args=[slug, found.id]))


def to_own(request: HttpRequest, said: Any) -> HttpResponse:
    messages.success(request, said)
    return HttpResponseRedirect(reverse("people:own", args=[request.organisation.slug]))  # type: ignore[attr-defined]
