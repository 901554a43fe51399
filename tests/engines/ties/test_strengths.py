"""Step B: one number for a tie. The letters are the rows of the method's acceptance table."""

import importlib
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liant.engines.ties import (
    SIGNS,
    Interactions,
    channel_of,
    circles,
    contacts,
    default_weights,
    features,
    index,
    measure,
    strengths,
)
from tests.engines.ties.worlds import CHANNELS, bustle, in_one_channel

AT = 210.0


def measured(rows, *, at=AT, teams=None, directed=False):
    found = contacts(rows, at=at, directed=directed)
    return strengths(found, index(found, teams))


def by_pair(found, names):
    """{pair of names: (strength, low, high)}"""
    ends = np.sort(np.stack([names[found.first], names[found.second]]), axis=0)
    numbers = np.stack([found.strength, found.low, found.high], axis=1)
    return {(one, other): row for one, other, row in zip(*ends.tolist(), numbers.tolist(), strict=True)}


def assert_same(one, other):
    assert one.keys() == other.keys()
    for pair, numbers in one.items():
        assert numbers == pytest.approx(other[pair], rel=1e-9, abs=1e-9), pair


@pytest.mark.parametrize("people", [20, 70])
@pytest.mark.parametrize("seed", range(4))
def test_names_order_direction_and_zone_change_nothing(seed, people):
    """A6, to 1e-9: other numbers for people, rows in another order, both ends swapped, all clocks shifted."""
    rows, chance = bustle(seed, people), np.random.default_rng(seed)
    teams = chance.integers(0, 4, people)
    plain = by_pair(measured(rows, teams=teams), np.arange(people))
    names = chance.permutation(people)
    turned = np.empty_like(names)
    turned[names] = np.arange(people)
    renamed = replace(rows, source=names[rows.source], target=names[rows.target])
    assert_same(by_pair(measured(renamed, teams=teams[turned]), turned), plain)
    assert_same(by_pair(measured(rows.only(chance.permutation(len(rows))), teams=teams), np.arange(people)), plain)
    swapped = replace(rows, source=rows.target, target=rows.source)
    assert_same(by_pair(measured(swapped, teams=teams), np.arange(people)), plain)
    for hours in (5.5, -11.75, 24 * 365.25):
        shifted = replace(rows, day=rows.day + hours / 24)
        assert_same(by_pair(measured(shifted, at=AT + hours / 24, teams=teams), np.arange(people)), plain)
    with pytest.raises(AssertionError):
        assert_same(by_pair(measured(rows.only(np.arange(1, len(rows))), teams=teams), np.arange(people)), plain)


@settings(max_examples=150, deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1),
    people=st.sampled_from([2, 3, 6, 25, 60]),
    rows=st.integers(1, 300),
    channel=st.integers(0, 4),
    day=st.floats(0.01, AT),
    is_known=st.booleans(),
)
def test_one_more_contact_never_weakens_a_tie(seed, people, rows, channel, day, is_known):
    """A7: whenever it was and through whatever channel. Reckoned anew, the scales of so few pairs move with it, by less than a tenth
    of a point."""
    chance, before = np.random.default_rng(seed), bustle(seed, people, rows)
    at = chance.integers(len(before))
    who, whom = (before.source[at], before.target[at]) if is_known else chance.choice(people, 2, replace=False)
    after = Interactions(
        np.append(before.source, who), np.append(before.target, whom), np.append(before.channel, channel),
        np.append(before.day, day), np.append(before.weight, 1.0), people, CHANNELS,
    )  # fmt: skip
    pair = np.array([who]), np.array([whom])
    less, more = (contacts(given_rows, at=AT, weeks=30) for given_rows in (before, after))
    by = index(less)
    [was], [held] = (strengths(found, by, pair).strength for found in (less, more))
    assert held >= was - 1e-9
    assert strengths(more, index(more), pair).strength[0] >= was - 0.1


def test_circles_are_what_their_definitions_say():
    """Overlap and likeness of circles, by sets and sums in plain Python; of pairs that never met too."""
    rows = bustle(5, people=40, rows=400)
    for directed in (False, True):
        found = contacts(rows, at=AT, directed=directed)
        weight = np.zeros((40, 40))
        np.add.at(weight, (found.first, found.second), found.decayed.sum(axis=0))
        weight = weight + weight.T
        every = np.triu_indices(40, 1)
        for pairs in (None, every, every[::-1]):
            around = circles(found, pairs)
            first, second = (found.first, found.second) if pairs is None else pairs
            for at in range(0, len(first), 7):
                i, j = int(first[at]), int(second[at])
                mine, theirs = set(np.flatnonzero(weight[i])) - {j}, set(np.flatnonzero(weight[j])) - {i}
                shared = sum((weight[i, k] * weight[j, k]) ** 0.5 for k in mine & theirs)
                whole = sum(weight[i, k] for k in mine) * sum(weight[j, k] for k in theirs)
                assert around.overlap[at] == pytest.approx(len(mine & theirs) / max(1, len(mine | theirs)))
                assert around.circle[at] == pytest.approx(shared / whole**0.5 if shared else 0)


