"""The connectors there are: one line each. A connector is imported when it is first asked for, not before."""

from functools import cache
from importlib import import_module
from typing import Any

CONNECTORS = {
    "bluesky": "liant.connectors.bluesky.connector:Bluesky",
    "mastodon": "liant.connectors.mastodon.connector:Mastodon",
    "mail": "liant.connectors.mail.connector:Mail",
    "feeds": "liant.connectors.feeds.connector:Feeds",
    "webmention": "liant.connectors.webmention.connector:Webmention",
    "webhook": "liant.connectors.webhook.connector:Webhook",
    "facebook": "liant.connectors.facebook.connector:Facebook",
    "instagram": "liant.connectors.instagram.connector:Instagram",
    "linkedin": "liant.connectors.linkedin.connector:LinkedIn",
    "youtube": "liant.connectors.youtube.connector:YouTube",
    "google_business": "liant.connectors.google_business.connector:GoogleBusiness",
    "noted": "liant.connectors.noted.connector:Noted",
    "files": "liant.connectors.files.connector:Files",
    "console": "liant.connectors.console.connector:Console",
    "null": "liant.connectors.null.connector:Null",
    "demonstration": "liant.connectors.demonstration.connector:Demonstration",
}
OWN_ACCOUNTS = {  # of one person, who publishes there by their own act
    "bluesky": "liant.connectors.bluesky.own:OwnBluesky",
    "mastodon": "liant.connectors.mastodon.own:OwnMastodon",
    "linkedin": "liant.connectors.linkedin.member:LinkedInMember",
    "x": "liant.connectors.x.connector:X",
}
FOR_DEVELOPMENT = {"console", "null", "demonstration"}


class UnknownKind(LookupError):
    """No connector has this name."""


def all_kinds() -> list[str]:
    """The names of all connectors, in the order in which they are offered."""
    return list(CONNECTORS)


@cache
def get(kind: str) -> Any:
    """The connector of a kind: one object, without state, which implements `contract.Connector` and what it declares.

    Typed loosely on purpose: callers look at its capabilities, or check it against a protocol of the contract.
    """
    return _made(CONNECTORS, kind)


@cache
def own(kind: str) -> Any:
    """The connector for an account of one person's own: `connectors.own.OwnConnector`, and what it implements beside."""
    return _made(OWN_ACCOUNTS, kind)


def _made(known: dict[str, str], kind: str) -> Any:
    if kind not in known:
        raise UnknownKind(f"There is no connector named {kind}; there are {', '.join(known)}.")
    module, _, name = known[kind].partition(":")
    return getattr(import_module(module), name)()
