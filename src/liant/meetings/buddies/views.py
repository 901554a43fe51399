"""Welcoming a newcomer, and being welcomed. Each view parses, calls one query or one action, renders."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from liant.accounts.asking import member
from liant.meetings import between
from liant.meetings.buddies import actions, forms, queries
from liant.meetings.queries import own
from liant.web.partial import render_page


@require_safe
@never_cache
def mine(request: HttpRequest) -> HttpResponse:
    reader = member(request)
    with own(reader):
        found, willing = queries.welcomes(reader), queries.willing(reader)
    spoken = willing.languages if willing else [reader.user.language]
    context: dict[str, Any] = {
        "tabs": between.tabs(request, "buddies:mine"), "welcomes": found, "willing": willing, "is_new": queries.is_new(reader),
        "is_asking": any(one.is_newcomer for one in found), "form": forms.WillingForm(initial={"languages": spoken}),
    }  # fmt: skip
    return render_page(request, "buddies/mine.html", context)


@require_POST
def be_willing(request: HttpRequest) -> HttpResponse:
    if "undo" in request.POST:
        actions.be_willing_no_more(actor=member(request))
        return back(request, _("Nobody new is proposed to you."))
    form = forms.WillingForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Tick a language at least."))
        return back(request)
    actions.be_willing(actor=member(request), languages=form.cleaned_data["languages"])
    return back(request, _("Thank you. You hear of it when a newcomer asks."))


@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    try:
        actions.ask(actor=member(request))
    except actions.NobodyYet:
        messages.error(request, _("Nobody of another team is there for it at the moment. Try again in some days."))
        return back(request)
    return back(request, _("Here is a colleague for you. Both of you say whether you like it."))


@require_POST
def answer(request: HttpRequest, member_id: int) -> HttpResponse:
    said = request.POST.get("said")
    if said not in ("yes", "no") or not actions.answer(
        actor=member(request), other_id=member_id, accepts=said == "yes"
    ):
        raise Http404
    return back(request, _("Kept.") if said == "yes" else _("That is fine. Nobody asks why."))


def back(request: HttpRequest, said: str = "") -> HttpResponse:
    if said:
        messages.success(request, said)
    return redirect("buddies:mine", organisation_slug=request.organisation.slug)  # type: ignore[attr-defined]
