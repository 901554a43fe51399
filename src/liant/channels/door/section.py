"""What the door adds to channels: an address when one is connected, the address and the secrets for its connector, and
what arrived last on the channel's page."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import pgettext_lazy

from liant.accounts.permissions import may
from liant.channels.annexes import Annex, Section
from liant.channels.door import queries
from liant.channels.door.actions import open_door
from liant.channels.door.models import Arrival
from liant.channels.kinds import said
from liant.channels.models import Channel
from liant.channels.phrases import in_words
from liant.connectors.contract import Account
from liant.connectors.receiving import Receives
from liant.kit import secrets
from liant.web.pieces import StateWords, register_states

register_states(
    {
        "arrival-waiting": StateWords("look", "clock", pgettext_lazy("arrival", "will be read")),
        "arrival-read": StateWords("ok", "check", pgettext_lazy("arrival", "read")),
        "arrival-unread": StateWords("look", "warn", pgettext_lazy("arrival", "could not be read")),
    }
)


@dataclass(frozen=True)
class Came:
    """An arrival as the page shows it."""

    row: Arrival
    told: str

    @property
    def state(self) -> str:
        return f"arrival-{self.row.state}"


def connected(channel: Channel) -> None:
    open_door(channel=channel)


def furnish(channel: Channel, account: Account) -> None:
    if door := open_door(channel=channel):
        account.door = queries.address_of(door)
        if channel.connector.has_senders:  # type: ignore[attr-defined]
            account.secret["senders"] = [
                {"id": sender.id, "secret": secrets.unseal(sender.secret)} for sender in queries.senders_of(channel)
            ]


def section(request: HttpRequest, channel: Channel) -> Section | None:
    connector: Any = channel.connector
    door = queries.door_of(channel) if isinstance(connector, Receives) else None
    if door is None:
        return None
    may_change = may(request.member, "channels.change")  # type: ignore[attr-defined]
    before, _place, after = said(connector.door_help).partition("{address}")
    context = {
        "channel": channel,
        "door": door,
        "may_change": may_change,
        "address": queries.address_of(door) if may_change else "",
        "help": (before, after),
        "refusal": in_words(door.refusal),
        "has_senders": connector.has_senders,
        "senders": queries.senders_of(channel) if connector.has_senders else [],
        "arrivals": [Came(row, in_words(row.told)) for row in queries.arrivals_of(channel)],
    }
    return Section(template="door/parts/door.html", context=context)


ANNEX = Annex(connected=connected, furnish=furnish, section=section)
