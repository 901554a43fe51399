"""A Facebook Page, against the answers of Meta's documentation: everything heard once, errors told apart, one reply."""

from datetime import UTC, datetime, timedelta

import pytest

from liant.connectors import registry
from liant.connectors.contract import AuthLost, Draft, Misconfigured, OutcomeUnknown, RateLimited, Rejected, Temporary
from liant.connectors.facebook import connector as module
from liant.kit import clock
from tests.connectors.reading import NOW, account, items_of, one_pass

facebook = registry.get("facebook")


@pytest.fixture
def network(recorded_network, monkeypatch):
    recorded_network.learn("facebook")
    monkeypatch.setattr(module, "API", f"{recorded_network.url}/v25.0")
    return recorded_network


def page(**settings):
    return account(page_id="105", **settings)


def told(code, subcode=None, **more):
    return {
        "error": {"message": "as documented", "type": "OAuthException", "code": code, "error_subcode": subcode, **more}
    }


def test_everything_said_on_the_page_is_heard(network):
    pages, _ = one_pass(facebook, page())
    found = items_of(pages)
    assert set(found) == {
        "105_19",
        "20_0",
        "20_1",
        "20_2",
        "20_3",
        "7004_9",
        "7005",
        "rating:7007:2026-03-28T10:00:00+00:00",
    }
    assert found["20_3"].text == "Elle était brûlée."
    assert found["20_3"].context[0].text == "La fougasse est de retour."
    assert found["20_2"].is_ours
    assert (found["20_2"].thread_key, found["20_2"].reply_to) == ("20_1", {"id": "20_1"})
    assert found["20_1"].author is None, "Facebook hid the name: it is not made up"
    assert found["7004_9"].kind == "mention"
    assert found["7005"].tags == ["recommendation:negative"]
    assert not found["rating:7007:2026-03-28T10:00:00+00:00"].reply_to


def test_the_next_pass_asks_for_what_is_new_only(network):
    _, cursor = one_pass(facebook, page())
    network.asked.clear()
    one_pass(facebook, page(), cursor, NOW + timedelta(minutes=30))
    assert network.asked_for("105/feed")
    assert not network.asked_for("105_20/comments"), "no post has moved since"


def test_a_crash_in_the_middle_loses_nothing(network):
    first = facebook.fetch(page(), None, NOW)
    network.refuse(None, of="comments")
    with pytest.raises(Temporary):
        facebook.fetch(page(), first.cursor, NOW)
    pages, _ = one_pass(facebook, page(), first.cursor)
    assert {"20_0", "20_1", "20_2", "20_3"} <= set(items_of(pages))


def test_coverage_moves_only_at_the_end_of_a_pass(network):
    pages, cursor = one_pass(facebook, page())
    assert {one.heard_to_at for one in pages[:-1]} == {NOW - timedelta(days=30)}
    assert pages[-1].heard_to_at == NOW
    later, _ = one_pass(facebook, page(), cursor, NOW + timedelta(hours=1))
    assert later[-1].heard_to_at == NOW + timedelta(hours=1)
    assert all(one.heard_from_at is None for one in later)


def test_marks_between_pages_that_facebook_forgot_begin_the_pass_anew(network):
    first = facebook.fetch(page(), None, NOW)
    comments = facebook.fetch(page(), first.cursor, NOW)
    assert comments.cursor["ask"][0]["after"]
    network.refuse(400, told(100), of="comments")
    again = facebook.fetch(page(), comments.cursor, NOW)
    assert again.has_more
    pages, _ = one_pass(facebook, page(), again.cursor)
    assert "20_0" in items_of(pages)


def test_a_part_that_is_not_shown_is_told_once_and_the_rest_goes_on(network):
    network.refuse(403, told(10), of="ratings", times=2)
    pages, cursor = one_pass(facebook, page())
    assert [line for one in pages for line in one.unreadable] == [
        "Facebook does not show this account the Page’s recommendations."
    ]
    pages, cursor = one_pass(facebook, page(), cursor, NOW + timedelta(hours=1))
    assert not [line for one in pages for line in one.unreadable]
    assert "20_3" not in items_of(pages)
    pages, _ = one_pass(facebook, page(), cursor, NOW + timedelta(hours=2))
    assert "ratings" not in pages[-1].cursor["told"]


@pytest.mark.parametrize("code", [1, 2, 4, 17, 32, 341, 368, 613, 80001])
def test_a_limit_or_a_bad_hour_is_not_a_lost_access(network, code):
    network.refuse(400, told(code))
    with pytest.raises(Temporary):
        facebook.fetch(page(), None, NOW)


@pytest.mark.parametrize("status", [500, 502, 503])
def test_a_failing_server_is_not_a_lost_access(network, status):
    network.refuse(status, b"<html>bad gateway</html>")
    with pytest.raises(Temporary):
        facebook.fetch(page(), None, NOW)


@pytest.mark.parametrize(("code", "subcode"), [(190, None), (190, 463), (102, None), (10, None), (200, None)])
def test_a_lost_access_is_told_as_one(network, code, subcode):
    network.refuse(400, told(code, subcode), of="feed")
    with pytest.raises(AuthLost, match="as documented"):
        facebook.fetch(page(), None, NOW)


