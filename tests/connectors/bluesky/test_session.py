"""Sessions without a server: tokens kept at once, the account's own server found, waits and refusals translated."""

import json
from types import SimpleNamespace

import httpx
import pytest

from liant.connectors.bluesky.session import Refusal, Session
from liant.connectors.contract import Account, AuthLost, Misconfigured, OutcomeUnknown, RateLimited, Temporary
from liant.kit import http

OPENED = {
    "did": "did:plc:us",
    "handle": "us.example",
    "accessJwt": "access-1",
    "refreshJwt": "refresh-1",
    "didDoc": {"service": [{"id": "#atproto_pds", "serviceEndpoint": "https://pds.example/"}]},
}


@pytest.fixture
def network(monkeypatch):
    """Answers given in turn; what was asked is listed."""
    asked, answers = [], []

    def request(verb, url, *, headers=None, json_body=None, **_):
        asked.append(
            (verb, url.rpartition("/xrpc/")[0], url.rpartition("/")[2], (headers or {}).get("authorization"), json_body)
        )
        status, body, *more = answers.pop(0)
        if isinstance(status, Exception):
            raise status
        return http.Answer(status, httpx.Headers(more[0] if more else {}), json.dumps(body).encode(), url)

    monkeypatch.setattr(http, "request", request)
    return SimpleNamespace(asked=asked, answers=answers)


def account(**remembered):
    return Account(settings={"handle": "@us.example"}, secret={"password": "p"}, remembered=remembered)


def opened():
    return account(
        access="a",
        refresh="r",
        did="did:plc:us",
        pds="https://pds.example",
        session_of="us.example at https://bsky.social",
    )


def test_requests_go_to_the_server_that_holds_the_account(network):
    network.answers += [(200, OPENED), (200, {"x": 1})]
    kept = []
    us = account()
    us.on_remember = kept.append
    assert Session(us).query("app.bsky.actor.getProfile") == {"x": 1}
    assert network.asked[0][1:3] == ("https://bsky.social", "com.atproto.server.createSession")
    assert network.asked[1][1:4] == ("https://pds.example", "app.bsky.actor.getProfile", "Bearer access-1")
    assert kept[0]["refresh"] == "refresh-1"


@pytest.mark.parametrize("expired", [(400, {"error": "ExpiredToken"}), (401, {"error": "AuthMissing"})])
def test_an_old_token_is_renewed_once(network, expired):
    us = opened()
    network.answers += [expired, (200, {**OPENED, "refreshJwt": ""}), (200, {"x": 1})]
    assert Session(us).query("a.b") == {"x": 1}
    assert us.remembered["refresh"] == "r", "an empty token never replaces one that was there"
    network.answers += [expired, (400, {"error": "ExpiredToken"}), (200, OPENED), expired]
    with pytest.raises(AuthLost):
        Session(us).query("a.b")
    assert not network.answers


def test_a_failing_server_is_not_a_lost_access(network):
    network.answers += [(400, {"error": "ExpiredToken"}), (502, {"error": "UpstreamFailure", "message": "no answer"})]
    with pytest.raises(Temporary, match="no answer"):
        Session(opened()).query("a.b")


def test_another_name_does_not_use_the_old_session(network):
    us = opened()
    us.settings["handle"] = "other.example"
    network.answers += [(200, {**OPENED, "didDoc": None}), (200, {})]
    Session(us).query("a.b")
    assert [asked[1] for asked in network.asked] == ["https://bsky.social", "https://bsky.social"]


def test_a_second_factor_is_explained(network):
    network.answers.append((401, {"error": "AuthFactorTokenRequired"}))
    with pytest.raises(AuthLost, match="create an app password"):
        Session(account()).query("a.b")


def test_the_wait_is_the_network_s(network):
    network.answers.append((429, {}, {"ratelimit-reset": "120"}))
    with pytest.raises(RateLimited) as caught:
        Session(opened()).query("a.b")
    assert caught.value.retry_after_seconds == 120
    network.answers.append((429, {}, {"retry-after": "7"}))
    with pytest.raises(RateLimited) as caught:
        Session(account()).query("a.b")
    assert caught.value.retry_after_seconds == 7


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ((500, {}), OutcomeUnknown),
        ((http.NoAnswer("it broke off."), {}), OutcomeUnknown),
        ((http.TooLarge("too much."), {}), OutcomeUnknown),
        ((http.NotSent("cannot be reached."), {}), Temporary),
        ((http.Forbidden("a private address."), {}), Misconfigured),
        ((400, {"error": "InvalidRequest", "message": "no"}), Refusal),
        ((403, {"error": "AccountTakedown"}), AuthLost),
    ],
)
def test_what_a_write_may_meet(network, answer, error):
    network.answers.append(answer)
    with pytest.raises(error):
        Session(opened()).write("com.atproto.repo.putRecord", {"swapRecord": None})


@pytest.mark.parametrize("settings", [{}, {"handle": " "}, {"handle": "a.b", "server": "bsky.social"}])
def test_settings_that_cannot_work_are_told(settings):
    with pytest.raises(Misconfigured):
        Session(Account(settings=settings))
