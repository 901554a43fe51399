"""How shares travel: shapes whose virality is known, processes whose truth is known, and what is refused."""

import math
from collections import deque

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liant.engines.diffusion import Range, TooFew, cascades, dispersion, finished, reach, reproduction

FORESTS = st.integers(1, 60).flatmap(lambda n: st.tuples(*[st.integers(-1, max(-1, row - 1)) for row in range(n)]))
FOLLOWERS = st.lists(st.integers(0, 10_000) | st.none(), max_size=12)


def by_walking(parents):
    """The mean distance of all pairs of the first cascade, by a walk from each of its shares."""
    neighbours = {row: set() for row in range(len(parents))}
    for row, parent in enumerate(parents):
        if parent >= 0:
            neighbours[row].add(parent)
            neighbours[parent].add(row)
    total, members = 0, None
    for start in sorted(neighbours):
        if members is not None and start not in members:
            continue
        distance, queue = {start: 0}, deque([start])
        while queue:
            here = queue.popleft()
            for there in neighbours[here] - distance.keys():
                distance[there] = distance[here] + 1
                queue.append(there)
        members = members or set(distance)
        total += sum(distance.values())
    return len(members), total


@pytest.mark.parametrize("n", [2, 3, 10, 1000])
def test_stars_and_chains(n):
    star, chain = cascades([-1] + [0] * (n - 1)), cascades(range(-1, n - 1))
    assert star.virality[0] == pytest.approx(2 * (n - 1) / n, abs=1e-12)
    assert chain.virality[0] == pytest.approx((n + 1) / 3, abs=1e-12)
    assert (star.depths[0], chain.depths[0]) == (1, n - 1)


@settings(max_examples=150, deadline=None)
@given(FORESTS, st.randoms())
def test_any_tree_as_by_walking_whatever_the_order(parents, chance):
    found = cascades(parents)
    size, total = by_walking(parents)
    assert found.sizes[0] == size
    if size > 1:
        assert found.virality[0] == pytest.approx(total / (size * (size - 1)), abs=1e-12)
    assert found.sizes.sum() == len(parents)
    assert found.children.sum() == len(parents) - len(found.roots)
    place = list(range(len(parents)))
    chance.shuffle(place)
    mixed = [0] * len(parents)
    for row, parent in enumerate(parents):
        mixed[place[row]] = place[parent] if parent >= 0 else -1
    again = cascades(mixed)
    assert sorted(again.sizes) == sorted(found.sizes)
    assert sorted(again.depths) == sorted(found.depths)


def test_a_million_shares_in_a_row_are_counted_exactly():
    n = 1_000_000
    assert cascades(np.arange(-1, n - 1)).virality[0] == pytest.approx((n + 1) / 3, rel=1e-12)


def test_what_is_no_tree_is_refused():
    for parents in ([1, 0], [-1, 2, 1], [0], [-1, 7], [-2]):
        with pytest.raises(ValueError, match=r"circle|row"):
            cascades(parents)


def test_a_cascade_is_finished_when_nothing_came_for_two_weeks():
    found = cascades([-1, 0, -1, 1])
    assert finished(found, [0, 1, 30, 20], 34).tolist() == [True, False]
    assert finished(found, [0, 1, 30, 20], 33.9).tolist() == [False, False]


def branching(chance, r, many):
    """Sizes of Galton–Watson cascades with Poisson children."""
    sizes, alive = np.ones(many, dtype=int), np.ones(many, dtype=int)
    while alive.any():
        alive = chance.poisson(r * alive)
        sizes += alive
    return sizes


def tried(r, runs, seed):
    chance = np.random.default_rng(seed)
    found = [reproduction(branching(chance, r, 500), seed=run, resamples=1_000) for run in range(runs)]
    bias = np.mean([one.value for one in found]) - r
    return bias, np.mean([one.low <= r <= one.high for one in found])


@pytest.mark.parametrize("r", [0.3, 0.6])
def test_the_number_is_right_on_the_mean_and_its_interval_holds_it(r):
    bias, coverage = tried(r, 300, 3)
    assert abs(bias) <= 0.01
    assert 0.905 <= coverage <= 0.975  # 300 runs: ties.md asks for 2.5 points more than 93 to 97


@pytest.mark.full
@pytest.mark.parametrize("r", [0.3, 0.6])
def test_the_interval_holds_it_over_three_thousand(r):
    bias, coverage = tried(r, 3_000, 4)
    assert abs(bias) <= 0.01
    assert 0.93 <= coverage <= 0.97


@given(st.lists(st.integers(1, 40), min_size=30, max_size=80))
def test_it_is_the_share_of_shares_that_came_from_another(sizes):
    found = reproduction(sizes, resamples=200)
    assert found.value == pytest.approx(1 - len(sizes) / sum(sizes))
    assert 0 <= found.low <= found.high <= max(1, found.high)
    assert found.mean_size * (1 - found.value) == pytest.approx(1)


def test_fewer_than_thirty_are_not_spoken_of():
    with pytest.raises(TooFew) as caught:
        reproduction([1, 2] * 14 + [3])
    assert caught.value.cascades == 29
    nothing = reproduction([1] * 100)
    assert (nothing.value, nothing.low) == (0, 0)
    assert math.exp(-nothing.high * 100) == pytest.approx(0.025)


def test_few_bring_many_or_all_bring_some():
    chance = np.random.default_rng(5)
    few = chance.poisson(chance.gamma(0.2, 0.6 / 0.2, 20_000))
    assert dispersion(few) == pytest.approx(0.2, rel=0.1)
    assert dispersion(chance.poisson(0.6, 20_000)) > 20
    assert dispersion([1] * 10) == math.inf
    assert math.isnan(dispersion([0, 0]))


SEEING, OVERLAP = Range(0.02, 0.1), Range(0.1, 0.5)


def test_reach_by_hand():
    found = reach([1000, 500, None, 800], [None, None, None, 90], seeing=SEEING, overlap=OVERLAP)
    assert (found.told, found.shares_told, found.shares_estimated, found.shares_unknown) == (90, 1, 2, 1)
    assert (found.low, found.high) == pytest.approx((20, 135))  # the larger alone, and 1,500 · 0.1 · 0.9
    assert reach([1000], [None], seeing=SEEING, overlap=OVERLAP).high == pytest.approx(100)
    capped = reach([1000, 500], [None, None], seeing=SEEING, overlap=OVERLAP, potential=60)
    assert (capped.high, capped.potential) == (60, 60)


RANGES = st.tuples(st.floats(0, 1), st.floats(0, 1)).map(lambda ends: Range(min(ends), max(ends)))


@given(FOLLOWERS, st.integers(0, 5_000) | st.none(), RANGES, RANGES)
def test_reach_is_an_interval_and_less_than_all_followers(followers, potential, seeing, overlap):
    found = reach(followers, [None] * len(followers), seeing=seeing, overlap=overlap, potential=potential)
    assert 0 <= found.low <= found.high + 1e-9
    assert found.high <= sum(one or 0 for one in followers) + 1e-9
    rest = [None] * (len(followers) + 1)
    more = reach([*followers, 100], rest, seeing=seeing, overlap=overlap, potential=potential)
    assert more.low >= found.low - 1e-9


def test_what_is_no_reach_is_refused():
    with pytest.raises(ValueError, match="range"):
        Range(0.5, 0.2)
    with pytest.raises(ValueError, match="negative"):
        reach([-1], [None], seeing=SEEING, overlap=OVERLAP)
    with pytest.raises(ValueError, match="each share"):
        reach([1, 2], [None], seeing=SEEING, overlap=OVERLAP)
