"""What every connector for an account of one's own must be: it presents itself in both languages, says what it is allowed, freezes what
leaves without a network, and hears nothing."""

import socket
from datetime import UTC, datetime

import pytest

from liant.connectors import registry
from liant.connectors.contract import Account, AuthLost, Authorises, Draft, Field, Rejected, Sends
from liant.connectors.guide import Explains
from liant.connectors.own import CountsWhatCame, ForOrganisations, Registers, Withdraws
from tests.connectors.test_contract import assert_bilingual

NOW = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
each = pytest.mark.parametrize("kind", list(registry.OWN_ACCOUNTS))
SETTINGS = {"server": "https://network.example", "handle": "nadia.example", "author": "urn:li:person:zLq"}


def account() -> Account:
    return Account(dict(SETTINGS), {"password": "s3cret"}, {"access": "a"})


def post(text: str = "Bonjour à https://a.example/é #pain") -> Draft:
    card = {"url": "https://a.example/é", "title": "Le pain", "description": ""}
    return Draft("post", text, language="fr", card=card)


@each
def test_it_presents_itself_and_what_is_allowed_in_both_languages(kind):
    own = registry.own(kind)
    assert own.kind == kind
    assert_bilingual(own.label, f"{kind} label")
    assert_bilingual(own.given_back, f"{kind} given back")
    for sentence in own.asks_for:
        assert_bilingual(sentence, f"{kind} asks for")
    for field in own.settings:
        assert isinstance(field, Field)
        assert_bilingual(field.label, f"{kind}.{field.name}")


@each
def test_it_posts_and_does_what_it_declares(kind):
    own = registry.own(kind)
    assert isinstance(own, Sends)
    assert own.capabilities.can_post
    assert own.capabilities.can_look_up or not isinstance(own, CountsWhatCame)
    assert isinstance(own, Registers) <= isinstance(own, Authorises)
    assert isinstance(own, Withdraws) <= isinstance(own, Authorises)
    assert own.needs_application == isinstance(own, ForOrganisations)
    if own.needs_application:
        assert isinstance(own, Explains)
        for step in own.guide.steps:
            assert_bilingual(step.text, f"{kind} step")
        for sentence in own.guide.refuses:
            assert_bilingual(sentence, f"{kind} refuses")
        assert all(source.startswith("https://") for source in own.guide.sources)


@each
def test_what_leaves_is_frozen_without_a_network_and_the_same_each_time(kind, monkeypatch):
    monkeypatch.setattr(socket, "socket", None)
    own = registry.own(kind)
    assert own.prepare(account(), post(), "mark", NOW) == own.prepare(account(), post(), "mark", NOW)
    with pytest.raises(Rejected):
        own.prepare(account(), post(" "), "mark", NOW)
    with pytest.raises(Rejected):
        own.prepare(account(), post("mot " * 1000), "mark", NOW)


def test_no_other_kind_is_known():
    with pytest.raises(registry.UnknownKind):
        registry.own("telegram")


def test_a_network_that_renews_nothing_says_that_one_has_to_connect_again():
    """Not a fault of ours that nobody reads: whoever publishes is told what to do."""
    with pytest.raises(AuthLost, match="connect the account again"):
        registry.own("mastodon").refresh(account(), NOW)
