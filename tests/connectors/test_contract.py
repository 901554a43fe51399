"""What every connector must be, over the registry: adding a network means passing this."""

import json
import re
import socket
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from liant.connectors import contract, registry
from liant.connectors.guide import Explains

NOW = datetime(2026, 3, 31, 10, 0, tzinfo=UTC)
SENDING = {
    "can_reply": "reply",
    "can_post": "post",
    "can_like": "like",
    "can_repost": "repost",
    "can_edit": "edit",
    "can_delete": "delete",
}
TARGETS = {
    "facebook": {"id": "1_2"},
    "instagram": {"id": "178"},
    "linkedin": {"object": "urn:li:activity:1", "comment": "urn:li:comment:(urn:li:activity:1,2)"},
    "youtube": {"id": "Ugx", "video": "v"},
    "google_business": {"name": "accounts/1/locations/2/reviews/3"},
    "bluesky": {
        "uri": "at://did:plc:abc/app.bsky.feed.post/3kabc",
        "cid": "bafyx",
        "root": {"uri": "at://did:plc:abc/app.bsky.feed.post/3kabc", "cid": "bafyx"},
    },
    "mastodon": {"id": "109", "acct": "ana@mastodon.example", "visibility": "public"},
    "mail": {"message_id": "<a@b.example>", "references": [], "to": ["ana@b.example"], "subject": "Bonjour"},
}
SETTINGS = {
    "mail": {"address": "us@liant.example"},
    "bluesky": {"handle": "us.example"},
    "mastodon": {"server": "https://mastodon.example"},
}

each = pytest.mark.parametrize("kind", registry.all_kinds())


def account_for(kind, tmp_path, **more):
    defaults = {field.name: field.default for field in registry.get(kind).settings if field.default is not None}
    return contract.Account(settings={**defaults, **SETTINGS.get(kind, {}), "folder": str(tmp_path), **more})


def assert_bilingual(texts, what):
    assert set(texts) == {"en", "fr"}, what
    for text in texts.values():
        assert text.strip(), what
    french = texts["fr"]
    assert "'" not in french, f"{what}: write ’"
    assert not re.search(r"(?<!\u202f)[;?!]|(?<!\u00a0):(?!//|\d)|«(?!\u00a0)|(?<!\u00a0)»", french), (
        f"{what}: spaces of French: {french}"
    )


@each
def test_it_presents_itself_in_both_languages(kind):
    connector = registry.get(kind)
    assert connector.kind == kind
    assert_bilingual(connector.label, f"{kind} label")
    assert_bilingual(connector.summary, f"{kind} summary")
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", connector.icon)
    assert isinstance(connector.capabilities, contract.Capabilities)


@each
def test_its_settings_are_explained_in_both_languages(kind):
    fields = registry.get(kind).settings
    assert len({field.name for field in fields}) == len(fields)
    for field in fields:
        assert isinstance(field, contract.Field)
        assert_bilingual(field.label, f"{kind}.{field.name}")
        if field.help:
            assert_bilingual(field.help, f"{kind}.{field.name} help")
        for _, label in field.choices:
            assert_bilingual(label, f"{kind}.{field.name} choice")
        assert (field.kind == "choice") == bool(field.choices)
        if field.choices and field.default is not None:
            assert field.default in [value for value, _ in field.choices]


@each
def test_it_does_what_it_declares_and_nothing_else(kind):
    connector = registry.get(kind)
    can = connector.capabilities
    assert callable(connector.check)
    assert can.can_fetch == isinstance(connector, contract.Fetches)
    sends = any(getattr(can, name) for name in SENDING)
    assert sends == isinstance(connector, contract.Sends)
    assert sends or not can.can_look_up
    assert can.max_length is None or can.max_length > 0


@each
def test_it_listens_previews_and_reads_lists_as_it_says(kind):
    connector = registry.get(kind)
    assert connector.capabilities.can_listen == isinstance(connector, contract.Listens)
    if isinstance(connector, contract.Previews):
        names = {field.name for field in connector.settings if field.kind == "lines"}
        assert connector.columns_setting in {"", *names}
    if isinstance(connector, contract.ReadsLists):
        assert_bilingual(connector.list_label, f"{kind} list")


@each
def test_what_is_asked_of_a_person_is_explained_in_both_languages(kind):
    connector = registry.get(kind)
    for sentence in getattr(connector, "asks_for", ()):
        assert_bilingual(sentence, f"{kind} asks for")
    assert isinstance(connector, contract.Authorises) <= isinstance(connector, Explains)
    if not isinstance(connector, Explains):
        return
    for step in connector.guide.steps:
        assert_bilingual(step.text, f"{kind} step")
        assert bool(step.drawing) == bool(step.shows), (
            f"{kind}: what {step.drawing} shows is said to who does not see it"
        )
        if step.shows:
            assert_bilingual(step.shows, f"{kind} drawing")
    for sentence in connector.guide.refuses:
        assert_bilingual(sentence, f"{kind} refuses")
    assert all(source.startswith("https://") for source in connector.guide.sources)


