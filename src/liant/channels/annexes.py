"""What a smaller room adds to channels, which do not know it: it is told when one is connected, completes the account
that a connector is given, and has a section on the channel's page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypedDict

from django.http import HttpRequest

from liant.channels.models import Channel
from liant.connectors.contract import Account


class Section(TypedDict):
    template: str
    context: dict[str, Any]


@dataclass(frozen=True)
class Annex:
    """All three are called inside the organisation. A section is None when there is nothing that this reader may see."""

    connected: Callable[[Channel], None]
    furnish: Callable[[Channel, Account], None]
    section: Callable[[HttpRequest, Channel], Section | None]


_annexes: list[Annex] = []


def register(annex: Annex) -> None:
    """Called by the smaller room's `AppConfig.ready`."""
    if annex not in _annexes:
        _annexes.append(annex)


def tell_connected(channel: Channel) -> None:
    for annex in _annexes:
        annex.connected(channel)


def furnished(channel: Channel) -> Account:
    """The account as its connector is given it. Keep it out of logs."""
    account = channel.account()
    for annex in _annexes:
        annex.furnish(channel, account)
    return account


def sections(request: HttpRequest, channel: Channel) -> list[Section]:
    return [found for annex in _annexes if (found := annex.section(request, channel)) is not None]
