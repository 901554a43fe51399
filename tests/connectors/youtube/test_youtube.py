"""A YouTube channel, against the answers of Google's documentation: late answers are heard, quotas wait for their hour."""

from datetime import timedelta

import pytest

from liant.connectors import google, registry
from liant.connectors.contract import AuthLost, Draft, Misconfigured, OutcomeUnknown, RateLimited, Rejected, Temporary
from liant.connectors.youtube import connector as module
from liant.kit import clock
from tests.connectors.reading import NOW, account, items_of, one_pass

youtube = registry.get("youtube")


@pytest.fixture
def network(recorded_network, monkeypatch):
    recorded_network.learn("google")
    monkeypatch.setattr(module, "API", f"{recorded_network.url}/youtube/v3")
    monkeypatch.setattr(google, "TOKENS", recorded_network.url)
    return recorded_network


def us(**remembered):
    lasting = {"refresh": "1//lasting", "renewable": True, "access_until": (NOW + timedelta(minutes=30)).isoformat()}
    return account({**lasting, **remembered}, channel_id="UCus")


def reason(code, why, message="as documented"):
    return {"error": {"code": code, "message": message, "errors": [{"message": message, "reason": why}]}}


def test_threads_and_the_answers_in_them_are_heard(network):
    pages, _ = one_pass(youtube, us())
    found = items_of(pages)
    assert set(found) == {"UgA", "UgB", "UgA.1", "UgA.2"}
    assert found["UgB"].url == "https://www.youtube.com/watch?v=v1&lc=UgB"
    assert found["UgA.1"].is_ours
    assert (found["UgA.2"].thread_key, found["UgA.2"].parent_key) == ("UgA", "UgA")
    assert found["UgA.2"].reply_to == {"id": "UgA", "video": "v1"}


def test_a_late_answer_to_an_old_comment_is_heard(network):
    _, cursor = one_pass(youtube, us())
    network.asked.clear()
    _, cursor = one_pass(youtube, us(), cursor, NOW + timedelta(minutes=20))
    assert not network.asked_for("/comments")
    network.answers["GET /youtube/v3/commentThreads"]["items"][1]["snippet"]["totalReplyCount"] = 3
    late = {
        "id": "UgA.3",
        "snippet": {
            "textOriginal": "Alors ?",
            "authorChannelId": {"value": "UCjean"},
            "publishedAt": "2026-03-31T10:25:00Z",
        },
    }
    network.answers["GET /youtube/v3/comments?parentId=UgA"]["items"].append(late)
    pages, _ = one_pass(youtube, us(), cursor, NOW + timedelta(minutes=29))
    assert set(items_of(pages)) == {"UgA.3"}


def test_a_used_up_quota_waits_until_it_begins_anew(network):
    network.refuse(403, reason(403, "quotaExceeded"))
    with clock.at(NOW), pytest.raises(RateLimited) as caught:
        youtube.fetch(us(), None, NOW)
    assert caught.value.retry_after_seconds == 21 * 3600 + 60, "midnight in California"


@pytest.mark.parametrize(("status", "body", "error"), [
    (403, reason(403, "rateLimitExceeded"), RateLimited),
    (403, reason(403, "accessNotConfigured"), Misconfigured),
    (403, reason(403, "authenticatedUserAccountSuspended"), AuthLost),
    (403, reason(403, "forbidden"), Rejected),
    (403, reason(403, "commentsDisabled"), Rejected),
    (500, reason(500, "backendError"), Temporary),
    (503, b"<html>", Temporary),
])  # fmt: skip
def test_each_refusal_is_told_apart(network, status, body, error):
    network.refuse(status, body, times=2)
    with clock.at(NOW), pytest.raises(error):
        youtube.fetch(us(), None, NOW)


def test_the_hour_s_token_is_renewed_by_the_lasting_key(network):
    with clock.at(NOW):
        youtube.check(us(access_until=NOW.isoformat()))
    assert network.asked[0].form["refresh_token"] == "1//lasting"
    assert network.asked[1].token == "ya29.second"


