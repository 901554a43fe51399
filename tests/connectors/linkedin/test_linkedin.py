"""A LinkedIn page, against the answers of LinkedIn's documentation: what was deleted goes, what it forgot is a gap."""

from datetime import timedelta

import pytest

from liant.connectors import registry
from liant.connectors.contract import AuthLost, Draft, Misconfigured, OutcomeUnknown, RateLimited, Rejected, Temporary
from liant.connectors.linkedin import connector as module
from liant.kit import clock
from tests.connectors.reading import NOW, account, items_of, one_pass

linkedin = registry.get("linkedin")
COMMENT = "urn:li:comment:(urn:li:activity:900,11)"
ANSWER = "urn:li:comment:(urn:li:activity:900,12)"
DELETED = "urn:li:comment:(urn:li:activity:900,13)"


@pytest.fixture
def network(recorded_network, monkeypatch):
    recorded_network.learn("linkedin")
    monkeypatch.setattr(module, "API", f"{recorded_network.url}/rest")
    monkeypatch.setattr(module, "SIGN_IN", recorded_network.url)
    return recorded_network


def us(**remembered):
    return account(remembered, organisation="urn:li:organization:77")


def test_comments_mentions_and_edits_are_heard_and_deletions_honoured(network):
    pages, _ = one_pass(linkedin, us())
    found = items_of(pages)
    assert set(found) == {COMMENT, ANSWER, "urn:li:share:500", f"{COMMENT}#1774949000000"}
    assert pages[0].withdrawn == [DELETED]
    assert found[COMMENT].author.key == "urn:li:person:zLq"
    assert found[COMMENT].author.name is None, "LinkedIn lets nobody keep the names of its members"
    assert found[COMMENT].context[0].text == "Nous recrutons."
    assert found[ANSWER].is_ours
    assert found[ANSWER].thread_key == COMMENT
    assert found[f"{COMMENT}#1774949000000"].thread_key == COMMENT
    assert found["urn:li:share:500"].reply_to == {"object": "urn:li:share:500"}
    asked = network.asked[0]
    assert asked.query["actions"].startswith("List(COMMENT,")
    assert asked.query["timeRange"].startswith("(start:")
    assert asked.headers["linkedin-version"] == "202607"


def test_deleting_a_comment_takes_its_edited_forms_along(network):
    _, cursor = one_pass(linkedin, us())
    gone = {
        "notificationId": 9,
        "action": "COMMENT_DELETE",
        "generatedActivity": COMMENT,
        "lastModifiedAt": 1774952000000,
    }
    network.answers["GET /rest/organizationalEntityNotifications"] = {"elements": [gone]}
    pages, _ = one_pass(linkedin, us(), cursor, NOW + timedelta(hours=1))
    assert pages[0].withdrawn == [COMMENT, f"{COMMENT}#1774949000000"]


def test_what_linkedin_forgot_meanwhile_is_a_gap(network):
    _, cursor = one_pass(linkedin, us())
    later = NOW + timedelta(days=80)
    pages, _ = one_pass(linkedin, us(), cursor, later)
    [gap] = pages[0].gaps
    assert (gap.from_at, gap.to_at) == (NOW, later - timedelta(days=60))


def test_what_it_still_shows_is_no_gap(network):
    _, cursor = one_pass(linkedin, us())
    pages, _ = one_pass(linkedin, us(), cursor, NOW + timedelta(days=50))
    assert not any(page.gaps for page in pages)
    assert pages[-1].heard_to_at == NOW + timedelta(days=50)


def test_a_long_list_is_read_page_by_page(network, monkeypatch):
    rows = network.answers["GET /rest/organizationalEntityNotifications"]["elements"]
    monkeypatch.setattr("liant.connectors.linkedin.reading.PER_PAGE", 2)
    network.answers["GET /rest/organizationalEntityNotifications"] = {"elements": rows[:2]}
    network.answers["GET /rest/organizationalEntityNotifications?start=2"] = {"elements": rows[2:4]}
    network.answers["GET /rest/organizationalEntityNotifications?start=4"] = {"elements": rows[4:]}
    pages, _ = one_pass(linkedin, us())
    assert len(pages) == 3
    assert len(items_of(pages)) == 4


