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
