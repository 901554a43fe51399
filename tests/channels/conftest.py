from typing import Any

import pytest


@pytest.fixture
def letters(monkeypatch) -> Any:
    """The kind "letters" can be connected; what its connector was asked with."""
    from liant.connectors import registry
    from tests.channels.letters import SAID

    monkeypatch.setitem(registry.CONNECTORS, "letters", "tests.channels.letters:Letters")
    monkeypatch.setitem(registry.CONNECTORS, "keyless", "tests.channels.letters:Keyless")
    registry.get.cache_clear()
    SAID["asked"] = []
    yield SAID["asked"]
    registry.get.cache_clear()


@pytest.fixture
def uploads(settings, tmp_path) -> Any:
    settings.DATA = tmp_path
    return tmp_path / "uploads"


@pytest.fixture
def make_channel(organisation) -> Any:
    """`make_channel("Post", kind="letters", …)` in the organisation."""
    from liant.channels.models import Channel
    from liant.kit import secrets
    from liant.tenancy.context import tenant

    def make(name: str = "Post", secret: dict | None = None, where: Any = None, **values: Any) -> Any:
        values = {"kind": "letters", "settings": {"box": "12"}, **values}
        with tenant((where or organisation).id):
            return Channel.objects.create(
                name=name, secret=secrets.seal_json(secret or {"key": "s3cret-k3y"}), **values
            )

    return make


@pytest.fixture
def pushed_to(organisation, alice) -> Any:
    """`pushed_to(kind, settings)`: a channel that others push to, connected by Alice, with its address."""
    from urllib.parse import urlsplit

    from liant.channels.actions import connect_channel
    from liant.channels.door.queries import address_of, door_of
    from liant.tenancy.context import tenant

    def make(kind: str = "webhook", settings: dict | None = None, name: str = "Formulaire") -> Any:
        with tenant(organisation.id):
            channel = connect_channel(
                actor=alice, kind=kind, name=name, settings=settings or {}, secret={}, default_hat="customer"
            )
            channel.door_path = urlsplit(address_of(door_of(channel))).path
        return channel

    return make


@pytest.fixture
def sender_to(organisation, alice) -> Any:
    """`sender_to(channel)`: someone who may push to it, and signs what they post."""
    from liant.channels.door.actions import add_sender
    from liant.kit import secrets
    from liant.tenancy.context import tenant
    from tests.channels.pushing import Pusher

    def make(channel: Any, name: str = "Le site") -> Pusher:
        with tenant(organisation.id):
            sender = add_sender(actor=alice, channel=channel, name=name)
        return Pusher(channel.door_path, secrets.unseal(sender.secret), sender)

    return make
