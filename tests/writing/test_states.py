"""Whatever is done to a piece, in whatever order, its versions and it agree on where they stand."""

from hypothesis import given
from hypothesis import strategies as st

from liant.writing.networks import length, network
from liant.writing.remarks import replaced
from liant.writing.states import FARTHEST, PIECE, VERSION, state_of_whole

STATES = st.sampled_from(VERSION.states)


@given(st.lists(STATES, max_size=6), st.sampled_from(PIECE.states))
def test_a_piece_is_as_far_as_its_farthest_version(states, before):
    after = state_of_whole(states, before)
    assert after in PIECE.states
    going = [state for state in states if state in FARTHEST]
    if going and before != "in_review":
        assert after == max(going, key=FARTHEST.index)
    assert state_of_whole(states, after) == after, "settled once, settled"


@given(st.lists(st.sampled_from(VERSION.states), min_size=1, max_size=12))
def test_what_is_published_was_agreed_to_and_ends_withdrawn_only(walk):
    state, seen = VERSION.start, [VERSION.start]
    for wanted in walk:
        if VERSION.allows(state, wanted):
            state = wanted
            seen.append(state)
    if "published" in seen:
        assert "approved" in seen[: seen.index("published")]
        assert set(seen[seen.index("published") + 1 :][:1]) <= {"withdrawn"}


def test_each_network_counts_in_its_own_way():
    family = "👨‍👩‍👧"
    assert length(family, network("bluesky")) == 1
    assert length(f"a {family}", network("share:linkedin")) == len(f"a {family}")
    long_address = "https://example.org/" + "x" * 200
    assert length(f"voir {long_address}", network("mastodon")) == 5 + 23
    assert length("@odile@mastodon.example dit oui", network("mastodon")) == len("@odile dit oui")
    assert length("été", network("share:x")) == 3
    assert length("日本", network("share:x")) == 4
    assert length(family, network("share:x")) == 2


@given(st.text(max_size=80), st.data())
def test_a_passage_is_replaced_where_it_stands_and_nowhere_else(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    words = {"title": "", "body": text, "thread": [], "first_comment": ""}
    new = replaced(words, f"body:0:{start}:{end}:rule", "PAIN")["body"]
    assert new == text[:start] + "PAIN" + text[end:]
