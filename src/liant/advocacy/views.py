"""Taking part: before joining, the short list, choices, leaving. Each page opens its reader's own rows and nobody else's."""

import functools
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liant.accounts.asking import member
from liant.accounts.settings_pages import posted
from liant.advocacy import pages, queries, sharing, taking_part
from liant.advocacy.forms import ChoicesForm, ConsentForm, DeviceForm, ProposeForm, RefuseForm
from liant.advocacy.models import Device, Expert, Offer
from liant.advocacy.tabs import room_tabs
from liant.kit import push
from liant.web.partial import render_page

asked_or_sent = require_http_methods(["GET", "HEAD", "POST"])
ExpertView = Callable[..., HttpResponse]


def for_experts(view: ExpertView) -> Callable[..., HttpResponse]:
    """The view is given the reader's row as an expert, within their own rows; who takes no part is shown what it is."""

    @functools.wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with queries.own(member(request)) as expert:
            if expert is not None:
                return view(request, expert, *args, **kwargs)
        if "offer_id" in kwargs:
            the_offer(kwargs["offer_id"])  # a letter of before they left still leads to what it is about
        elif kwargs:
            raise Http404
        return to(request, "for-you")

    return wrapper


@require_safe
def for_you(request: HttpRequest) -> HttpResponse:
    with queries.own(member(request)) as expert:
        if expert is not None:
            context = pages.for_you_page(request, expert)
            if context["first"] and request.method == "GET":
                context["first"].note("page")
            return render_page(request, "advocacy/for_you.html", context)
    return render_page(request, "advocacy/welcome.html", pages.welcome_page(request, queries.programme()))


@require_POST
def join(request: HttpRequest) -> HttpResponse:
    form = ConsentForm(request.POST)
    if not form.is_valid():
        context = pages.welcome_page(request, queries.programme(), form)
        return render_page(request, "advocacy/welcome.html", context, status=422)
    try:
        taking_part.join(actor=member(request), agreed=form.agreed())
    except taking_part.NotOpen:
        messages.error(request, _("The programme is not open now."))
        return to(request, "for-you")
    messages.success(request, _("You are one of us. Say what you want to hear of, or leave it as it is."))
    return to(request, "choices")


@asked_or_sent
@for_experts
def choices(request: HttpRequest, expert: Expert) -> HttpResponse:
    form = ChoicesForm(posted(request), expert=expert)
    known = queries.consents(expert.member)
    consents = ConsentForm(posted(request), initial=dict.fromkeys(known, True))
    if request.method == "POST" and form.is_valid() and consents.is_valid():
        taking_part.agree(actor=expert.member, agreed=consents.agreed())
        taking_part.choose(actor=expert.member, **form.values())
        messages.success(request, _("Kept."))
        return to(request, "for-you")
    context = {"tabs": room_tabs(request, "advocacy:choices", is_expert=True), "form": form, "consents": consents,
               "expert": expert, "devices": Device.objects.filter(member=expert.member).count(),
               "push_key": push.public_key()}  # fmt: skip
    return render_page(request, "advocacy/choices.html", context, status=422 if form.errors or consents.errors else 200)


@require_POST
@for_experts
def add_device(request: HttpRequest, expert: Expert) -> HttpResponse:
    """Sent by the page's script, once this browser agreed to take notices."""
    form = DeviceForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=422)
    taking_part.add_device(actor=expert.member, **form.cleaned_data)
    return HttpResponse(status=204)


@require_POST
@for_experts
def remove_devices(request: HttpRequest, expert: Expert) -> HttpResponse:
    taking_part.remove_devices(actor=expert.member)
    messages.success(request, _("No phone of yours is told anything any more."))
    return to(request, "choices")


@asked_or_sent
@for_experts
def leave(request: HttpRequest, expert: Expert) -> HttpResponse:
    if request.method == "POST":
        taking_part.leave(actor=expert.member)
        messages.success(request, _("You left. Your choices, your texts and what came of them are gone."))
        return to(request, "for-you")
    return render_page(request, "advocacy/leave.html", {})


@asked_or_sent
@for_experts
def propose(request: HttpRequest, expert: Expert) -> HttpResponse:
    form = ProposeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        sharing.propose(actor=expert.member, **form.cleaned_data)
        messages.success(request, _("Thank you. Those who write find it among the ideas, with your name."))
        return to(request, "for-you")
    return render_page(request, "advocacy/propose.html", {"form": form}, status=422 if form.errors else 200)


@asked_or_sent
@for_experts
def refuse(request: HttpRequest, expert: Expert, offer_id: int) -> HttpResponse:
    offer, form = the_offer(offer_id), RefuseForm(posted(request))
    if request.method == "POST" and form.is_valid():
        sharing.refuse(actor=expert.member, offer=offer, **form.cleaned_data)
        messages.success(request, _("It is off your list. Whoever made it reads why, and not who."))
        return to(request, "for-you")
    context = {"form": form, "offer": offer}
    return render_page(request, "advocacy/refuse.html", context, status=422 if form.errors else 200)


@require_POST
@for_experts
def can(request: HttpRequest, expert: Expert, offer_id: int) -> HttpResponse:
    offer = the_offer(offer_id)
    if offer.kind == Offer.Kind.CALL:
        sharing.answer_call(actor=expert.member, offer=offer, words=request.POST.get("words", "")[:500])
        messages.success(request, _("Thank you. Whoever asks knows that you can, and will write to you."))
    return to(request, "for-you")


def the_offer(offer_id: int) -> Offer:
    found = queries.open_offer(offer_id)
    if found is None:
        raise Http404
    return found


def to(request: HttpRequest, name: str, **kwargs: Any) -> HttpResponse:
    return redirect(f"advocacy:{name}", organisation_slug=request.organisation.slug, **kwargs)  # type: ignore[attr-defined]