def test_many_pairs_are_looked_at_in_portions(monkeypatch):
    module = importlib.import_module("liant.engines.ties.circles")  # its name in the package is the function
    found = contacts(bustle(5, people=40, rows=900), at=AT)
    whole = circles(found)
    monkeypatch.setattr(module, "AT_ONCE", 10)
    monkeypatch.setattr(module, "MARKS", 40)
    for pairs in (None, (found.first, found.second)):
        part = circles(found, pairs)
        assert part.overlap == pytest.approx(whole.overlap)
        assert part.circle == pytest.approx(whole.circle)


def test_an_interval_holds_its_estimate_and_narrows_with_contacts():
    chance = np.random.default_rng(4)
    first, second = np.triu_indices(30, 1)
    rate = chance.gamma(0.5, 1.0, len(first))
    widths = []
    for weeks in (4, 30):
        counts = chance.poisson(rate * weeks)
        pair = np.repeat(np.arange(len(first)), counts)
        rows = in_one_channel(first[pair], second[pair], chance.uniform(0.01, 7 * weeks, len(pair)), 30)
        found = contacts(rows, at=7.0 * weeks)
        ties = strengths(found, index(found))
        assert (ties.low <= ties.strength).all()
        assert (ties.strength <= ties.high).all()
        assert ((ties.low > 0) & (ties.high < 100)).all()
        widths.append(np.median(ties.high - ties.low))
    assert widths[1] < widths[0]


def test_whoever_turns_to_everyone_is_no_closer_to_anyone_for_that():
    """The same four contacts say more between two who have few others than between one who has hundreds and another."""
    rng = np.random.default_rng(1)
    busy = np.repeat([[0, k] for k in range(2, 60)], 4, axis=0)
    rest = rng.integers(2, 60, (70, 2)).repeat(8, axis=0)
    quiet = np.repeat([[61, 62]], 4, axis=0)
    listed = np.concatenate([busy, rest[rest[:, 0] != rest[:, 1]], quiet])
    rows = in_one_channel(*listed.T, rng.uniform(0.01, 56, len(listed)), 63)
    found = contacts(rows, at=56.0)
    by = index(found)
    lift = features(found, by, (np.array([0, 61]), np.array([5, 62])))[:, 0]
    assert lift[1] > 1.5 * lift[0]


def test_a_pair_that_never_met_stands_lower_than_the_others():
    found = contacts(bustle(3, 60, 500), at=AT)
    by = index(found)
    every = np.triu_indices(60, 1)
    ties = strengths(found, by, every)
    assert np.median(ties.strength[ties.rows == 0]) < 20 < np.median(ties.strength[ties.rows > 0])
    assert np.isnan(ties.silent[ties.rows == 0]).all()
    assert (ties.rows.sum(), len(by.names)) == (found.rows.sum(), 5 + len(SIGNS))


def test_towards_and_back_are_two_ties_where_it_is_asked():
    """One writes, the other hardly answers: the tie is stronger towards; where they meet it is mutual."""
    listed = np.array([[0, 1]] * 20 + [[1, 0]] * 2 + [[2, 3]] * 5 + [[3, 2]] * 5)
    nothing = np.zeros(len(listed))
    rows = Interactions(*listed.T, nothing, np.linspace(1, 50, len(listed)), nothing + 1, 5, CHANNELS)
    ties = measured(rows, at=50.0, directed=True)
    strength = {(a, b): s for a, b, s in zip(ties.first.tolist(), ties.second.tolist(), ties.strength, strict=True)}
    assert strength[0, 1] > strength[1, 0]
    met = Interactions([0], [1], [1], [40.0], [1.0], 5, CHANNELS)
    ties = measured(met, at=50.0, directed=True)
    assert list(zip(ties.first.tolist(), ties.second.tolist(), strict=True)) == [(0, 1), (1, 0)]
    assert ties.strength[0] == pytest.approx(ties.strength[1])


def test_kinds_have_their_channels_and_their_weights():
    assert [channel_of(kind) for kind in ("Comment", "re-share", "re_share", "attended together", "met", "mail", "golf")] == [
        "composed", "click", "click", "attendance", "meeting", "message", "golf"]  # fmt: skip
    assert default_weights(("composed", "click", "golf"))[:3] == (1.0, 0.2, 0.7)


def test_two_people_are_enough_and_nobody_is_none():
    ties = measured(in_one_channel([0], [1], [3.0], 2), at=7.0)
    assert len(ties) == 1
    assert ties.strength[0] == pytest.approx(50)
    assert not ties.is_calibrated
    nobody = measure(in_one_channel([], [], [], 0), at=0.0)
    assert len(nobody.strengths) == 0
