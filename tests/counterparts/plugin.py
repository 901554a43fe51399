"""Fixtures that start real servers, once per test process: `atproto_network`, `mail_server`, `mastodon_server`.

A missing system package makes a test fail with the line to type; it never skips.
"""

from collections.abc import Iterator

import pytest

from tests.counterparts import atproto_network as atproto
from tests.counterparts import mail_server as mail
from tests.counterparts import mastodon_server as mastodon
from tests.counterparts import recorded_network as recorded


@pytest.fixture(scope="session")
def atproto_network() -> Iterator[atproto.AtprotoNetwork]:
    """A whole AT Protocol network: `.pds`, `.appview`, `.plc`, `.create_account(handle)`, `.wait_for_post(uri)`."""
    with atproto.start() as network:
        yield network


@pytest.fixture(scope="session")
def mail_server() -> Iterator[mail.MailServer]:
    """Postfix and dovecot: `.account(address)`, `.write(to, subject, text)`, `.deliver(to, data)`, `.messages(address)`."""
    with mail.start() as server:
        yield server


@pytest.fixture
def mastodon_server() -> Iterator[mastodon.MastodonServer]:
    """A server that speaks as Mastodon does, anew for each test: `.person(name)`, `.misbehave(path, …)`."""
    with mastodon.start() as server:
        yield server


@pytest.fixture
def private_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Liant may talk to this machine during the test."""
    monkeypatch.setenv("LIANT_ALLOW_PRIVATE_ADDRESSES", "1")


@pytest.fixture
def recorded_network(private_addresses: None) -> Iterator[recorded.RecordedNetwork]:
    """The documented answers of networks that nobody can run at home: `.learn("facebook")`, `.refuse(429)`, `.asked`."""
    with recorded.start() as network:
        yield network
