"""How a channel is connected whose network asks a person to agree. The smaller room that does it registers here: it takes
over from the form, and shows on the form's page how the key of that network is got."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from liant.channels.annexes import Section
from liant.channels.forms import ChannelForm
from liant.channels.models import Channel
from liant.connectors.contract import Authorises, Connector


@dataclass(frozen=True)
class Agreeing:
    """`begin` is called outside any transaction with a form that is valid; `guide` inside the organisation."""

    begin: Callable[[HttpRequest, ChannelForm], HttpResponse]
    guide: Callable[[HttpRequest, Connector], Section | None]


_registered: list[Agreeing] = []


def register(agreeing: Agreeing) -> None:
    """Called by the smaller room's `AppConfig.ready`."""
    _registered[:] = [agreeing]


def begin(request: HttpRequest, form: ChannelForm) -> HttpResponse:
    return _registered[0].begin(request, form)


def guide(request: HttpRequest, connector: Connector) -> Section | None:
    return _registered[0].guide(request, connector) if _registered else None


def is_asked(connector: Connector, channel: Channel | None) -> bool:
    """Before a channel there is, and after its access was lost."""
    return isinstance(connector, Authorises) and (channel is None or channel.state == "broken")


def is_needed(form: ChannelForm) -> bool:
    """The same, and when another application of the organisation takes over."""
    channel: Channel | None = form.channel
    if channel is None or is_asked(form.connector, channel) or not isinstance(form.connector, Authorises):
        return is_asked(form.connector, channel)
    return bool(form.draft.secret) or form.settings_given().get("client_id") != channel.settings.get("client_id")
