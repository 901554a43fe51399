"""Themes: comments that say the same things, named in their own words; none lost, none singled out, nothing left to chance."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liant.engines.themes import find_themes
from liant.engines.themes.finding import hold
from liant.engines.themes.naming import telling
from liant.engines.themes.words import passages_of

PLACES = ("au fournil", "en boutique", "au bureau", "dans la réserve", "le matin", "l’hiver")
FRENCH = {
    "horaires": [f"Les horaires du samedi changent trop, {place}." for place in PLACES] * 2
    + [f"Connaître mes horaires du samedi plus tôt {place}" for place in PLACES],
    "formation": [f"Une vraie formation pour les apprentis {place}" for place in PLACES] * 2
    + [f"Les apprentis attendent leur formation {place}." for place in PLACES],
}
ENGLISH = {
    "parking": [f"The parking is too small, number {word}" for word in ("alpha", "beta", "gamma", "delta")] * 3,
    "noise": [f"Too much noise from the cold room, {word}" for word in ("alpha", "beta", "gamma", "delta")] * 3,
}
WORDS = st.sampled_from(
    [
        "horaires",
        "samedi",
        "planning",
        "formation",
        "apprenti",
        "logiciel",
        "caisse",
        "bruit",
        "four",
        "merci",
        "le",
        "de",
        "trop",
    ]
)
COMMENTS = st.lists(st.lists(WORDS, max_size=7).map(" ".join), max_size=60)


def texts(found, comments):
    return [(one.words, sorted(comments[at] for at in one.comments)) for one in found.themes]


def test_what_several_say_is_a_theme_named_in_their_own_words():
    comments = [one for several in (FRENCH | ENGLISH).values() for one in several]
    found = find_themes(comments)
    for name, several in (FRENCH | ENGLISH).items():
        [theme] = [one for one in found.themes if name in one.words]
        assert {comments[at] for at in theme.comments} >= set(several), name
        assert {comments[at] for at in theme.comments} <= set(several), "and nothing else"
    assert found.other == ()


def test_a_comment_about_two_things_is_in_both_themes():
    both = "Les horaires du samedi changent trop. Et une vraie formation pour les apprentis, enfin"
    comments = [*FRENCH["horaires"], both, *FRENCH["formation"]]
    found = find_themes(comments)
    at = comments.index(both)
    assert [at in one.comments for one in found.themes] == [True, True]


def test_endings_accents_and_capitals_make_no_other_word():
    [french] = passages_of(["Les Équipes, une equipe du RH"])
    assert french.terms.count("equip") == 2
    assert "rh" in french.terms
    [english] = passages_of(["The delays: they were delayed"])
    assert english.terms.count("delay") == 2


def test_few_comments_have_no_themes():
    comments = FRENCH["horaires"][:10] + FRENCH["formation"][:9]
    assert find_themes(comments) == find_themes(comments, minimum=10)
    assert find_themes(comments).themes == ()
    assert find_themes(comments).other == tuple(range(19))
    assert find_themes([]).other == ()
    assert find_themes(["RAS"] * 40).themes == ()
    with pytest.raises(ValueError, match="at least"):
        find_themes(comments, minimum=0)


@settings(max_examples=60, deadline=None)
@given(COMMENTS, st.integers(1, 12), st.randoms(use_true_random=False))
def test_the_same_comments_in_any_order_give_the_same_themes(comments, minimum, chance):
    found = find_themes(comments, minimum=minimum)
    mixed = list(comments)
    chance.shuffle(mixed)
    again = find_themes(mixed, minimum=minimum)
    assert texts(again, mixed) == texts(found, comments)
    assert sorted(mixed[at] for at in again.other) == sorted(comments[at] for at in found.other)


@settings(max_examples=60, deadline=None)
@given(COMMENTS, st.integers(1, 12))
def test_no_comment_is_lost_and_no_few_stand_alone(comments, minimum):
    found = find_themes(comments, minimum=minimum)
    told = {at for one in found.themes for at in one.comments}
    assert told | set(found.other) == set(range(len(comments)))
    assert not told & set(found.other)
    for one in found.themes:
        assert len(set(one.comments)) == len(one.comments) >= minimum
        assert one.words
        said = " ".join(comments[at] for at in one.comments)
        assert all(word in said for name in one.words for word in name.split())
    assert not found.themes or len(found.other) == 0 or len(found.other) >= minimum


@given(
    st.integers(1, 5).flatmap(
        lambda themes: st.lists(st.lists(st.none() | st.floats(-1, 1), min_size=themes, max_size=themes), min_size=1, max_size=40)
    ),
    st.integers(1, 8),
)  # fmt: skip
def test_whatever_belongs_where_what_is_held_is_large_enough(rows, minimum):
    fits = np.array([[-np.inf if one is None else one for one in row] for row in rows])
    kept = hold(fits, minimum)
    assert not (kept & (fits == -np.inf)).any(), "nothing is put where it doesn't belong"
    counts, other = kept.sum(axis=0), int((~kept.any(axis=1)).sum())
    assert all(count == 0 or count >= minimum for count in counts)
    assert not kept.any() or other == 0 or other >= minimum


def test_a_few_that_fit_nowhere_take_along_those_that_fit_least():
    fits = np.full((33, 2), -np.inf)
    fits[:12, 0] = np.linspace(0.5, 0.9, 12)
    fits[12:30, 1] = np.linspace(0.1, 0.9, 18)
    kept = hold(fits, 10)
    assert kept.sum(axis=0).tolist() == [12, 11] or kept.sum(axis=0).tolist() == [11, 12]
    assert set(np.flatnonzero(~kept.any(axis=1))) >= {30, 31, 32, 12, 13}


def test_telling_words_are_those_of_monroe_colaresi_and_quinn():
    """Against the formula, written out for one word."""
    has = np.zeros((40, 3), dtype=bool)
    has[:12, 0], has[28:, 1], has[:, 2] = True, True, True
    nearest = np.array([0] * 20 + [1] * 20)
    found = telling(has, nearest, 2)
    every, inside = has.sum(axis=0), has[:20].sum(axis=0)
    prior = [one * 0.1 + 0.01 for one in every]
    ours, theirs = inside[0] + prior[0], every[0] - inside[0] + prior[0]
    n_ours = sum(inside) + sum(prior)
    n_theirs = sum(every) - sum(inside) + sum(prior)
    odds = math.log(ours / (n_ours - ours)) - math.log(theirs / (n_theirs - theirs))
    assert found[0, 0] == pytest.approx(odds / math.sqrt(1 / ours + 1 / theirs))
    assert found[1, 0] == 0
    assert found[:, 2].tolist() == [0, 0], "what all themes say as often tells nothing"
