"""Lists of suggestions: the same as plain Python makes, the same alone as among all, every point told, chance honest."""

import time
from dataclasses import replace

import numpy as np
import pytest
from benchmarks._ranking_plain import Plain
from benchmarks._ranking_rows import made_up, one
from hypothesis import given, settings
from hypothesis import strategies as st

from liant.engines.ranking import KEYS, Closeness, Experts, Pairs, Pieces, TooFew, Weights, rank, reasons, usefulness
from liant.engines.ranking.chance import drawn

SIZES = st.tuples(st.integers(1, 8), st.integers(1, 60), st.integers(0, 10_000))
NONE = Pairs(np.zeros(0, dtype=int), np.zeros(0, dtype=int), np.zeros(0))


@settings(max_examples=40, deadline=None)
@given(SIZES, st.integers(-5, 5))
def test_plain_python_comes_to_the_same_lists(sizes, seed):
    experts, pieces = made_up(*sizes)
    found, plain = rank(experts, pieces, seed=seed), Plain(experts, pieces)
    for row in range(len(experts)):
        assert [piece for piece in found.piece[row].tolist() if piece >= 0] == plain.list_of(experts, row, 5, seed)


@settings(max_examples=40, deadline=None)
@given(SIZES)
def test_each_expert_alone_has_the_list_they_have_among_all(sizes):
    experts, pieces = made_up(*sizes)
    together = rank(experts, pieces, seed=4, explored=0.3)
    for row in range(len(experts)):
        alone = rank(one(experts, row), pieces, seed=4, explored=0.3)
        assert (alone.piece[0] == together.piece[row]).all()
        assert alone.points[0] == pytest.approx(together.points[row])
        assert (alone.propensity[0] == together.propensity[row]).all()


@settings(max_examples=40, deadline=None)
@given(SIZES, st.sampled_from([0.0, 0.05, 1.0]))
def test_what_may_not_be_suggested_never_is(sizes, explored):
    experts, pieces = made_up(*sizes)
    found = rank(experts, pieces, length=6, seed=1, explored=explored)
    seen = set(zip(experts.seen.experts.tolist(), experts.seen.others.tolist(), strict=True))
    for row, places in enumerate(found.piece.tolist()):
        given_ = [piece for piece in places if piece >= 0]
        assert len(set(given_)) == len(given_)
        assert places[len(given_) :] == [-1] * (6 - len(given_))
        for piece in given_:
            assert (row, piece) not in seen
            assert pieces.authors[piece] != experts.author[row]
            assert (experts.languages[row] & pieces.languages[piece]).any()
            assert (experts.networks[row] & pieces.networks[piece]).any()


@settings(max_examples=40, deadline=None)
@given(SIZES)
def test_the_points_told_are_the_score(sizes):
    experts, pieces = made_up(*sizes)
    found = rank(experts, pieces, seed=2, explored=0.2)
    assert found.points.sum(axis=2) == pytest.approx(found.score)
    for row, places in enumerate(found.piece):
        for place in np.flatnonzero(places >= 0):
            told = reasons(found, experts, pieces, row, int(place))
            assert sum(reason.points for reason in told) == pytest.approx(found.score[row, place])
            assert {reason.key for reason in told} <= {*KEYS, "chance"}
            assert (told[0].key == "chance") == found.is_explored[row, place]


def few(count, **changed):
    """`count` pieces all alike, each about a topic of its own unless told otherwise."""
    fields = {
        "topics": np.eye(count),
        "authors": np.arange(count),
        "languages": np.ones((count, 1), dtype=bool),
        "networks": np.ones((count, 1), dtype=bool),
        "age_days": np.zeros(count),
        "judged": np.full(count, 10),
        "useful": np.full(count, 5),
        "shown": np.full(count, 10),
    }
    return Pieces(**fields | {name: np.array(value) for name, value in changed.items()})


def someone(topics, **changed):
    fields = {
        "keys": np.array([7]),
        "topics": np.array([topics], dtype=float),
        "languages": np.ones((1, 1), dtype=bool),
        "networks": np.ones((1, 1), dtype=bool),
        "author": np.array([-1]),
        "seen": NONE,
    }
    return Experts(**fields | changed)


def first(expert, pieces, **weights):
    found = rank(expert, pieces, length=1, explored=0, weights=Weights(**weights) if weights else None)
    return int(found.piece[0, 0]), reasons(found, expert, pieces, 0, 0)


def known(other, value=1.0):
    return Pairs(np.array([0]), np.array([other]), np.array([value]))


def near(other, value=1.0, measured=(True, True, True)):
    return Closeness(known(other, value), np.array([True]), np.array(measured))


