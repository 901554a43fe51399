"""What is unusual: against SciPy's distributions, against a published example, and on thousands of quiet weeks."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from liant.engines.spikes import LEAST_BASELINES, compare, judge
from liant.engines.spikes.tails import lower_sum, quantile, upper_tail

MEANS = st.floats(0.05, 200)
SPREADS = st.floats(1.0, 12)
WEEKS = st.lists(st.integers(0, 60), min_size=LEAST_BASELINES, max_size=8)


def scipy_of(mean, variance):
    if variance <= mean * (1 + 1e-9):
        return stats.poisson(mean)
    size = mean * mean / (variance - mean)
    return stats.nbinom(size, size / (size + mean))


@settings(max_examples=120, deadline=None)
@given(st.integers(0, 400), MEANS, SPREADS)
def test_the_tails_are_those_of_the_negative_binomial(count, mean, spread):
    variance = mean * (spread if spread > 1.001 else 1.0)
    expected = scipy_of(mean, variance)
    assert upper_tail(count, mean, variance) == pytest.approx(expected.sf(count - 1), rel=1e-6, abs=1e-12)
    assert lower_sum(count, mean, variance) == pytest.approx(expected.cdf(count - 1), rel=1e-6, abs=1e-12)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([0.025, 0.5, 0.975]), MEANS, st.floats(1.01, 12))
def test_the_interval_is_made_of_quantiles(share, mean, spread):
    found = quantile(share, mean, mean * spread)
    expected = scipy_of(mean, mean * spread)
    assert expected.cdf(found) >= share - 1e-9
    assert found == 0 or expected.cdf(found - 1) < share + 1e-9


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 300), WEEKS)
def test_a_higher_count_is_never_less_of_a_rise(count, before):
    order = {"fall": 0, "usual": 1, "rise": 2}
    assert order[judge(count, before).verdict] <= order[judge(count + 1, before).verdict]


@settings(max_examples=150, deadline=None)
@given(WEEKS)
def test_what_came_every_week_is_usual(before):
    typical = round(sum(before) / len(before))
    assert judge(typical, before).verdict == "usual"


@given(st.integers(0, 1000), st.lists(st.integers(0, 9), max_size=LEAST_BASELINES - 1))
def test_without_enough_weeks_nothing_is_said(count, before):
    found = judge(count, before)
    assert found.verdict == "too_little"
    assert found.expected is None


@given(WEEKS, st.randoms())
def test_the_order_of_the_weeks_does_not_matter(before, chance):
    shuffled = list(before)
    chance.shuffle(shuffled)
    one, other = judge(20, before), judge(20, shuffled)
    assert one.verdict == other.verdict
    assert one.p == pytest.approx(other.p)


def test_a_house_where_little_is_said_is_not_alarmed_by_four():
    assert judge(4, [0, 0, 0, 0, 0, 0, 0, 0]).verdict == "usual"
    assert judge(14, [0, 0, 0, 0, 0, 0, 0, 0]).verdict == "rise"


def test_bursts_of_the_past_make_the_rule_patient():
    assert judge(18, [5, 6, 4, 5, 6, 5, 4, 5]).verdict == "rise"
    assert judge(18, [0, 14, 1, 0, 12, 0, 1, 12]).verdict == "usual"


def test_silence_where_much_is_said_is_a_fall():
    assert judge(0, [40, 42, 39, 41, 44, 38, 40, 41]).verdict == "fall"


@pytest.mark.parametrize("size", [math.inf, 4.0])
def test_false_alarms_stay_rare_on_quiet_weeks(size):
    """Poisson weeks, and weeks that spread twice as much: no more than a few in a thousand, whatever the method's name."""
    chance, mean, rounds = np.random.default_rng(7), 6.0, 4000
    draw = (lambda n: chance.poisson(mean, n)) if size is math.inf else (lambda n: chance.negative_binomial(size, size / (size + mean), n))  # fmt: skip
    alarms = 0
    for _ in range(rounds):
        *before, now = draw(9).tolist()
        alarms += judge(now, before).verdict == "rise"
    assert alarms / rounds < 0.01


def test_counts_are_not_negative():
    with pytest.raises(ValueError, match="negative"):
        judge(-1, [1, 2, 3, 4])


def test_newcombes_own_example():
    """56/70 against 48/80 (Newcombe 1998, table II, method 10): 0.0524 to 0.3339."""
    found = compare(48, 80, 56, 70)
    assert (found.low, found.high) == pytest.approx((0.0524, 0.3339), abs=0.0001)
    assert found.verdict == "up"


@given(st.integers(1, 300), st.integers(1, 300), st.data())
def test_a_change_turned_round_is_the_same_change(whole_before, whole, data):
    before, now = data.draw(st.integers(0, whole_before)), data.draw(st.integers(0, whole))
    there, back = compare(before, whole_before, now, whole), compare(now, whole, before, whole_before)
    assert (there.low, there.high) == pytest.approx((-back.high, -back.low))
    assert there.low <= there.difference + 1e-12
    assert there.difference <= there.high + 1e-12


def test_nothing_is_compared_with_nothing():
    assert compare(0, 0, 3, 9) is None
    with pytest.raises(ValueError, match="larger"):
        compare(3, 2, 1, 1)