def test_the_wait_is_the_one_that_facebook_names(network):
    usage = '{"105":[{"type":"pages","call_count":100,"estimated_time_to_regain_access":12}]}'
    network.refuse(400, told(32), headers={"x-business-use-case-usage": usage})
    with pytest.raises(RateLimited) as caught:
        facebook.fetch(page(), None, NOW)
    assert caught.value.retry_after_seconds == 720


def test_the_application_proves_itself_and_no_secret_is_in_an_address(network):
    facebook.fetch(page(), None, NOW)
    assert network.asked[0].query["appsecret_proof"]
    assert network.asked[0].token == "token-1"
    assert "app-s3cret" not in str(network.asked[0].query)


@pytest.fixture
def written(network):
    """Comments that we write are kept under what they answer."""
    under = {"data": []}

    def take(asked):
        key = f"20_{100 + len(under['data'])}"
        under["data"].insert(
            0,
            {
                "id": key,
                "from": {"id": "105"},
                "message": asked.query["message"],
                "created_time": "2026-03-31T10:00:05+0000",
            },
        )
        return 200, {}, {"id": key}

    network.on("POST", "/v25.0/20_1/comments", take)
    network.answers["GET /v25.0/20_1/comments"] = under
    return under["data"]


def frozen(text="Désolés, revenez demain."):
    return facebook.prepare(page(), Draft(kind="reply", text=text, target={"id": "20_1"}), "d1", NOW)


def test_a_reply_leaves_and_is_found_again(network, written):
    receipt = facebook.send(page(), frozen())
    assert receipt.remote_key == "20_100"
    assert facebook.find(page(), frozen()) == receipt


def test_a_reply_that_left_without_an_answer_is_found_not_sent_again(network, written):
    network.refuse(None, of="POST", is_taken=True)
    with pytest.raises(OutcomeUnknown):
        facebook.send(page(), frozen())
    assert facebook.find(page(), frozen()).remote_key == "20_100"
    assert len(written) == 1


def test_the_same_words_said_before_are_not_taken_for_this_reply(network, written):
    written.append(
        {
            "id": "20_9",
            "from": {"id": "105"},
            "message": "Désolés, revenez demain.",
            "created_time": "2026-03-01T10:00:00+0000",
        }
    )
    assert facebook.find(page(), frozen()) is None


@pytest.mark.parametrize(("answer", "error"), [
    ((500, {}), OutcomeUnknown),
    ((500, told(1)), OutcomeUnknown),
    ((400, told(506)), OutcomeUnknown),
    ((400, told(32)), RateLimited),
    ((403, told(200)), Rejected),
    ((400, told(100, 33)), Rejected),
    ((400, told(190)), AuthLost),
])  # fmt: skip
def test_what_a_reply_may_meet(network, answer, error):
    network.refuse(*answer, of="POST")
    with pytest.raises(error):
        facebook.send(page(), frozen())


def test_a_like_is_looked_up_by_what_the_page_sees(network):
    like = facebook.prepare(page(), Draft(kind="like", text="", target={"id": "20_1"}), "d2", NOW)
    network.answers["POST /v25.0/20_1/likes"] = {"success": True}
    network.answers["GET /v25.0/20_1"] = {"id": "20_1", "user_likes": True}
    assert facebook.send(page(), like) == facebook.find(page(), like)


def test_every_page_that_somebody_looks_after_is_offered(network):
    address = facebook.begin(page(), "https://liant.example/back", "state-1", "")
    assert address.startswith(
        "https://www.facebook.com/v25.0/dialog/oauth?client_id=app&redirect_uri=https%3A%2F%2Fliant"
    )
    assert "pages_manage_engagement" in address
    granted = facebook.complete(page(), "the-code", "https://liant.example/back", "", NOW)
    assert [(one.key, one.tokens.values["access"]) for one in granted] == [
        ("105", "page-token-105"),
        ("106", "page-token-106"),
    ]
    assert granted[0].tokens.expires_at == datetime(2026, 6, 29, 12, 0, tzinfo=UTC)
    assert granted[0].tokens.renew_at is None
    exchanged = network.asked_for("oauth/access_token")
    assert exchanged[0].query["code"] == "the-code"
    assert exchanged[1].query["fb_exchange_token"] == "short-lived"


def test_nothing_is_asked_before_somebody_agreed(network):
    with clock.at(NOW), pytest.raises(AuthLost, match="Nobody has agreed"):
        facebook.fetch(account({"access": ""}, page_id="105"), None, NOW)
    with pytest.raises(Misconfigured):
        facebook.fetch(account(), None, NOW)
    assert not network.asked


def test_the_connection_says_whose_it_is(network):
    assert facebook.check(page()) == "Connected as Les Trois Fournils, which 812 accounts follow."


def test_a_comment_that_was_deleted_is_withdrawn_within_a_day(network):
    _, cursor = one_pass(facebook, page())
    network.refuse(400, told(100, 33), of="GET /v25.0/20_3")
    network.refuse(403, told(10), of="GET /v25.0/20_1")  # not for this account to look at: neither gone nor cut off
    pages, _ = one_pass(facebook, page(), cursor, NOW + timedelta(hours=25))
    assert [key for found in pages for key in found.withdrawn] == ["20_3"]