def test_each_reason_moves_the_piece_it_speaks_for():
    alike, flat = someone([1, 1, 1]), np.ones((3, 3))
    assert first(someone([0, 1, 0]), few(3))[0] == 1
    assert first(alike, few(3, topics=flat, useful=[5, 5, 9]))[0] == 2
    assert first(alike, few(3, topics=flat, age_days=[9, 9, 2]))[0] == 2
    assert first(alike, few(3, topics=flat, shown=[30, 30, 3]))[0] == 2
    assert first(replace(alike, liked=known(2)), few(3, topics=flat))[0] == 2
    assert first(replace(alike, closeness=near(1)), few(3, topics=flat))[0] == 1
    assert first(replace(alike, lately=np.array([[4.0, 4.0, 0.0]])), few(3))[0] == 2
    assert first(replace(alike, seen=known(0)), few(3, topics=flat))[0] == 1


def test_the_reasons_carry_what_words_need():
    expert = someone([0, 2, 1], closeness=near(1, 0.5), lately=np.array([[0.0, 1.0, 0.0]]))
    piece, told = first(expert, few(3, useful=[5, 8, 5], shown=[10, 4, 10]))
    facts = {reason.key: reason.facts for reason in told}
    assert piece == 1
    assert told[0].key == "topic"
    assert facts["topic"] == {"topic": 1}
    assert facts["usefulness"] == {"useful": 8, "judged": 10}
    assert facts["closeness"] == {"author": 1, "close": 0.5}
    assert facts["fairness"] == {"author": 1, "shown": 4}
    assert facts["fatigue"] == {"topic": 1}
    assert next(reason for reason in told if reason.key == "fatigue").points == pytest.approx(-20 / 4)


AT = KEYS.index("closeness")


@settings(max_examples=30, deadline=None)
@given(SIZES, st.sampled_from(["no_ties", "no_experts", "no_authors"]))
def test_where_no_closeness_is_known_nothing_changes(sizes, missing):
    experts, pieces = made_up(*sizes)
    tied = experts.closeness
    unknown = {
        "no_ties": replace(tied, pairs=NONE),
        "no_experts": replace(tied, experts=np.zeros_like(tied.experts)),
        "no_authors": replace(tied, authors=np.zeros_like(tied.authors)),
    }[missing]
    without = rank(replace(experts, closeness=None), pieces, seed=1)
    found = rank(replace(experts, closeness=unknown), pieces, seed=1)
    for name, values in vars(without).items():
        assert (getattr(found, name) == values).all(), name


@given(SIZES)
def test_who_is_not_measured_is_placed_as_the_measured_are_on_the_mean(sizes):
    """Agreeing to be measured gains nobody anything with an expert, on the mean, and not agreeing costs nobody anything."""
    tied = made_up(*sizes)[0].closeness
    given_ = tied.laid_out(0, len(tied.experts))
    assert (given_[~tied.experts] == 0).all()
    assert (given_[:, ~tied.authors] == 0).all()
    if tied.authors.any():
        assert given_[:, tied.authors].mean(axis=1) == pytest.approx(0)


def test_closeness_is_a_matter_of_order_among_those_who_are_known():
    """The close before the unknown, the unknown before those with whom there is no contact."""
    alike, pieces = someone([1, 1, 1]), few(3, topics=np.ones((3, 3)))
    tied = near(2, measured=(True, False, True))
    found = rank(replace(alike, closeness=tied), pieces, length=3, explored=0)
    assert found.piece[0].tolist() == [2, 1, 0]
    assert found.points[0, :, AT].tolist() == [5, 0, -5]


def test_the_list_is_varied():
    topics = [[1, 0], [1, 0], [1, 0], [0, 1]]
    pieces = few(4, topics=topics, useful=[9, 8, 7, 5])
    same = rank(someone([1, 0.6]), pieces, length=2, explored=0, weights=Weights(diversity=0)).piece[0]
    varied = rank(someone([1, 0.6]), pieces, length=2, explored=0, weights=Weights(diversity=60)).piece[0]
    assert (same.tolist(), varied.tolist()) == ([0, 1], [0, 3])
    by_one = few(3, topics=np.eye(3), authors=[0, 0, 1], useful=[9, 9, 8])
    assert rank(someone([1, 1, 1]), by_one, length=2, explored=0).piece[0].tolist() == [0, 2]


def test_authors_seldom_shown_are_shown_more_in_the_end():
    """Day after day the counts go back in: with fairness the suggestions are spread over more authors."""

    def most(fairness):
        chance = np.random.default_rng(8)
        experts, pieces = made_up(60, 100, 5)
        shown = np.zeros(len(pieces.shown))
        for day in range(10):
            today = replace(pieces, shown=shown, age_days=chance.exponential(5, len(pieces)))
            found = rank(experts, today, seed=day, weights=Weights(fairness=fairness)).piece
            shown = shown + np.bincount(pieces.authors[found[found >= 0]], minlength=len(shown))
        return np.sort(shown)[-4:].sum() / shown.sum()

    assert most(30) < 0.9 * most(0)


