"""An Instagram account, against the answers of Meta's documentation: nothing overlooked, keys renewed in time."""

from datetime import timedelta

import pytest

from liant.connectors import registry
from liant.connectors.contract import AuthLost, Draft, Misconfigured, OutcomeUnknown, Rejected, Temporary
from liant.connectors.instagram import connector as module
from liant.kit import clock
from tests.connectors.reading import NOW, account, items_of, one_pass

instagram = registry.get("instagram")
LONG = {"access": "long-lived-1", "renewable": True, "access_until": (NOW + timedelta(days=60)).isoformat()}


@pytest.fixture
def network(recorded_network, monkeypatch):
    recorded_network.learn("instagram")
    for name in ("ROOT", "SIGN_IN"):
        monkeypatch.setattr(module, name, recorded_network.url)
    return recorded_network


def us(**remembered):
    return account({**LONG, **remembered}, user_id="178", username="troisfournils")


def test_comments_their_answers_and_tags_are_heard(network):
    pages, _ = one_pass(instagram, us())
    found = items_of(pages)
    assert set(found) == {"c1", "c2", "c3", "c4", "t1"}
    assert {key for key, item in found.items() if item.is_ours} == {"c2"}
    assert found["c3"].thread_key == found["c2"].thread_key == "c1"
    assert found["c3"].reply_to == {"id": "c1"}, "an answer to an answer stands under the comment at the top"
    assert found["c4"].author.key == "jean.roux"
    assert found["c1"].context[0].text == "Fougasse du dimanche"
    assert found["t1"].kind == "mention"
    assert not network.asked_for("m0/comments"), "beyond the days that are watched"
    assert not network.asked_for("m1/comments"), "nobody has said anything there"


def test_media_are_read_again_when_their_count_moves_and_once_a_day(network):
    _, cursor = one_pass(instagram, us())
    network.asked.clear()
    _, cursor = one_pass(instagram, us(), cursor, NOW + timedelta(hours=1))
    assert not network.asked_for("m2/comments")
    network.answers["GET /v25.0/178/media"]["data"][0]["comments_count"] = 4
    _, cursor = one_pass(instagram, us(), cursor, NOW + timedelta(hours=2))
    assert network.asked_for("m2/comments")
    network.asked.clear()
    one_pass(instagram, us(), cursor, NOW + timedelta(hours=27))
    assert network.asked_for("m2/comments"), "one may have come while another went"


def test_a_token_of_sixty_days_is_given_and_foreseen(network):
    [granted] = instagram.complete(us(), "the-code#_", "https://liant.example/back", "", NOW)
    assert (granted.key, granted.name) == ("178", "@troisfournils")
    assert granted.tokens.values["access"] == "long-lived-1"
    assert granted.tokens.renew_at == NOW + timedelta(days=30)
    assert granted.tokens.expires_at > NOW + timedelta(days=59)
    assert network.asked_for("oauth/access_token")[0].form["code"] == "the-code"


def test_renewing_gives_a_new_token_and_a_later_end(network):
    tokens = instagram.refresh(us(), NOW)
    assert tokens.values["access"] == "long-lived-2"
    assert network.asked[-1].query["access_token"] == "long-lived-1"


def test_a_token_at_its_end_is_renewed_before_it_is_used(network):
    ending = us(access_until=(NOW + timedelta(seconds=30)).isoformat())
    with clock.at(NOW):
        instagram.check(ending)
    assert [one.token for one in network.asked] == ["", "long-lived-2"]


def test_instagram_session_expiry_is_renewed_without_anybody(network):
    """chatwoot #12989: the session ended, and somebody had to connect anew."""
    network.refuse(
        400, {"error": {"message": "Session has expired", "code": 190, "error_subcode": 463}}, of="GET /v25.0/me"
    )
    with clock.at(NOW):
        assert instagram.check(us()) == "Connected as @troisfournils, which 430 accounts follow."
    network.refuse(400, {"error": {"message": "Session has expired", "code": 190}}, times=3)
    with clock.at(NOW), pytest.raises(AuthLost):
        instagram.check(us())


def test_a_part_that_is_not_allowed_renews_nothing(network):
    network.refuse(403, {"error": {"message": "no", "code": 10}}, of="tags", times=2)
    pages, _ = one_pass(instagram, us())
    assert [line for page in pages for line in page.unreadable] == [
        "Instagram does not show this account the pictures in which it is tagged."
    ]
    assert not network.asked_for("refresh_access_token")


@pytest.mark.parametrize(("status", "body", "error"), [
    (400, {"error_type": "OAuthException", "code": 400, "error_message": "This authorization code has been used"}, AuthLost),
    (400, {"error_type": "OAuthException", "code": 400, "error_message": "Invalid platform app"}, Misconfigured),
    (503, b"busy", Temporary),
])  # fmt: skip
def test_what_signing_in_may_meet(network, status, body, error):
    network.refuse(status, body, of="POST")
    with pytest.raises(error):
        instagram.complete(us(), "code", "https://liant.example/back", "", NOW)


def frozen(text="Merci !"):
    return instagram.prepare(us(), Draft(kind="reply", text=text, target={"id": "c1"}), "d1", NOW)


def test_a_reply_leaves_once_and_is_found_under_the_comment(network):
    said = network.answers["GET /v25.0/c1/replies"]["data"]

    def take(asked):
        said.append(
            {
                "id": "c9",
                "text": asked.query["message"],
                "timestamp": "2026-03-31T10:00:03+0000",
                "username": "TroisFournils",
            }
        )
        return 200, {}, {"id": "c9"}

    network.on("POST", "/v25.0/c1/replies", take)
    with clock.at(NOW):
        assert instagram.find(us(), frozen()) is None
        network.refuse(None, of="POST", is_taken=True)
        with pytest.raises(OutcomeUnknown):
            instagram.send(us(), frozen())
        assert instagram.find(us(), frozen()).remote_key == "c9"


def test_a_picture_of_others_cannot_be_answered(network):
    with pytest.raises(Rejected, match="no way to answer"):
        instagram.prepare(us(), Draft(kind="reply", text="Merci", target={}), "d1", NOW)


def test_a_comment_that_was_deleted_is_withdrawn_within_a_day(network):
    _, cursor = one_pass(instagram, us())
    for key in ("c1", "c3"):
        network.answers[f"GET /v25.0/{key}"] = {"id": key}
    network.refuse(400, {"error": {"message": "gone", "code": 100, "error_subcode": 33}}, of="GET /v25.0/c4")
    pages, _ = one_pass(instagram, us(), cursor, NOW + timedelta(days=1, hours=1))
    assert [key for page in pages for key in page.withdrawn] == ["c4"]
    assert not network.asked_for("GET /v25.0/t1"), "what belongs to somebody else may not be looked at"
