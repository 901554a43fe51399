"""The pages of channels. Each view parses, calls one query or one action, renders."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from liant.accounts.permissions import check
from liant.channels import drafts, pages, setup
from liant.channels.actions import hear_soon, pause_channel, resume_channel
from liant.channels.forms import ChannelForm
from liant.channels.kinds import connector_offered, offered
from liant.channels.models import Channel
from liant.channels.queries import channel_of
from liant.connectors.contract import ReadsLists
from liant.connectors.registry import UnknownKind
from liant.kit.lifecycle import LifecycleError
from liant.tenancy.context import tenant
from liant.web.partial import render_page


@require_GET
def channels(request: HttpRequest) -> HttpResponse:
    """Every channel, and how it is doing."""
    return render_page(request, "channels/list.html", pages.list_page(request), part="channels")


@require_GET
def choose(request: HttpRequest) -> HttpResponse:
    """Which kind of channel to connect."""
    return render_page(request, "channels/choose.html", {"kinds": offered()})


@require_http_methods(["GET", "POST"])
def connect(request: HttpRequest, kind: str) -> HttpResponse:
    try:
        connector = connector_offered(kind)
    except UnknownKind:
        raise Http404 from None
    if request.method == "GET":
        return setup.show(request, ChannelForm(connector=connector, draft=drafts.Draft()))
    if request.POST.get("act") in ("list", "take") and isinstance(connector, ReadsLists):
        return setup.read_list(request, connector)
    return setup.answer_form(request, connector)


@require_GET
def channel(request: HttpRequest, channel_id: int) -> HttpResponse:
    context = pages.channel_page(request, existing(channel_id))
    return render_page(request, "channels/channel.html", context, part=["standing", "items"])


@require_GET
def coverage(request: HttpRequest, channel_id: int) -> HttpResponse:
    """What was and was not heard, row by row."""
    return render_page(
        request, "channels/coverage.html", pages.coverage_page(request, existing(channel_id)), part="ledger"
    )


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, channel_id: int) -> HttpResponse:
    with tenant(request.organisation.id):  # type: ignore[attr-defined]
        found = existing(channel_id)
    if request.method == "GET":
        return setup.show(request, ChannelForm(connector=found.connector, draft=drafts.Draft(), channel=found))
    return setup.answer_form(request, found.connector, found)


@require_POST
def pause(request: HttpRequest, channel_id: int) -> HttpResponse:
    return moved(request, existing(channel_id), pause_channel, _("Paused. Nothing is fetched until you resume it."))


@require_POST
def resume(request: HttpRequest, channel_id: int) -> HttpResponse:
    return moved(request, existing(channel_id), resume_channel, _("Listening goes on where it stopped."))


@require_POST
def collect_now(request: HttpRequest, channel_id: int) -> HttpResponse:
    said = _("Liant is listening. What comes in appears on this page in a moment.")
    return moved(request, existing(channel_id), hear_soon, said)


def existing(channel_id: int) -> Channel:
    try:
        return channel_of(channel_id)
    except Channel.DoesNotExist:
        raise Http404 from None


def moved(request: HttpRequest, found: Channel, action: Any, said: Any) -> HttpResponse:
    member = request.member  # type: ignore[attr-defined]
    check(member, "channels.change", found)
    try:
        action(actor=member, channel=found)
        messages.success(request, said)
    except LifecycleError:  # a colleague was quicker
        messages.info(request, _("A colleague was quicker: look at where it stands now."))
    slug = request.organisation.slug  # type: ignore[attr-defined]
    return HttpResponseRedirect(reverse("channels:channel", args=[slug, found.id]))
