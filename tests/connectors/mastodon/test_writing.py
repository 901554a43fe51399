"""What leaves is fixed when it is queued: seen by no more people than what it answers, and counted as the server counts."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liant.connectors.contract import Account, Draft, Rejected
from liant.connectors.mastodon import writing
from liant.connectors.mastodon.streaming import happenings

NOW = datetime(2026, 3, 31, 10, 0, tzinfo=UTC)
HERE = Account(settings={"server": "https://pain.example", "visibility": "unlisted"})


def answer(text, account=HERE, key="k", **target):
    target = {"id": "17", "acct": "ana@far.example", "visibility": "public"} | target
    return writing.freeze(account, Draft(kind="reply", text=text, target=target), key, NOW)["status"]


@pytest.mark.parametrize(
    ("ours", "theirs", "seen_by"),
    [
        ("public", "public", "public"),
        ("public", "unlisted", "unlisted"),
        ("public", "private", "private"),
        ("public", "direct", "direct"),
        ("unlisted", "public", "unlisted"),
        ("private", "unlisted", "private"),
        ("public", "local", "direct"),  # a kind that only some servers have
    ],
)
def test_an_answer_is_never_seen_by_more_people_than_what_it_answers(ours, theirs, seen_by):
    account = Account(settings={"server": "https://pain.example", "visibility": ours})
    assert answer("Bonjour", account, visibility=theirs)["visibility"] == seen_by


@pytest.mark.parametrize(
    ("text", "acct", "sent"),
    [
        ("Bonjour", "ana@far.example", "@ana@far.example Bonjour"),
        ("Bonjour", "ana@pain.example", "@ana Bonjour"),
        ("Bonjour @Ana@far.example", "ana@far.example", "Bonjour @Ana@far.example"),
        ("@ana bonjour", "ana@pain.example", "@ana bonjour"),
        ("écrivez à x@ana.example", "ana@pain.example", "@ana écrivez à x@ana.example"),
        ("@anatole vous dira", "ana@pain.example", "@ana @anatole vous dira"),
    ],
)
def test_who_is_answered_is_named_once(text, acct, sent):
    assert answer(text, acct=acct)["status"] == sent


def test_the_warning_and_the_language_of_what_is_answered_are_kept():
    status = answer("Bonjour", spoiler_text="pain", language="fr")
    assert (status["spoiler_text"], status["language"]) == ("pain", "fr")
    draft = Draft(kind="reply", text="Hello", target={"id": "17", "language": "fr"}, language="en")
    assert writing.freeze(HERE, draft, "k", NOW)["status"]["language"] == "en"


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("été", 3),
        ("👨‍👩‍👧", 1),
        ("voyez https://pain.example/" + "a" * 200, 29),
        ("@ana@a-very-long-name-of-a-server.example oui", 8),
        ("ana@pain.example", 16),
    ],
)
def test_length_is_counted_as_the_server_counts(text, length):
    assert writing.length_of(text) == length


def test_what_is_too_long_or_empty_is_refused_before():
    with pytest.raises(Rejected, match=r"501 characters long; this server takes 500"):
        answer("x" * (501 - len("@ana ")))
    longer = Account(settings={"server": "https://pain.example", "max_length": 5000})
    assert answer("x" * 4000, longer)
    with pytest.raises(Rejected, match="nothing written"):
        answer("  ")
    with pytest.raises(Rejected, match="not known well enough"):
        answer("Bonjour", id="")
    with pytest.raises(Rejected, match="Mastodon knows no"):
        writing.freeze(HERE, Draft(kind="mail", text="x"), "k", NOW)


@given(st.text(min_size=1, max_size=40), st.text(min_size=1, max_size=40))
def test_two_deliveries_never_share_a_key(one, other):
    def key(name):
        return writing.freeze(HERE, Draft(kind="post", text="Bonjour"), name, NOW)["key"]

    assert (key(one) == key(other)) == (one == other)
    assert key(one).isascii()


def test_the_stream_is_read_with_its_heartbeats_and_folded_lines():
    lines = [":connected", "", "event: update", "data: {", "data: }", "", ":thump", "", "event:delete", "data:17", ""]
    found = list(happenings(iter(lines), is_tag=True))
    assert [(one.name, one.data, one.is_tag) for one in found] == [("update", "{\n}", True), ("delete", "17", True)]
