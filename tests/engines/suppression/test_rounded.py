"""Percentages and means that give counts back."""

import itertools
import statistics

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liant.engines.suppression import (
    Scale,
    Told,
    counts_behind,
    is_dominated,
    is_near_an_end,
    keeps_hidden,
    share_is_safe,
)


def test_a_share_of_a_small_base_is_a_count():
    assert counts_behind(17, 30) == (5, 5)
    assert counts_behind(15, 30, 5) == (4, 5)
    assert counts_behind(0, 1000) == (0, 5)
    with pytest.raises(ValueError, match="No count"):
        counts_behind(50, 1)


@given(st.integers(1, 400), st.data(), st.sampled_from([0.1, 1, 5, 10]))
def test_what_was_counted_is_behind_its_share(base, data, step):
    count = data.draw(st.integers(0, base))
    low, high = counts_behind(step * round(100 * count / base / step), base, step)
    assert low <= count <= high


def test_shares_are_shown_where_rounding_hides_enough():
    assert share_is_safe(10, 30)
    assert not share_is_safe(2, 30)
    assert not share_is_safe(0, 30)
    assert not share_is_safe(30, 30)
    assert not share_is_safe(28, 30)
    assert share_is_safe(2, 2000), "0 % of 2,000 are none to nine"
    assert not share_is_safe(2, 2000, step=0.1)


@given(st.integers(5, 60), st.data(), st.integers(2, 10), st.sampled_from([1, 5]))
def test_a_share_that_is_shown_leaves_it_open_that_few_answered_so(base, data, minimum, step):
    count = data.draw(st.integers(0, base))
    if share_is_safe(count, base, minimum, step) and (count < minimum or base - count < minimum):
        possible = [n for n in range(base + 1) if round(100 * n / base / step) == round(100 * count / base / step)]
        assert max(possible) >= minimum
        assert base - min(possible) >= minimum


def test_means_near_an_end():
    scale = Scale(1, 5)
    assert is_near_an_end(5 * 1.0, 5, scale)
    assert is_near_an_end(5 * 1.7, 5, scale)
    assert not is_near_an_end(5 * 1.8, 5, scale)
    assert is_near_an_end(50 * 4.95, 50, scale)
    assert not is_near_an_end(50 * 4.9, 50, scale)


@settings(deadline=None)
@given(st.lists(st.integers(1, 5), min_size=2, max_size=6))
def test_by_a_mean_that_is_shown_everybody_may_have_answered_anything(answers):
    """Exactly: looked for among all answers that so many people can give."""
    possible = {one[0] for one in itertools.product(range(1, 6), repeat=len(answers)) if sum(one) == sum(answers)}
    assert is_near_an_end(sum(answers), len(answers), Scale(1, 5)) == (possible != {1, 2, 3, 4, 5})


def test_amounts_that_are_dominated():
    assert is_dominated([1000, 10, 5, 5, 5])
    assert is_dominated([500, 490, 20, 10, 5])
    assert is_dominated([0, 0, 0, 0, 0, 0])
    assert not is_dominated([10, 9, 8, 8, 7, 6])
    with pytest.raises(ValueError, match="scale"):
        is_dominated([1, -1])


@given(st.lists(st.floats(0.01, 1e6), min_size=3, max_size=12))
def test_the_second_never_knows_the_first_to_within_a_tenth(amounts):
    if not is_dominated(amounts):
        first, second, *others = sorted(amounts, reverse=True)
        assert sum(amounts) - second - first >= 0.0999 * first
        assert first + second < 0.8501 * (first + second + sum(others))


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.integers(0, 6), min_size=3, max_size=5), st.integers(2, 4), st.booleans(), st.integers(0, 1), st.data()
)
def test_a_mean_beside_a_distribution_keeps_what_is_hidden(counts, minimum, has_spread, least, data):
    """Exactly: against trying every way in which the hidden answers may have been given."""
    if sum(counts) < 2:
        return
    hidden = [at for at, count in enumerate(counts) if count >= least and data.draw(st.booleans())]
    shown = {float(at): count for at, count in enumerate(counts) if at not in hidden}
    mean, spread = moments(counts)
    told = Told(sum(counts), round(mean, 1), round(spread, 1) if has_spread else None)
    left = sum(counts[at] for at in hidden)
    ways = []
    for way in itertools.product(range(least, left + 1), repeat=len(hidden)):
        whole = [way[hidden.index(at)] if at in hidden else count for at, count in enumerate(counts)]
        if sum(way) == left and fits(told, whole):
            ways.append(way)
    ranges = [{way[at] for way in ways} for at in range(len(hidden))]
    safe = all(max(one) >= minimum and max(one) - min(one) >= minimum - 1 for one in ranges)
    assert keeps_hidden(told, shown, [float(at) for at in hidden], minimum, least=least) == safe


def moments(counts):
    answers = [at for at, count in enumerate(counts) for _ in range(count)]
    return statistics.fmean(answers), statistics.stdev(answers)


def fits(told, counts):
    mean, spread = moments(counts)
    is_near = abs(mean - told.mean) <= 0.05 + 1e-7
    return is_near and (told.spread is None or abs(spread - told.spread) <= 0.05 + 1e-7)


def test_a_mean_gives_two_hidden_answers_away_but_not_many():
    assert not keeps_hidden(Told(29, 2.5), {3.0: 20}, [1.0, 2.0])
    assert keeps_hidden(Told(2900, 2.9), {3.0: 2000}, [1.0, 2.0, 4.0, 5.0])
    assert keeps_hidden(Told(30, 3.0, 1.3), {}, [1.0, 2.0, 3.0, 4.0, 5.0], least=0)
    assert not keeps_hidden(Told(5, 4.2, 0.4), {}, [1.0, 2.0, 3.0, 4.0, 5.0], least=0, guarded=[5.0])
    assert not keeps_hidden(Told(2900, 2.9, 1.0), {3.0: 2000}, [1.0, 2.0, 4.0, 5.0]), "not vouched for"


def test_scales_in_hundredths_are_compared_by_their_steps():
    answers = [0.0, 33.33, 66.67, 100.0]
    assert keeps_hidden(Told(40, 50.0), {}, answers, least=0)
