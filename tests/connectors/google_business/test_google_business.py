"""Reviews on Google, against the answers of Google's documentation: stars kept, one answer each, never written over."""

from datetime import timedelta

import pytest

from liant.connectors import google, registry
from liant.connectors.contract import AuthLost, Draft, Misconfigured, OutcomeUnknown, Rejected
from liant.connectors.google_business import connector as module
from liant.connectors.google_business import places
from liant.kit import clock
from tests.connectors.reading import NOW, account, items_of, one_pass

reviews = registry.get("google_business")
HERE = "accounts/1/locations/10"
R3, R1 = f"{HERE}/reviews/r3", f"{HERE}/reviews/r1"


@pytest.fixture
def network(recorded_network, monkeypatch):
    recorded_network.learn("google")
    monkeypatch.setattr(module, "API", f"{recorded_network.url}/v4")
    monkeypatch.setattr(places, "ACCOUNTS", f"{recorded_network.url}/v1")
    monkeypatch.setattr(places, "LOCATIONS", f"{recorded_network.url}/v1")
    monkeypatch.setattr(google, "TOKENS", recorded_network.url)
    return recorded_network


def us():
    return account({"refresh": "1//lasting", "renewable": True}, location=HERE)


def test_reviews_are_heard_with_their_stars(network):
    pages, _ = one_pass(reviews, us())
    found = items_of(pages)
    edited = f"{R1}#2026-03-28T09:00:00Z"
    assert set(found) == {R3, f"{HERE}/reviews/r2", edited, f"{R1}/reply"}
    assert (found[R3].tags, found[R3].title, found[R3].author.name) == (["rating:2/5"], "2/5", "Karima Benali")
    assert found[R3].raw["starRating"] == "TWO"
    assert found[f"{HERE}/reviews/r2"].author is None, "whoever hides their name has none here"
    assert found[f"{R1}/reply"].is_ours
    assert found[edited].thread_key == found[f"{R1}/reply"].thread_key == R1


def test_the_next_pass_stops_at_what_was_there(network):
    _, cursor = one_pass(reviews, us())
    network.asked.clear()
    pages, _ = one_pass(reviews, us(), cursor, NOW + timedelta(hours=1))
    assert len(network.asked) == 1
    assert not items_of(pages)


def test_each_place_is_offered_once_with_its_town(network):
    granted = reviews.complete(us(), "code", "https://liant.example/back", "v", NOW)
    assert [(one.key, one.name, one.settings["location"]) for one in granted] == [
        ("locations/10", "Les Trois Fournils, Val-Clair", "accounts/1/locations/10"),
        ("locations/11", "Les Trois Fournils, Rocheville", "accounts/1/locations/11"),
    ]


def frozen(name=R3):
    return reviews.prepare(us(), Draft(kind="reply", text="Désolés.", target={"name": name}), "d1", NOW)


@pytest.fixture
def review(network):
    there = {"name": R3, "starRating": "TWO"}

    def take(asked):
        there["reviewReply"] = {"comment": asked.body["comment"], "updateTime": "2026-03-31T10:00:01Z"}
        return 200, {}, there["reviewReply"]

    network.on("PUT", f"/v4/{R3}/reply", take)
    network.answers[f"GET /v4/{R3}"] = there
    return there


def test_an_answer_leaves_once_however_often_it_is_sent(network, review):
    assert reviews.find(us(), frozen()) is None
    first = reviews.send(us(), frozen())
    assert reviews.send(us(), frozen()) == first == reviews.find(us(), frozen())
    assert first.remote_key == f"{R3}/reply", "the key under which reading brings it back"
    assert len(network.asked_for("PUT")) == 1


def test_what_a_colleague_answered_elsewhere_is_not_written_over(network, review):
    review["reviewReply"] = {"comment": "Nous vous appelons."}
    with pytest.raises(Rejected, match="given elsewhere"):
        reviews.send(us(), frozen())
    assert not network.asked_for("PUT")


def test_an_answer_without_an_answer_is_looked_up(network, review):
    network.refuse(None, of="PUT", is_taken=True)
    with pytest.raises(OutcomeUnknown):
        reviews.send(us(), frozen())
    assert reviews.find(us(), frozen()).remote_key == f"{R3}/reply"


def test_a_review_that_went_cannot_be_answered(network):
    with pytest.raises(Rejected, match="no longer on Google"):
        reviews.send(us(), frozen(f"{HERE}/reviews/gone"))


@pytest.mark.parametrize(("body", "error"), [
    ({"error": {"code": 403, "status": "PERMISSION_DENIED", "details": [{"reason": "SERVICE_DISABLED"}]}}, Misconfigured),
    ({"error": {"code": 403, "status": "PERMISSION_DENIED", "details": [{"reason": "ACCESS_TOKEN_SCOPE_INSUFFICIENT"}]}}, AuthLost),
    ({"error": {"code": 403, "status": "PERMISSION_DENIED", "message": "The caller does not have permission"}}, Rejected),
])  # fmt: skip
def test_each_refusal_is_told_apart(network, body, error):
    network.refuse(403, body, times=2)
    with clock.at(NOW), pytest.raises(error):
        reviews.fetch(us(), None, NOW)


def test_a_long_answer_is_measured_as_google_does(network):
    with pytest.raises(Rejected, match="4096"):
        reviews.prepare(us(), Draft(kind="reply", text="é" * 2049, target={"name": R3}), "d1", NOW)
