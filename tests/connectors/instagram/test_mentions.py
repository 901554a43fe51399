"""Mentions in other people's captions and comments: Instagram calls with numbers, the words are asked for, and answered."""

import hashlib
import hmac
import json

import pytest

from liant.connectors import registry
from liant.connectors.contract import Draft, OutcomeUnknown, Rejected, Temporary
from liant.connectors.instagram import connector as module
from liant.connectors.receiving import Receives, Request
from liant.kit import clock
from tests.connectors.reading import NOW, account, items_of, one_pass

instagram = registry.get("instagram")
IN_COMMENT = {"media_id": "17900000000000001", "comment_id": "17900000000000002"}
IN_CAPTION = {"media_id": "17900000000000003"}


@pytest.fixture
def network(recorded_network, monkeypatch):
    recorded_network.learn("instagram")
    monkeypatch.setattr(module, "ROOT", recorded_network.url)
    return recorded_network


@pytest.fixture
def us():
    found = account({"access": "long-lived-1"}, user_id="178", username="troisfournils")
    found.on_remember = lambda values: None
    return found


def called(*values, account_id="178", secret="app-s3cret"):
    """As Meta's documentation shows a call, signed."""
    changes = [{"field": "mentions", "value": value} for value in values]
    body = json.dumps({"object": "instagram", "entry": [{"id": account_id, "time": 1774951200, "changes": changes}]})
    signature = hmac.new(secret.encode(), body.encode(), hashlib.sha256).hexdigest()
    return Request("POST", {"x-hub-signature-256": f"sha256={signature}"}, body.encode())


def asking(**query):
    return Request("GET", query={name.replace("_", ".", 1): value for name, value in query.items()})


def test_the_address_proves_itself_and_the_account_is_signed_up_once(network, us):
    assert isinstance(instagram, Receives)
    said = instagram.receive(us, asking(hub_mode="subscribe", hub_challenge="1158201444", hub_verify_token="x"), NOW)
    assert (said.status, said.body, said.is_kept) == (200, "1158201444", False)
    signed_up = []
    network.on(
        "POST", "/v25.0/me/subscribed_apps", lambda asked: signed_up.append(asked) or (200, {}, {"success": True})
    )
    _, cursor = one_pass(instagram, us)
    one_pass(instagram, us, cursor)
    assert [asked.query["subscribed_fields"] for asked in signed_up] == ["mentions"]


def test_no_more_than_a_challenge_is_echoed(us):
    for challenge in ("", "<script>", "é"):
        said = instagram.receive(us, asking(hub_mode="subscribe", hub_challenge=challenge), NOW)
        assert said.status == 404
        assert challenge not in said.body or not challenge


def test_signing_up_that_is_refused_is_told_once_and_nothing_is_lost(network, us):
    instagram.receive(us, asking(hub_mode="subscribe", hub_challenge="1"), NOW)
    network.refuse(400, {"error": {"message": "Not live", "code": 100}}, of="subscribed_apps")
    pages, cursor = one_pass(instagram, us)
    assert [line for page in pages for line in page.unreadable] == [
        "Instagram will not tell of mentions: Instagram refuses it: Not live (100)."
    ]
    assert set(items_of(pages)) == {"c1", "c2", "c3", "c4", "t1"}
    assert not [line for page in one_pass(instagram, us, cursor)[0] for line in page.unreadable]


@pytest.mark.parametrize("request_", [
    called(IN_CAPTION, secret="another"),
    Request("POST", {}, b"{}"),
    Request("POST", {"x-hub-signature-256": "sha1=abc"}, b"{}"),
])  # fmt: skip
def test_what_is_not_signed_is_refused(us, request_):
    said = instagram.receive(us, request_, NOW)
    assert (said.status, said.is_kept, said.refusal) == (403, False, said.body)
    assert "not signed" in said.refusal


def test_what_concerns_another_account_or_another_matter_is_left_aside(us):
    assert not instagram.receive(us, called(IN_CAPTION, account_id="179"), NOW).is_kept
    assert not instagram.receive(us, called({"media_id": "1){username}"}), NOW).is_kept
    assert not instagram.receive(us, called(), NOW).is_kept


def test_a_call_repeated_is_one_and_its_words_are_asked_for(network, us):
    request = called(IN_COMMENT, IN_CAPTION)
    first, again = (instagram.receive(us, request, NOW) for _ in range(2))
    assert first.is_kept
    assert first.key == again.key
    with clock.at(NOW):
        page = instagram.read(us, request, NOW)
    comment, caption = page.items
    assert (comment.key, comment.kind, comment.author.handle) == (IN_COMMENT["comment_id"], "mention", "lucie.p")
    assert comment.text == "Essaie plutôt troisfournils"
    assert comment.is_addressed
    assert [above.text for above in comment.context] == ["Mon petit-déjeuner"]
    assert not comment.context[0].is_ours
    assert (caption.key, caption.text) == (IN_CAPTION["media_id"], "La meilleure fougasse, chez troisfournils")


def test_a_mention_is_answered_where_it_was_made(network, us):
    taken = []
    network.on("POST", "/v25.0/178/mentions", lambda asked: taken.append(asked.query) or (200, {}, {"id": "9"}))
    with clock.at(NOW):
        for item in instagram.read(us, called(IN_COMMENT, IN_CAPTION), NOW).items:
            draft = Draft(kind="reply", text="Merci !", target=item.reply_to)
            assert instagram.send(us, instagram.prepare(us, draft, "d1", NOW)).remote_key == "9"
    assert taken == [IN_COMMENT | {"message": "Merci !"}, IN_CAPTION | {"message": "Merci !"}]


def test_an_answer_that_cannot_be_seen_waits_for_a_person(network, us):
    draft = Draft(kind="reply", text="Merci !", target={"media": "1", "comment": "2"})
    with pytest.raises(OutcomeUnknown):
        instagram.find(us, instagram.prepare(us, draft, "d1", NOW))


def test_what_is_gone_is_told_what_is_refused_waits_and_a_blip_is_tried_again(network, us):
    request = called(IN_CAPTION)
    network.refuse(400, {"error": {"message": "gone", "code": 100, "error_subcode": 33}}, of="GET")
    with clock.at(NOW):
        page = instagram.read(us, request, NOW)
        assert (page.items, page.told) == ([], "It was taken down before it could be read.")
        network.refuse(400, {"error": {"message": "Unsupported field", "code": 100}}, of="GET")
        with pytest.raises(Rejected, match="Unsupported field"):
            instagram.read(us, request, NOW)
        network.refuse(503, b"busy", of="GET")
        with pytest.raises(Temporary):
            instagram.read(us, request, NOW)
