"""What the access of a channel adds to its pages: how long it lasts and who was told, on the channel's own; how the key
is got and what the network refuses, where it is connected. And to its account: renewing, one at a time."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from liant.accounts.permissions import may
from liant.channels.access import agreements, queries
from liant.channels.access.renewing import renew
from liant.channels.annexes import Annex, Section
from liant.channels.kinds import said
from liant.channels.models import Channel
from liant.channels.phrases import in_words
from liant.connectors.contract import Account, Authorises, Connector, Json
from liant.connectors.guide import Explains


@dataclass(frozen=True)
class ShownStep:
    """A step in the reader's language."""

    text: str
    drawing: str
    shows: str
    gives_address: bool


def connected(channel: Channel) -> None:
    """Nothing is made here: an access begins when somebody agrees."""


def furnish(channel: Channel, account: Account) -> None:
    if not isinstance(channel.connector, Authorises) or queries.access_of(channel) is None:
        return
    organisation_id, channel_id = channel.organisation_id, channel.id

    def on_renew() -> Json:
        return renew(organisation_id, channel_id, str(account.remembered.get("access") or ""))

    account.on_renew = on_renew


def section(request: HttpRequest, channel: Channel) -> Section | None:
    connector: Any = channel.connector
    is_asked = isinstance(connector, Authorises)
    is_untried = getattr(connector, "is_untried", False)
    if not (is_asked or is_untried):
        return None
    access = queries.access_of(channel) if is_asked else None
    context = {
        "channel": channel,
        "is_asked": is_asked,
        "is_untried": is_untried,
        "access": access,
        "problem": in_words(access.problem) if access else "",
        "confirmation": queries.confirmation_of(channel) if is_untried else None,
        "notices": queries.last_notices(channel),
        "may_change": may(request.member, "channels.change"),  # type: ignore[attr-defined]
    }
    return Section(template="access/parts/section.html", context=context)


def guide(request: HttpRequest, connector: Connector) -> Section | None:
    if not isinstance(connector, Explains):
        return None
    steps = [
        ShownStep(said(step.text), f"access/{step.drawing}.svg" if step.drawing else "", said(step.shows) if step.shows else "",
                  step.gives_address)
        for step in connector.guide.steps
    ]  # fmt: skip
    context = {
        "steps": steps,
        "refuses": [said(sentence) for sentence in connector.guide.refuses],
        "sources": list(connector.guide.sources),
        "address": agreements.address_back(request.organisation.slug),  # type: ignore[attr-defined]
        "is_untried": connector.is_untried,
    }
    return Section(template="access/parts/guide.html", context=context)


ANNEX = Annex(connected=connected, furnish=furnish, section=section)