def test_one_place_in_twenty_is_drawn_by_chance_and_marked():
    experts, pieces = made_up(2_000, 60, 6)
    found = rank(experts, pieces, seed=9)
    there = found.piece >= 0
    assert 0.04 <= found.is_explored[there].mean() <= 0.06
    assert (rank(experts, pieces, seed=9).piece == found.piece).all()
    assert (rank(experts, pieces, seed=10).piece != found.piece).any()
    likely = 0.95 * found.is_best + 0.05 / np.maximum(found.eligible, 1)
    assert found.propensity[there] == pytest.approx(likely[there])
    assert (found.is_best | found.is_explored)[there].all()


def test_propensities_are_how_often_it_happens():
    expert, pieces = someone([1, 0.5, 0.2, 0.1]), few(4)
    counts = np.zeros(4)
    for seed in range(4_000):
        found = rank(expert, pieces, length=1, seed=seed, explored=0.4)
        counts[found.piece[0, 0]] += 1
    assert counts / 4_000 == pytest.approx([0.7, 0.1, 0.1, 0.1], abs=0.025)


@pytest.mark.parametrize("policy", ["ranking", "chance"])
def test_the_judgement_is_honest(policy):
    """The truth of each piece is known: what was shown with chance tells what the ranking alone, and chance alone, are worth."""
    experts, pieces = made_up(3_000, 40, 7)
    truth = np.random.default_rng(1).random(40)
    found = rank(experts, pieces, length=3, seed=2, explored=0.2)
    there = found.piece >= 0
    wanted = found.is_best if policy == "ranking" else 1 / np.maximum(found.eligible, 1)
    said = np.random.default_rng(3).random(found.piece.shape) < truth[found.piece]
    people = np.broadcast_to(np.arange(len(experts))[:, None], found.piece.shape)
    judged = usefulness(said[there], found.propensity[there], wanted[there], people[there])
    alone = rank(experts, pieces, length=3, seed=5, explored=0 if policy == "ranking" else 1)
    real = truth[alone.piece[alone.piece >= 0]].mean()
    assert judged.low - 0.01 <= real <= judged.high + 0.01  # later places follow other earlier ones
    assert judged.high - judged.low < 0.2
    assert judged.people <= len(experts)


def test_too_little_shown_is_not_judged():
    with pytest.raises(TooFew):
        usefulness([1.0] * 20, [0.5] * 20, [1.0] * 20, range(20))
    with pytest.raises(TooFew):
        usefulness([1.0] * 20, [0.5] * 20, [0.0] * 20, range(20))
    with pytest.raises(ValueError, match="could be"):
        usefulness([1.0], [0.0], [1.0], [0])


@given(st.integers(-(2**63), 2**63), st.lists(st.integers(0, 2**62), min_size=1, max_size=9), st.integers(0, 9))
def test_chance_is_a_number_from_nought_to_one_of_its_own_place(seed, keys, slot):
    found = drawn(seed, np.array(keys), slot, 0)
    assert ((found >= 0) & (found < 1)).all()
    assert found[-1] == drawn(seed, np.array(keys[-1:]), slot, 0)[0]


def test_chance_is_even():
    values = np.concatenate([drawn(3, np.arange(20_000), slot, which) for slot in range(3) for which in (0, 1)])
    counts, _ = np.histogram(values, bins=20, range=(0, 1))
    assert ((counts - 6_000) ** 2 / 6_000).sum() < 50  # χ² with 19 degrees: one in ten thousand beyond


def test_what_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="one row"):
        few(3, judged=[1, 2])
    with pytest.raises(ValueError, match="asked"):
        few(3, useful=[11, 0, 0])
    with pytest.raises(ValueError, match="row of shown"):
        few(3, authors=[0, 1, 3])
    with pytest.raises(ValueError, match="places"):
        rank(someone([1, 1, 1]), few(3), length=0)
    with pytest.raises(ValueError, match="same topics"):
        rank(someone([1, 1]), few(3))
    with pytest.raises(ValueError, match="between 0 and 1"):
        known(1, 1.5)
    with pytest.raises(IndexError):
        reasons(rank(someone([1]), few(1), length=2), someone([1]), few(1), 0, 1)


def test_nothing_to_suggest_is_an_empty_list():
    assert (rank(someone([1, 1]), few(2, languages=[[False], [False]])).piece == -1).all()


def test_five_thousand_experts_and_two_thousand_pieces():
    experts, pieces = made_up(5_000, 2_000, 1)
    used = time.process_time()
    rank(experts, pieces, seed=1)
    assert time.process_time() - used < 10
    alone, used = one(experts, 3), time.process_time()
    rank(alone, replace(pieces), seed=1)
    assert time.process_time() - used < 0.05
