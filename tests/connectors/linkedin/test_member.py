"""One person's own account on LinkedIn, against a small server that plays back the answers of LinkedIn's documentation; not tried on
anybody's account."""

from datetime import timedelta

import pytest

from liant.connectors import registry
from liant.connectors.contract import (
    Account,
    AuthLost,
    Draft,
    Misconfigured,
    OutcomeUnknown,
    RateLimited,
    Rejected,
    Temporary,
)
from liant.connectors.linkedin import member as module
from liant.kit import clock
from tests.connectors.reading import NOW

linkedin = registry.own("linkedin")
BACK = "https://liant.example/back"
URN = "urn:li:share:6844785523593134080"


@pytest.fixture
def network(recorded_network, monkeypatch):
    recorded_network.learn("linkedin_member")
    recorded_network.on("POST", "/rest/posts", lambda _asked: (201, {"x-restli-id": URN}, {}))
    for name in ("API", "SIGN_IN"):
        monkeypatch.setattr(module, name, recorded_network.url)
    return recorded_network


def nadia(**settings):
    app = {"client_id": "77abc", "version": "202607", "author": "urn:li:person:782bbtaQ", **settings}
    return Account(app, {"client_secret": "s3cret"}, {"access": "li-member-1"})


def frozen(text="Le levain a froid.", **card):
    return linkedin.prepare(nadia(), Draft("post", text, language="fr", card=card), "mark", NOW)


def test_one_agrees_to_publish_and_to_nothing_else(network):
    address = linkedin.begin(nadia(scopes="rw_organization_admin"), BACK, "state", "challenge")
    assert "scope=openid+w_member_social&" in f"{address}&", "with one too many, LinkedIn refuses them all"
    [granted] = linkedin.complete(Account({"client_id": "77abc"}, {"client_secret": "s"}), "code", BACK, "", NOW)
    assert (granted.key, granted.name) == ("urn:li:person:782bbtaQ", ""), "nothing is kept of them but who they are"
    assert granted.tokens.expires_at == NOW + timedelta(seconds=5183999)
    assert granted.tokens.renew_at is None
    assert granted.settings == {"author": "urn:li:person:782bbtaQ"}


def test_a_post_is_asked_for_as_it_is_documented(network):
    card = {"url": "https://liant.example/l/abc", "title": "L’hiver du levain", "description": ""}
    receipt = linkedin.send(nadia(), frozen("Mon #levain (froid) et 5 * 3.", **card))
    assert (receipt.remote_key, receipt.url) == (URN, f"https://www.linkedin.com/feed/update/{URN}/")
    [asked] = network.asked_for("/rest/posts")
    assert asked.headers["linkedin-version"] == "202607"
    assert asked.headers["x-restli-protocol-version"] == "2.0.0"
    assert asked.token == "li-member-1"
    assert asked.body == {
        "author": "urn:li:person:782bbtaQ",
        "commentary": r"Mon #levain \(froid\) et 5 \* 3.",
        "visibility": "PUBLIC",
        "distribution": {"feedDistribution": "MAIN_FEED", "targetEntities": [], "thirdPartyDistributionChannels": []},
        "lifecycleState": "PUBLISHED",
        "isReshareDisabledByAuthor": False,
        "content": {"article": {"source": "https://liant.example/l/abc", "title": "L’hiver du levain"}},
    }


@pytest.mark.parametrize(("text", "written"), [
    ("a_b~c|d", r"a\_b\~c\|d"), ("@Ana <3 [x]{y}", r"\@Ana \<3 \[x\]\{y\}"), ("# seul", r"\# seul"), ("#pain", "#pain"), ("\\", r"\\"),
])  # fmt: skip
def test_what_would_cut_the_words_off_is_escaped(text, written):
    assert module.little(text) == written


@pytest.mark.parametrize(("status", "body", "error"), [
    (401, {"message": "The token used in the request has expired", "serviceErrorCode": 65601}, AuthLost),
    (403, {"message": "Not enough permissions to access: posts.CREATE"}, Rejected),
    (422, {"message": "Content is a duplicate of urn:li:share:1"}, Rejected),
    (426, {"message": "Requested version 20240601 is not active"}, Misconfigured),
    (429, {"message": "Resource level throttle DAY limit"}, RateLimited),
    (500, {"message": "Internal Server Error"}, OutcomeUnknown),
    (None, None, OutcomeUnknown),
])  # fmt: skip
def test_each_refusal_is_told_apart(network, status, body, error):
    network.refuse(status, body, of="/rest/posts")
    with clock.at(NOW), pytest.raises(error):
        linkedin.send(nadia(), frozen())


def test_a_daily_limit_waits_for_midnight(network):
    network.refuse(429, {"message": "Resource level throttle DAY limit"}, of="/rest/posts")
    with clock.at(NOW), pytest.raises(RateLimited) as caught:
        linkedin.send(nadia(), frozen())
    assert caught.value.retry_after_seconds == 14 * 3600 + 300


def test_an_answer_without_a_place_is_no_proof(network):
    network.on("POST", "/rest/posts", lambda _asked: (201, {}, {}))
    with pytest.raises(OutcomeUnknown):
        linkedin.send(nadia(), frozen())
    with pytest.raises(OutcomeUnknown):
        linkedin.find(nadia(), frozen())
    assert len(network.asked) == 1, "nobody can look: nothing is asked"


def test_nothing_is_renewed_without_leave(network):
    with pytest.raises(AuthLost):
        linkedin.refresh(nadia(), NOW)


def test_an_account_that_is_not_said_is_none(network):
    network.answers["GET /v2/userinfo"] = {"email": "x@example.test"}
    with pytest.raises(AuthLost):
        linkedin.whose(nadia())


def test_what_nobody_agreed_to_is_not_prepared():
    with pytest.raises(Misconfigured):
        linkedin.prepare(nadia(author=""), Draft("post", "Bonjour"), "mark", NOW)


def test_a_network_that_does_not_answer_at_the_door_is_asked_again(network):
    network.refuse(503, {}, of="accessToken")
    with pytest.raises(Temporary):
        linkedin.complete(nadia(), "code", BACK, "", NOW)
