"""How contributions are shared out, and what preceded drops: counted by hand, and properties."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liant.engines.retention import TooLittle, drops, gini, inequality, what_preceded

GIVEN = st.lists(st.integers(0, 50), min_size=2, max_size=40).filter(any)


@given(st.integers(2, 300), st.integers(1, 1000))
def test_equal_is_nought_and_one_owner_is_one(people, each):
    assert gini([each] * people) == 0
    assert gini([0] * (people - 1) + [each]) == 1


@given(GIVEN)
def test_it_is_the_mean_difference_of_pairs(numbers):
    x, n = np.array(numbers, dtype=float), len(numbers)
    slow = np.abs(x[:, None] - x).sum() / (2 * n * n * x.mean()) * n / (n - 1)
    assert gini(numbers) == pytest.approx(slow)


@settings(max_examples=40, deadline=None)
@given(GIVEN)
def test_figures_of_a_distribution(numbers):
    found = inequality(numbers, resamples=200)
    assert 0 <= found.gini.low <= found.gini.high <= 1
    assert found.contributors == sum(one > 0 for one in numbers)
    if found.gini_of_contributors:
        assert found.gini_of_contributors.value <= found.gini.value + 1e-12
    largest = sorted(numbers, reverse=True)
    assert sum(largest[: found.bus_factor]) * 2 >= sum(numbers)
    assert sum(largest[: found.bus_factor - 1]) * 2 < sum(numbers)


def test_twenty_people_by_hand():
    found = inequality([10, 6, 2, 1, 1, *[0] * 15])
    assert (found.top_tenth, found.bus_factor, found.contributors, found.people) == (0.8, 1, 5, 20)
    assert found.gini.value > found.gini_of_contributors.value
    assert (found.gini.low, found.gini.high) == (inequality([10, 6, 2, 1, 1, *[0] * 15]).gini.low, found.gini.high)


def test_the_interval_holds_the_truth():
    """Gini's index of an exponential law is one half."""
    chance = np.random.default_rng(2)
    held = [
        one.low <= 0.5 <= one.high
        for one in (inequality(chance.exponential(1, 150), resamples=400).gini for _ in range(150))
    ]
    assert 0.88 <= np.mean(held) <= 0.99  # a bootstrap of 150 people is a little too sure


def test_nothing_given_has_no_inequality():
    for numbers in ([], [3], [0, 0, 0]):
        with pytest.raises(TooLittle):
            inequality(numbers)
    with pytest.raises(ValueError, match="negative"):
        inequality([1, -1])


def test_signs_before_drops_by_hand():
    active = [30, 31, 20, 21, 22, 30, 31, 23, 23, 30, 31, 30]
    no_meeting = [False, True, True, False, False, False, True, False, False, False, True, None]
    few_thanks = [True] * 12
    found = what_preceded(active, {"thanks": few_thanks, "meeting": no_meeting})
    assert found.drops == (2, 7)
    assert found.rest == (1, 4, 5, 6, 9, 10, 11)  # 3 goes on in the first drop, 8 in the second
    told = {sign.name: (sign.before, sign.drops, sign.otherwise, sign.rest) for sign in found.signs}
    assert told == {"meeting": (2, 2, 1, 7), "thanks": (2, 2, 7, 7)}
    assert [sign.name for sign in found.signs] == ["meeting", "thanks"]
    assert found.are_few


@given(st.lists(st.integers(0, 60), min_size=1, max_size=40), st.data())
def test_every_period_but_the_first_is_in_one_place_at_most(active, data):
    known = data.draw(st.lists(st.sampled_from([True, False, None]), min_size=len(active), max_size=len(active)))
    found = what_preceded(active, {"sign": known})
    assert not set(found.drops) & set(found.rest)
    assert 0 not in {*found.drops, *found.rest}
    sign = found.signs[0]
    assert 0 <= sign.before <= sign.drops <= len(found.drops)
    assert 0 <= sign.otherwise <= sign.rest <= len(found.rest)


def test_two_people_fewer_are_no_drop():
    assert not drops([6, 4, 4, 4]).any()
    assert drops([6, 3]).tolist() == [False, True]
    assert not drops([100, 99, 90, 88]).any()
    with pytest.raises(ValueError, match="one value a period"):
        what_preceded([1, 2], {"sign": [True]})
