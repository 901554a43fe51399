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
    if kind not in CONNECTORS:
        raise UnknownKind(f"There is no connector named {kind}; there are {', '.join(CONNECTORS)}.")
    module, _, name = CONNECTORS[kind].partition(":")
    return getattr(import_module(module), name)()