@pytest.mark.parametrize(("status", "body", "error"), [
    (401, {"message": "Empty oauth2 access token", "serviceErrorCode": 65602}, AuthLost),
    (403, {"message": "Not enough permissions", "serviceErrorCode": 100}, AuthLost),
    (426, {"message": "Requested version 20240601 is not active", "code": "NONEXISTENT_VERSION"}, Misconfigured),
    (429, {"message": "Resource level throttle"}, RateLimited),
    (500, {"message": "Internal Server Error"}, Temporary),
    (504, b"", Temporary),
])  # fmt: skip
def test_each_refusal_is_told_apart(network, status, body, error):
    network.refuse(status, body)
    with clock.at(NOW), pytest.raises(error):
        linkedin.fetch(us(), None, NOW)


def test_a_daily_limit_waits_for_midnight(network):
    network.refuse(429, {"message": "Resource level throttle APPLICATION DAY limit"})
    with clock.at(NOW), pytest.raises(RateLimited) as caught:
        linkedin.fetch(us(), None, NOW)
    assert caught.value.retry_after_seconds == 14 * 3600 + 300


def test_tokens_end_after_a_year_whatever_is_renewed(network):
    [granted] = linkedin.complete(us(), "code", "https://liant.example/back", "", NOW)
    assert (granted.key, granted.name) == ("urn:li:organization:77", "Les Trois Fournils")
    assert granted.tokens.expires_at == NOW + timedelta(days=60)
    assert granted.tokens.renew_at == NOW + timedelta(days=40)
    assert granted.tokens.agreed_until == NOW + timedelta(days=365)


def test_an_application_that_may_not_renew_says_when_it_ends(network):
    network.answers["POST /oauth/v2/accessToken"] = {"access_token": "a", "expires_in": 5184000}
    [granted] = linkedin.complete(us(), "code", "https://liant.example/back", "", NOW)
    assert (granted.tokens.renew_at, granted.tokens.agreed_until) == (None, None)
    assert granted.tokens.values["renewable"] is False


def test_an_empty_refresh_token_keeps_the_one_there_is(network):
    tokens = linkedin.refresh(us(refresh="li-refresh", renewable=True), NOW)
    assert tokens.values["refresh"] == "li-refresh"
    assert tokens.values["access"] == "li-access-2"


def frozen(comment=COMMENT):
    target = {"object": "urn:li:activity:900", "comment": comment}
    return linkedin.prepare(us(), Draft(kind="reply", text="Oui !", target=target), "d1", NOW)


@pytest.fixture
def written(network):
    said = {"elements": []}

    def take(asked):
        row = {
            "id": "99",
            "commentUrn": "urn:li:comment:(urn:li:activity:900,99)",
            "actor": asked.body["actor"],
            "created": {"time": 1774951203000},
            "message": asked.body["message"],
        }
        said["elements"].append(row)
        return 201, {"x-restli-id": "99"}, row

    network.on("POST", "/rest/socialActions/urn:li:activity:900/comments", take)
    network.answers[f"GET /rest/socialActions/{COMMENT}/comments"] = said
    return said["elements"]


def test_an_answer_to_an_answer_stands_under_the_comment_at_the_top(network, written):
    receipt = linkedin.send(us(), frozen(ANSWER))
    [asked] = network.asked_for("POST")
    assert asked.body == {
        "actor": "urn:li:organization:77",
        "object": "urn:li:activity:900",
        "message": {"text": "Oui !"},
        "parentComment": COMMENT,
    }
    assert receipt.remote_key == "urn:li:comment:(urn:li:activity:900,99)"
    assert linkedin.find(us(), frozen(ANSWER)) == receipt


def test_a_reply_without_an_answer_is_looked_up(network, written):
    assert linkedin.find(us(), frozen()) is None
    network.refuse(502, {}, of="POST", is_taken=True)
    with pytest.raises(OutcomeUnknown):
        linkedin.send(us(), frozen())
    assert linkedin.find(us(), frozen()).remote_key.endswith(",99)")
    assert len(written) == 1


def test_one_comment_that_may_not_be_answered_does_not_cut_the_page_off(network):
    network.refuse(403, {"message": "Unpermitted fields present in REQUEST_BODY"}, of="POST")
    with pytest.raises(Rejected, match="Unpermitted"):
        linkedin.send(us(), frozen())