def test_a_lasting_key_that_was_withdrawn_is_a_lost_access(network):
    network.refuse(
        400, {"error": "invalid_grant", "error_description": "Token has been expired or revoked."}, of="/token"
    )
    with clock.at(NOW), pytest.raises(AuthLost, match="expired or revoked"):
        youtube.check(us(access_until=NOW.isoformat()))


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_token_page_in_trouble_is_not_a_lost_access(network, status):
    network.refuse(status, b"", of="/token")
    with clock.at(NOW), pytest.raises(Temporary):
        youtube.check(us(access_until=NOW.isoformat()))


def test_somebody_agrees_with_a_proof_that_only_we_have(network):
    address = youtube.begin(us(), "https://liant.example/back", "state-1", "the-challenge")
    assert address.startswith("https://accounts.google.com/o/oauth2/v2/auth?")
    for part in ("code_challenge=the-challenge", "code_challenge_method=S256", "access_type=offline", "prompt=consent"):
        assert part in address
    [granted] = youtube.complete(us(), "code", "https://liant.example/back", "the-verifier", NOW)
    assert (granted.key, granted.name) == ("UCus", "Les Trois Fournils")
    assert granted.tokens.values["refresh"] == "1//lasting"
    assert granted.tokens.expires_at is None
    assert network.asked[0].form["code_verifier"] == "the-verifier"


def test_an_unticked_permission_is_told_at_once(network):
    network.answers["POST /token?grant_type=authorization_code"]["scope"] = "openid"
    with pytest.raises(AuthLost, match="leave all boxes ticked"):
        youtube.complete(us(), "code", "https://liant.example/back", "v", NOW)


def test_an_application_left_in_testing_says_when_its_key_ends(network):
    network.answers["POST /token?grant_type=authorization_code"]["refresh_token_expires_in"] = 604_800
    [granted] = youtube.complete(us(), "code", "https://liant.example/back", "v", NOW)
    assert granted.tokens.agreed_until == NOW + timedelta(days=7)


def frozen():
    return youtube.prepare(us(), Draft(kind="reply", text="De la T65.", target={"id": "UgA", "video": "v1"}), "d1", NOW)


def test_a_reply_is_found_among_the_answers(network):
    answers = network.answers["GET /youtube/v3/comments?parentId=UgA"]["items"]

    def take(asked):
        snippet = {**asked.body["snippet"], "authorChannelId": {"value": "UCus"}, "publishedAt": "2026-03-31T10:00:02Z"}
        answers.append({"id": "UgA.9", "snippet": snippet})
        return 200, {}, answers[-1]

    network.on("POST", "/youtube/v3/comments", take)
    with clock.at(NOW):
        assert youtube.find(us(), frozen()) is None
        network.refuse(None, of="POST /youtube", is_taken=True)
        with pytest.raises(OutcomeUnknown):
            youtube.send(us(), frozen())
        assert youtube.find(us(), frozen()).remote_key == "UgA.9"


def test_processing_failed_is_an_unknown_outcome(network):
    network.refuse(400, reason(400, "processingFailure"), of="POST /youtube")
    with clock.at(NOW), pytest.raises(OutcomeUnknown):
        youtube.send(us(), frozen())


def test_a_comment_that_was_deleted_is_withdrawn_within_a_day(network):
    _, cursor = one_pass(youtube, us())
    network.answers["GET /youtube/v3/comments?part=id"] = {"items": [{"id": "UgA"}, {"id": "UgA.2"}]}
    with clock.at(NOW):
        pages, _ = one_pass(
            youtube, us(access_until=(NOW + timedelta(days=9)).isoformat()), cursor, NOW + timedelta(hours=25)
        )
    assert [key for page in pages for key in page.withdrawn] == ["UgB"]
    [asked] = [one for one in network.asked_for("/comments") if one.query.get("part") == "id"]
    assert set(asked.query["id"].split(",")) == {"UgA", "UgA.2", "UgB"}, "ours are left out"
