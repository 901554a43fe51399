"""A webhook: who signed it, what its JSON says, and what is said of it when it cannot be read."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks.webhooks import Webhook

from liant.connectors import registry
from liant.connectors.contract import Account, ConnectorError, Misconfigured, Rejected
from liant.connectors.receiving import Request

NOW = datetime(2026, 3, 31, 10, 0, tzinfo=UTC)
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # that of the examples of Standard Webhooks
OTHER = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"
webhook = registry.get("webhook")


def account(*senders, **settings):
    return Account(settings, {"senders": [{"id": n, "secret": secret} for n, secret in enumerate(senders, 1)]})


def request(payload, secret=SECRET, at=NOW, **headers):
    body = payload if isinstance(payload, str) else json.dumps(payload)
    own = {"webhook-id": "msg_1", "webhook-timestamp": str(int(at.timestamp()))}
    own["webhook-signature"] = Webhook(secret).sign("msg_1", at, body)
    return Request("POST", {**own, **headers}, body.encode(), sender=1)


def read(payload, **settings):
    return webhook.read(account(SECRET, **settings), request(payload), NOW)


def test_the_example_of_standard_webhooks_is_recognised():
    at = datetime.fromtimestamp(1614265330, UTC)
    headers = {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }
    received = webhook.receive(account(SECRET), Request("POST", headers, b'{"test": 2432232314}'), at)
    assert (received.status, received.key, received.is_kept) == (202, "1:msg_p5jXN8AQM9LWM0D4loKWxJek", True)


def test_each_sender_has_a_secret_and_one_signature_of_several_is_enough():
    signed = request({"text": "Bonjour"}, OTHER)
    assert webhook.receive(account(SECRET, OTHER), signed, NOW).sender == 2
    both = {"webhook-signature": "v1,AAAA v2,BBBB " + signed.headers["webhook-signature"]}
    assert webhook.receive(account(OTHER), request({"text": "Bonjour"}, OTHER, **both), NOW).sender == 1
    assert webhook.receive(account(SECRET), signed, NOW).status == 401
    assert webhook.receive(account(), signed, NOW).status == 401


def test_a_body_that_was_changed_on_the_way_is_refused():
    signed = request({"text": "Bonjour"})
    changed = Request("POST", signed.headers, signed.body.replace(b"Bonjour", b"Au revoir"))
    assert webhook.receive(account(SECRET), changed, NOW).status == 401


@pytest.mark.parametrize("body", ["", "{", "[]", "3", '["a"]', "[" * 100_000])
def test_what_is_no_object_is_refused_at_once(body):
    received = webhook.receive(account(SECRET), request(body), NOW)
    assert (received.status, received.is_kept) == (400, False)
    assert received.body.startswith("The body cannot be read: ")


def test_looking_at_the_address_says_how_to_use_it():
    assert webhook.receive(account(SECRET), Request("GET"), NOW).status == 405


def test_the_values_are_guessed_from_their_names():
    payload = {
        "type": "review.created",
        "timestamp": "2026-03-30T10:00:00Z",
        "data": {"id": 7, "text": "Bon pain", "url": "https://avis.example/7",
                 "author": {"id": "u9", "name": "Ana", "email": "Ana@Example.org"}, "tags": ["pain"]},
    }  # fmt: skip
    [one] = read(payload).items
    assert (one.key, one.text, one.url, one.tags) == ("1:7", "Bon pain", "https://avis.example/7", ("pain",))
    assert one.published_at == datetime(2026, 3, 30, 10, tzinfo=UTC)
    assert (one.author.name, one.author.key, one.author.handle) == ("Ana", "u9", "Ana@Example.org")
    assert one.is_addressed
    assert one.raw["data.author.id"] == "u9"


def test_who_gives_an_address_of_mail_is_the_person_who_writes_mail():
    [one] = read({"text": "Bonjour", "email": "Ana@Example.org"}).items
    assert (one.author.kind, one.author.key) == ("email", "ana@example.org")
    [one] = read({"text": "Bonjour", "author": "Ana"}).items
    assert one.author.kind == "webhook"


def test_a_mapping_says_what_is_meant():
    settings = {"mapping": ["text = data.body", "id = data.ref"], "items": "messages"}
    page = read({"messages": [{"data": {"body": "Un", "ref": "a"}, "text": "not this"}]}, **settings)
    assert [(one.key, one.text) for one in page.items] == [("1:a", "Un")]


def test_one_bad_message_does_not_keep_the_others_away():
    page = read([{"text": "Un"}, {"nothing": 1}, {"text": "Trois", "date": "someday"}, {"text": "Quatre"}])
    assert [(one.key, one.text) for one in page.items] == [("1:msg_1#1", "Un"), ("1:msg_1#4", "Quatre")]
    assert page.unreadable == [
        "Message 2, column “text”: there is no text.",
        "Message 3, column “date”: “someday” is not a date such as 2026-03-31T09:30.",
    ]


def test_what_holds_no_message_waits_for_a_person():
    with pytest.raises(Rejected, match="there is no text"):
        read({"nothing": 1})
    with pytest.raises(Rejected, match="there is no “messages” in it"):
        read({"text": "Bonjour"}, items="messages")
    with pytest.raises(Misconfigured):
        read({"text": "Bonjour"}, mapping=["word = text"])


def test_what_does_not_speak_to_us_is_only_heard():
    [one] = read({"text": "Bonjour"}, addressed=False).items
    assert not one.is_addressed


def test_an_example_shows_what_would_come_in():
    sample = json.dumps({"data": {"comment_text": "Bon pain", "who": "Ana"}}, indent=1).splitlines()
    settings = {"sample": sample, "mapping": ["text = data.comment_text", "author = data.who"]}
    shown = webhook.preview(account(**settings))
    assert (shown.items[0].text, shown.items[0].author.name) == ("Bon pain", "Ana")
    assert shown.columns == ["data.comment_text", "data.who"]
    assert webhook.check(account(**settings)).startswith("The example can be read")
    with pytest.raises(Misconfigured, match="there is no text"):
        webhook.check(account(sample=sample))
    with pytest.raises(Misconfigured, match="not valid JSON"):
        webhook.check(account(sample=["{"]))
    assert webhook.preview(account()) is None
    assert webhook.check(account()).startswith("The address is ready")


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
                    lambda inner: st.lists(inner, max_size=3)
                    | st.dictionaries(st.sampled_from(["id", "text", "date", "author", "name", "email", "tags", "data"]),
                                      inner, max_size=4), max_leaves=12))  # fmt: skip
def test_no_json_breaks_the_reading(payload):
    try:
        page = webhook.read(account(SECRET), Request("POST", {"webhook-id": "m"}, json.dumps(payload).encode()), NOW)
    except ConnectorError:
        return
    assert all(one.key and len(one.key) <= 600 for one in page.items)