@each
def test_it_holds_no_state(kind):
    registry.get.cache_clear()  # what other tests put into it is not its own
    assert not vars(registry.get(kind))
    assert registry.get(kind) is registry.get(kind)


def drafts(kind):
    can = registry.get(kind).capabilities
    target = TARGETS.get(kind, {"key": "x"})
    for name, act in SENDING.items():
        if getattr(can, name):
            yield contract.Draft(
                kind=act,
                text="" if act in {"like", "repost", "delete"} else "Bonjour à https://a.example/é #pain",
                target={} if act == "post" else target,
                subject="Bonjour" if can.has_subject else None,
                to=("ana@b.example",) if act == "post" and can.has_subject else (),
                language="fr",
            )


@each
def test_prepare_freezes_without_network_or_chance(kind, tmp_path, monkeypatch):
    def no_network(*args, **kwargs):
        raise AssertionError("prepare must not use the network")

    monkeypatch.setattr(socket, "getaddrinfo", no_network)
    monkeypatch.setattr(socket.socket, "connect", no_network)
    connector, account = registry.get(kind), account_for(kind, tmp_path)
    for draft in drafts(kind):
        frozen = connector.prepare(account, draft, "delivery-1", NOW)
        assert json.loads(json.dumps(frozen)) == frozen
        assert connector.prepare(account, draft, "delivery-1", NOW) == frozen
        assert connector.prepare(account, draft, "delivery-2", NOW) != frozen


@each
def test_prepare_refuses_what_is_too_long(kind, tmp_path):
    connector = registry.get(kind)
    if connector.capabilities.max_length and connector.capabilities.can_post:
        draft = contract.Draft(kind="post", text="é" * (connector.capabilities.max_length + 1))
        with pytest.raises(contract.Rejected, match=str(connector.capabilities.max_length)):
            connector.prepare(account_for(kind, tmp_path), draft, "k", NOW)


@each
def test_every_failure_is_an_error_of_the_contract(kind, tmp_path, monkeypatch):
    """Nobody answers at the other end, or the settings are empty: what comes out is said to a person."""
    connector = registry.get(kind)

    def refuse(*args, **kwargs):
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setenv("LIANT_ALLOW_PRIVATE_ADDRESSES", "1")
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, port, *a, **k: [(2, 1, 6, "", ("127.0.0.1", port))])
    for account in (
        contract.Account(settings={}),
        account_for(kind, tmp_path, path="/nowhere", url="https://a.example/"),
    ):
        account.secret = {"password": "not-to-be-shown"}
        acts = [lambda a=account: connector.check(a)]
        if connector.capabilities.can_fetch:
            acts.append(lambda a=account: connector.fetch(a, None, NOW))
        for draft in drafts(kind):
            acts.append(lambda a=account, d=draft: connector.send(a, connector.prepare(a, d, "k", NOW)))
            acts.append(lambda a=account, d=draft: connector.find(a, connector.prepare(a, d, "k", NOW)))
        for act in acts:
            said = failure_of(act)
            assert "not-to-be-shown" not in said
            assert said[-1] in ".…", said


def failure_of(act):
    """What an act says when it fails; anything but an error of the contract goes through."""
    try:
        act()
    except contract.ConnectorError as error:
        return str(error)
    return "It went well."


def test_items_keep_the_rules(items_of_all_connectors):
    for kind, items in items_of_all_connectors.items():
        for item in items:
            assert item.key, kind
            assert isinstance(item.key, str)
            json.dumps(item.raw)
            json.dumps(item.reply_to)
            assert item.published_at is None or item.published_at.utcoffset() == timedelta(0)
            if item.author:
                assert item.author.key
                assert (
                    item.author.followers is None
                    or item.author.followers > 0
                    or "followers" in json.dumps(item.raw).lower()
                )


def test_asking_for_one_connector_imports_only_that_one():
    code = (
        "import sys; from liant.connectors import registry; registry.get('null');"
        "print([m for m in ('atproto','libipld','feedparser','imap_tools','pyarrow','django') if m in sys.modules])"
    )
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )


def test_an_unknown_kind_is_told():
    with pytest.raises(registry.UnknownKind, match="no connector named telegraph"):
        registry.get("telegraph")
