from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from liant.kit import clock
from liant.tenancy.context import tenant

NOW = datetime(2026, 3, 31, 10, 0, tzinfo=UTC)


@pytest.fixture
def now():
    """The day of the story; tokens and networks agree on it."""
    with clock.at(NOW):
        yield NOW


@pytest.fixture
def instagram(recorded_network, monkeypatch) -> Any:
    """The recorded Instagram, whose tokens last sixty days and are renewed."""
    from liant.connectors.instagram import connector

    recorded_network.learn("instagram")
    for name in ("ROOT", "SIGN_IN"):
        monkeypatch.setattr(connector, name, recorded_network.url)
    return recorded_network


@pytest.fixture
def facebook(recorded_network, monkeypatch) -> Any:
    """The recorded Facebook, whose tokens nobody renews."""
    from liant.connectors.facebook import connector

    recorded_network.learn("facebook")
    monkeypatch.setattr(connector, "API", f"{recorded_network.url}/v25.0")
    return recorded_network


@pytest.fixture
def mails(settings) -> list[Any]:
    """A mail server, and what it was given."""
    from django.core import mail

    settings.EMAIL_HOST = "mail.test"
    return mail.outbox


@pytest.fixture
def agreed(organisation, alice, now) -> Any:
    """`agreed("instagram")`: a channel that Alice gave leave for, with a token of sixty days."""
    from liant.channels.access.actions import Wanted, agree
    from liant.connectors.contract import Granted, Tokens

    def make(kind: str = "instagram", key: str = "178", channel: Any = None, **tokens: Any) -> Any:
        ends = tokens.pop("expires_at", NOW + timedelta(days=60))
        values = {
            "access": "long-lived-1",
            "access_until": ends.isoformat() if ends else None,
            "renewable": kind == "instagram",
            **tokens.pop("values", {}),
        }
        if kind == "instagram":
            tokens = {"renew_at": NOW + timedelta(days=30), **tokens}
        settings = {
            "instagram": {"user_id": "178", "username": "troisfournils"},
            "facebook": {"page_id": "105"},
        }[kind]
        wanted = Wanted(kind, "Le compte", "customer", {"client_id": "app"}, {"client_secret": "app-s3cret"})
        granted = Granted(key, "@troisfournils", Tokens(values, expires_at=ends, **tokens), settings)
        with tenant(organisation.id):
            return agree(actor=alice, wanted=wanted, granted=granted, channel=channel)

    return make


@pytest.fixture
def again(organisation) -> Any:
    """`again(channel)`: the channel as it is now, and its access."""
    from liant.channels.access.models import Access
    from liant.channels.models import Channel

    def read(channel: Any) -> tuple[Any, Any]:
        with tenant(organisation.id):
            return Channel.objects.get(id=channel.id), Access.objects.filter(channel_id=channel.id).first()

    return read
