"""The pages of what left, or waits to leave. Each view parses, calls one query or one action, renders."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from liant.accounts.asking import member
from liant.accounts.permissions import check
from liant.deliveries import pages
from liant.deliveries.actions import cancel, confirm, hold, release, retry
from liant.deliveries.forms import HoldForm
from liant.deliveries.models import Delivery
from liant.deliveries.queries import delivery_of, holds_on, may_lift
from liant.kit.lifecycle import LifecycleError
from liant.web.partial import render_page

OWN_ROOM = "deliveries"  # where a hold comes from that a person places here


@require_GET
def deliveries(request: HttpRequest) -> HttpResponse:
    """What left or waits, newest first."""
    return render_page(request, "deliveries/list.html", pages.list_page(request), part="deliveries")


@require_GET
def delivery(request: HttpRequest, delivery_id: int) -> HttpResponse:
    found, is_open = shown(request, delivery_id)
    context = pages.delivery_page(request, found, is_open)
    return render_page(request, "deliveries/delivery.html", context, part="delivery")


@require_POST
def call_back(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """Cancel it, until it is being sent."""
    return moved(request, delivery_id, _("Taken back. It does not leave."), cancel)


@require_POST
def send_again(request: HttpRequest, delivery_id: int) -> HttpResponse:
    return moved(request, delivery_id, _("It leaves again."), retry, only_from="rejected")


@require_POST
def it_arrived(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """A person looked: it is there."""
    return moved(request, delivery_id, _("Noted: it has arrived."), confirm, only_from="unknown", has_arrived=True)


@require_POST
def it_did_not(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """A person looked: it is not there, so it may be sent again."""
    return moved(request, delivery_id, _("It leaves again."), confirm, only_from="unknown", has_arrived=False)


@require_POST
def hold_back(request: HttpRequest, delivery_id: int) -> HttpResponse:
    found = settled_by(request, delivery_id)
    form = HoldForm(request.POST)
    if not form.is_valid():
        context = pages.delivery_page(request, found, True, hold_form=form)
        return render_page(request, "deliveries/delivery.html", context, status=422)
    if found.state not in ("queued", "held"):
        return back(request, found, _("It is too late to hold it back: look at where it stands now."), messages.INFO)
    hold(actor=member(request), delivery=found, room=OWN_ROOM, reason=form.cleaned_data["reason"])
    return back(request, found, _("Held back until you release it."))


@require_POST
def let_go(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """Lift the holds that this member may lift, of the room that was named."""
    found = settled_by(request, delivery_id)
    room = request.POST.get("room", "")
    if not any(placed.room == room and may_lift(member(request), placed) for placed in holds_on(found)):
        return back(request, found, _("Only whoever held it back can release it."), messages.INFO)
    release(actor=member(request), delivery=found, room=room)
    return back(request, found, _("Released."))


def shown(request: HttpRequest, delivery_id: int) -> tuple[Delivery, bool]:
    try:
        return delivery_of(member(request), delivery_id)
    except Delivery.DoesNotExist:
        raise Http404 from None


def settled_by(request: HttpRequest, delivery_id: int) -> Delivery:
    """The delivery, when this member may act on it: who may not read its words may not decide about it."""
    found, is_open = shown(request, delivery_id)
    if not is_open:
        raise Http404
    check(member(request), "deliveries.settle", found)
    return found


def moved(
    request: HttpRequest, delivery_id: int, said: Any, action: Any, only_from: str = "", **values: Any
) -> HttpResponse:
    found = settled_by(request, delivery_id)
    late = _("It has moved on since you opened this page: look at where it stands now.")
    if only_from and found.state != only_from:
        return back(request, found, late, messages.INFO)
    try:
        action(actor=member(request), delivery=found, **values)
    except LifecycleError:
        return back(request, found, late, messages.INFO)
    return back(request, found, said)


def back(request: HttpRequest, found: Delivery, said: Any, level: int = messages.SUCCESS) -> HttpResponse:
    messages.add_message(request, level, said)
    slug = request.organisation.slug  # type: ignore[attr-defined]
    return HttpResponseRedirect(reverse("deliveries:delivery", args=[slug, found.id]))
