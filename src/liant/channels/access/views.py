"""The way to a network and back. Each view parses, calls one query or one action, renders."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from liant.channels.access import agreements
from liant.channels.access.actions import AnotherAccount, agree, confirm
from liant.channels.access.agreements import Pending
from liant.channels.kinds import kind_of, said
from liant.channels.models import Channel
from liant.channels.phrases import in_words
from liant.channels.queries import channel_of
from liant.connectors.contract import Authorises, ConnectorError, Granted
from liant.kit import clock
from liant.tenancy.context import tenant
from liant.web.partial import render_page


@require_GET
def leave(request: HttpRequest) -> HttpResponse:
    """What will be asked there, and the way out: a link, since a form may not lead to another site."""
    pending = agreements.found(request, request.GET.get("state", ""))
    if pending is None:
        return begun_elsewhere(request)
    try:
        account = agreements.account_of(pending, channel_meant(pending))
        address = agreements.address_out(pending, account, slug_of(request))
    except ConnectorError as error:
        return show_refusal(request, pending, in_words(str(error)))
    context = {
        "kind": kind_of(pending.wanted.kind),
        "name": pending.wanted.name,
        "address": address,
        "asks_for": [said(sentence) for sentence in pending.connector.asks_for],
    }
    return render_page(request, "access/leave.html", context)


@require_GET
def come_back(request: HttpRequest) -> HttpResponse:
    """The network sends the person here, with a code or a refusal. The word that it brings back serves once."""
    pending = agreements.found(request, request.GET.get("state", ""))
    if pending is None:
        return begun_elsewhere(request)
    agreements.forget(request, pending.state)
    code = request.GET.get("code", "")
    if not code:
        return refused(request, pending, _("You did not agree, or the network did not let you. Nothing has changed."))
    with tenant(request.organisation.id):  # type: ignore[attr-defined]
        account = agreements.account_of(pending, channel_meant(pending))
    back = agreements.address_back(slug_of(request))
    try:
        granted = pending.connector.complete(account, code, back, pending.verifier, clock.now())
    except ConnectorError as error:
        return refused(request, pending, in_words(str(error)))
    if not granted:
        return refused(request, pending, _("This account looks after nothing that could be heard here."))
    pending.granted = tuple(granted)
    agreements.keep(request, pending)
    if len(granted) == 1:
        with tenant(request.organisation.id):  # type: ignore[attr-defined]
            return connected(request, pending, granted[0])
    address = reverse("access:choose", args=[slug_of(request)])
    return HttpResponseRedirect(f"{address}?state={pending.state}")


@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """Which of the accounts that the network opened becomes this channel."""
    pending = agreements.found(request, (request.POST or request.GET).get("state", ""))
    if pending is None or not pending.granted:
        return begun_elsewhere(request)
    if request.method == "POST":
        chosen = [one for one in pending.granted if one.key == request.POST.get("account")]
        if chosen:
            return connected(request, pending, chosen[0])
        messages.warning(request, _("Choose one of them."))
    context = {"kind": kind_of(pending.wanted.kind), "granted": pending.granted, "state": pending.state}
    return render_page(request, "access/choose.html", context)


@require_POST
def agree_again(request: HttpRequest, channel_id: int) -> HttpResponse:
    found = existing(channel_id)
    if not isinstance(found.connector, Authorises):
        return to_channel(request, found)
    return agreements.begin_again(request, found)


@require_POST
def confirm_it_works(request: HttpRequest, channel_id: int) -> HttpResponse:
    found = existing(channel_id)
    confirm(actor=request.member, channel=found)  # type: ignore[attr-defined]
    messages.success(request, _("Noted. Thank you for trying."))
    return to_channel(request, found)


def connected(request: HttpRequest, pending: Pending, granted: Granted) -> HttpResponse:
    """Inside the organisation: the channel is there, or there again."""
    before = channel_meant(pending)
    try:
        channel = agree(
            actor=request.member,  # type: ignore[attr-defined]
            wanted=pending.wanted,
            granted=granted,
            channel=before,
        )
    except AnotherAccount:
        words = _("%(name)s is another account than this channel’s. Connect it as a channel of its own, or agree again "
                  "with the first one.") % {"name": granted.name}  # fmt: skip
        return show_refusal(request, pending, words)
    agreements.forget(request, pending.state)
    messages.success(request, _("%(name)s is connected. Liant begins to listen.") % {"name": channel.name})
    return to_channel(request, channel)


def refused(request: HttpRequest, pending: Pending, words: str) -> HttpResponse:
    with tenant(request.organisation.id):  # type: ignore[attr-defined]
        return show_refusal(request, pending, words)


def show_refusal(request: HttpRequest, pending: Pending, words: str) -> HttpResponse:
    """What was typed is still there: under a new word, since the former has served."""
    again = agreements.start(request, pending.wanted, channel_meant(pending))
    context: dict[str, Any] = {"kind": kind_of(pending.wanted.kind), "words": words, "state": again.state}
    context["channel"] = channel_meant(pending)
    return render_page(request, "access/refused.html", context, status=422)


def begun_elsewhere(request: HttpRequest) -> HttpResponse:
    messages.warning(request, _("This was begun in another browser, or more than an hour ago. Please begin again."))
    return HttpResponseRedirect(reverse("channels:list", args=[slug_of(request)]))


def channel_meant(pending: Pending) -> Channel | None:
    return Channel.objects.filter(id=pending.channel_id).first() if pending.channel_id else None


def existing(channel_id: int) -> Channel:
    try:
        return channel_of(channel_id)
    except Channel.DoesNotExist:
        raise Http404 from None


def to_channel(request: HttpRequest, channel: Channel) -> HttpResponse:
    return HttpResponseRedirect(reverse("channels:channel", args=[slug_of(request), channel.id]))


def slug_of(request: HttpRequest) -> str:
    return request.organisation.slug  # type: ignore[attr-defined]
