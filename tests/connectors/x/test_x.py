"""One person's own account on X, against a small server that plays back the answers of X's documentation; not tried on anybody's
account."""

import base64
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
from liant.connectors.x import connector as module
from liant.kit import clock
from tests.connectors.reading import NOW

x = registry.own("x")
BACK = "https://liant.example/back"
POSTED = {"data": {"id": "1445880548472328192", "text": "Le levain a froid."}}


@pytest.fixture
def network(recorded_network, monkeypatch):
    recorded_network.learn("x")
    recorded_network.on("POST", "/2/tweets", lambda _asked: (201, {}, POSTED))
    for name in ("API", "SIGN_IN"):
        monkeypatch.setattr(module, name, recorded_network.url)
    return recorded_network


def nadia(**remembered):
    kept = {"access": "x-access-1", "refresh": "x-refresh-1", "renewable": True, **remembered}
    return Account({"client_id": "app:1"}, {"client_secret": "s3cret"}, kept)


def frozen(text="Le levain a froid."):
    return x.prepare(nadia(), Draft("post", text, language="fr"), "mark", NOW)


def test_one_agrees_with_pkce_to_what_is_named(network):
    address = x.begin(nadia(), BACK, "state", "challenge")
    assert "/i/oauth2/authorize?" in address
    assert "code_challenge=challenge&code_challenge_method=S256" in address
    assert "scope=tweet.read+tweet.write+users.read+offline.access" in address
    with clock.at(NOW):
        [granted] = x.complete(nadia(), "code", BACK, "verifier", NOW)
    assert (granted.key, granted.name) == ("2244994945", "@nadia_fournil")
    assert granted.tokens.values["refresh"] == "x-refresh-1"
    [asked] = network.asked_for("/2/oauth2/token")
    assert asked.form["code_verifier"] == "verifier"
    basic = base64.b64decode(asked.headers["authorization"].removeprefix("Basic ")).decode()
    assert basic == "app%3A1:s3cret", "a confidential client says who it is"


def test_a_post_is_asked_for_as_it_is_documented(network):
    receipt = x.send(nadia(), frozen())
    assert (receipt.remote_key, receipt.url) == (
        "1445880548472328192",
        "https://x.com/i/web/status/1445880548472328192",
    )
    [asked] = network.asked_for("/2/tweets")
    assert asked.body == {"text": "Le levain a froid."}
    assert asked.token == "x-access-1"


def test_a_key_that_ended_is_renewed_and_the_new_one_kept_at_once(network):
    kept = []
    account = nadia(access_until=(NOW - timedelta(minutes=1)).isoformat())
    account.on_remember = kept.append
    with clock.at(NOW):
        x.send(account, frozen())
    assert network.asked_for("/2/tweets")[0].token == "x-access-2"
    assert kept[0]["refresh"] == "x-refresh-2", "the old one serves no more"


def test_a_key_that_is_refused_is_renewed_once(network):
    network.refuse(401, {"title": "Unauthorized", "status": 401}, of="/2/tweets")
    x.send(nadia(), frozen())
    assert [one.token for one in network.asked_for("/2/tweets")] == ["x-access-1", "x-access-2"]
    network.refuse(401, {"title": "Unauthorized", "status": 401}, of="/2/tweets", times=2)
    with pytest.raises(AuthLost):
        x.send(nadia(), frozen())


def test_leave_that_was_taken_back_is_lost(network):
    network.refuse(400, {"error": "invalid_request", "error_description": "Value passed for the token was invalid."},
                   of="/2/oauth2/token")  # fmt: skip
    with clock.at(NOW), pytest.raises(AuthLost):
        x.send(nadia(access_until=(NOW - timedelta(hours=1)).isoformat()), frozen())
    with pytest.raises(AuthLost):
        x.refresh(nadia(refresh=""), NOW)
    network.refuse(401, {"error": "unauthorized_client", "error_description": "Missing valid authorization header"},
                   of="/2/oauth2/token")  # fmt: skip
    with pytest.raises(AuthLost):
        x.refresh(nadia(), NOW)
    network.refuse(401, {"error": "invalid_client"}, of="/2/oauth2/token")
    with pytest.raises(Misconfigured):
        x.refresh(nadia(), NOW)


@pytest.mark.parametrize(("status", "body", "error"), [
    (400, {"title": "Invalid Request", "detail": "One or more parameters to your request was invalid."}, Rejected),
    (402, {"title": "CreditsDepleted", "detail": "Your enrolled account does not have any credits."}, Rejected),
    (403, {"title": "Forbidden", "detail": "You are not allowed to create a Tweet with duplicate content."}, Rejected),
    (429, {"title": "Too Many Requests", "type": "https://api.x.com/2/problems/rate-limit-exceeded"}, RateLimited),
    (503, {"title": "Service Unavailable"}, OutcomeUnknown),
    (None, None, OutcomeUnknown),
])  # fmt: skip
def test_each_refusal_is_told_apart(network, status, body, error):
    network.refuse(status, body, of="/2/tweets")
    with pytest.raises(error):
        x.send(nadia(), frozen())


def test_a_limit_says_when_it_begins_anew(network):
    reset = str(int((NOW + timedelta(minutes=7)).timestamp()))
    network.refuse(429, {"title": "Too Many Requests"}, headers={"x-rate-limit-reset": reset}, of="/2/tweets")
    with clock.at(NOW), pytest.raises(RateLimited) as caught:
        x.send(nadia(), frozen())
    assert caught.value.retry_after_seconds == 420
    network.refuse(429, {"title": "Too Many Requests"}, of="/2/tweets")
    with clock.at(NOW), pytest.raises(RateLimited) as caught:
        x.send(nadia(), frozen())
    assert caught.value.retry_after_seconds == 900


def test_nobody_asks_x_whether_it_arrived(network):
    with pytest.raises(OutcomeUnknown):
        x.find(nadia(), frozen())
    assert network.asked == []


def test_an_address_counts_for_twenty_three(network):
    assert frozen("mot " * 64 + "https://liant.example/" + "a" * 200)["post"]["text"].endswith("a")
    with pytest.raises(Rejected):
        frozen("é" * 281)


def test_the_key_is_given_back(network):
    x.withdraw(nadia())
    [asked] = network.asked_for("/2/oauth2/revoke")
    assert asked.form == {"token": "x-refresh-1"}
    network.refuse(500, {}, of="revoke")
    with pytest.raises(Temporary):
        x.withdraw(nadia())
