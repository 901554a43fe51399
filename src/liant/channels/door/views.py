"""What a person does about a door: change its address, give out and take back secrets, have something read again."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from liant.channels.door import queries
from liant.channels.door.actions import add_sender, read_again, renew_door, revoke_sender
from liant.channels.door.forms import SenderForm
from liant.channels.door.models import Arrival, Sender
from liant.channels.models import Channel
from liant.channels.views import existing
from liant.connectors.receiving import Receives
from liant.kit.lifecycle import LifecycleError
from liant.web.partial import render_page


@require_POST
def renew(request: HttpRequest, channel_id: int) -> HttpResponse:
    channel = existing(channel_id)
    if not isinstance(channel.connector, Receives):
        raise Http404
    renew_door(actor=request.member, channel=channel)  # type: ignore[attr-defined]
    messages.success(request, _("Here is the new address. The old one no longer takes anything."))
    return back(request, channel_id)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, channel_id: int) -> HttpResponse:
    channel = with_senders(channel_id)
    form = SenderForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        sender = add_sender(actor=request.member, channel=channel, name=form.cleaned_data["name"])  # type: ignore[attr-defined]
        slug = request.organisation.slug  # type: ignore[attr-defined]
        return HttpResponseRedirect(reverse("doors:sender", args=[slug, channel_id, sender.id]))
    status = 422 if request.method == "POST" else 200
    return render_page(request, "door/add.html", {"channel": channel, "form": form}, status=status)


@require_GET
def sender(request: HttpRequest, channel_id: int, sender_id: int) -> HttpResponse:
    """One sender; its secret for a few minutes after it was made."""
    found = existing_sender(channel_id, sender_id)
    door = queries.door_of(found.channel)
    context = {
        "channel": found.channel,
        "sender": found,
        "secret": queries.secret_to_show(found),
        "address": queries.address_of(door) if door else "",
    }
    return render_page(request, "door/sender.html", context)


@require_POST
def revoke(request: HttpRequest, channel_id: int, sender_id: int) -> HttpResponse:
    found = existing_sender(channel_id, sender_id)
    revoke_sender(actor=request.member, sender=found)  # type: ignore[attr-defined]
    messages.success(request, _("Nothing that %(name)s sends is taken any more.") % {"name": found.name})
    return back(request, channel_id)


@require_POST
def again(request: HttpRequest, channel_id: int, arrival_id: int) -> HttpResponse:
    try:
        arrival = queries.arrival_of(channel_id, arrival_id)
        read_again(actor=request.member, arrival=arrival)  # type: ignore[attr-defined]
        messages.success(request, _("It is read again. What comes of it appears here in a moment."))
    except Arrival.DoesNotExist:
        raise Http404 from None
    except LifecycleError:  # a colleague was quicker
        messages.info(request, _("A colleague was quicker: look at where it stands now."))
    return back(request, channel_id)


def with_senders(channel_id: int) -> Channel:
    channel = existing(channel_id)
    if not getattr(channel.connector, "has_senders", False):
        raise Http404
    return channel


def existing_sender(channel_id: int, sender_id: int) -> Sender:
    try:
        return queries.sender_of(with_senders(channel_id).id, sender_id)
    except Sender.DoesNotExist:
        raise Http404 from None


def back(request: HttpRequest, channel_id: int) -> HttpResponse:
    slug = request.organisation.slug  # type: ignore[attr-defined]
    return HttpResponseRedirect(reverse("channels:channel", args=[slug, channel_id]))
