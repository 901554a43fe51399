"""How long people stay: what lifelines 0.30.3 says of the same data, identities, and made-up programmes."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liant.engines.retention import (
    LEFT,
    QUIET,
    STILL,
    TooLittle,
    by_cohort,
    cumulative_incidence,
    person_weeks,
    product_limit,
    spells,
)
from tests.engines.retention.datasets import waltons

LENGTHS = st.lists(st.tuples(st.integers(1, 30), st.sampled_from([STILL, QUIET, LEFT])), min_size=1, max_size=60)
WEEKS = st.integers(1, 6).flatmap(
    lambda people: st.lists(st.lists(st.booleans(), min_size=20, max_size=20), min_size=people, max_size=people)
)


def test_the_flies_of_walton():
    lengths, ended, groups = waltons()
    curve = product_limit(lengths, ended)
    middle = curve.median()
    assert (middle.value, middle.low, middle.high) == (56, 53, 58)
    told = {26: (0.858090, 0.794213, 0.903336), 41: (0.734624, 0.659464, 0.795770), 68: (0.100384, 0.059241, 0.154157)}
    for time, expected in told.items():
        found = curve.at(time)
        assert (found.value, found.low, found.high) == pytest.approx(expected, abs=1e-6)
    medians = {name: one.median().value for name, one in by_cohort(lengths, ended, groups).items()}
    assert medians == {"control": 58, "miR-137": 26}


def test_before_anyone_goes_quiet_the_lower_bound_is_that_of_none_among_so_many():
    curve = product_limit([10, 10, 10, 4, 2], [False, False, True, False, False])
    found = curve.at(3)
    assert (found.value, found.people) == (1, 4)
    assert found.low**4 == pytest.approx(0.025)
    assert curve.at(11) is None


@settings(max_examples=80, deadline=None)
@given(LENGTHS)
def test_shares_fall_and_stay_within_their_intervals(rows):
    curve = product_limit([length for length, _ in rows], [end == QUIET for _, end in rows])
    assert (np.diff(curve.share) < 1e-12).all()
    assert ((curve.low <= curve.share + 1e-12) & (curve.share <= curve.high + 1e-12)).all()
    assert ((curve.low >= 0) & (curve.high <= 1)).all()


@settings(max_examples=80, deadline=None)
@given(LENGTHS)
def test_all_causes_and_staying_make_one(rows):
    lengths, ends = [length for length, _ in rows], np.array([end for _, end in rows])
    gone = product_limit(lengths, ends != STILL)
    quiet, left = (cumulative_incidence(lengths, ends, cause) for cause in (QUIET, LEFT))
    assert quiet.share + left.share + gone.share == pytest.approx(np.ones(len(gone.share)))
    assert ((quiet.low <= quiet.share + 1e-12) & (quiet.share <= quiet.high + 1e-12)).all()


@settings(max_examples=80, deadline=None)
@given(LENGTHS)
def test_one_minus_the_product_limit_says_at_least_as_much_as_the_incidence(rows):
    lengths, ends = [length for length, _ in rows], np.array([end for _, end in rows])
    alone = product_limit(lengths, ends == QUIET)
    for time, share in zip(alone.times, alone.share, strict=True):
        assert 1 - share >= cumulative_incidence(lengths, ends).at(time).value - 1e-12


def test_with_one_cause_the_interval_is_that_of_the_product_limit():
    lengths, ended, _ = waltons()
    curve, incidence = product_limit(lengths, ended), cumulative_incidence(lengths, np.where(ended, QUIET, STILL))
    assert 1 - incidence.high[:-1] == pytest.approx(curve.low[:-1])
    assert 1 - incidence.low[:-1] == pytest.approx(curve.high[:-1])


def test_the_interval_of_the_incidence_holds_the_truth():
    """Two exponential clocks and an end of the study: the truth at 10 is known, 400 times."""
    chance, held = np.random.default_rng(7), 0
    truth = 0.06 / 0.10 * (1 - np.exp(-0.10 * 10))
    for _ in range(400):
        quiet, left, end = (
            chance.exponential(1 / 0.06, 120),
            chance.exponential(1 / 0.04, 120),
            chance.uniform(5, 40, 120),
        )
        first = np.minimum(np.minimum(quiet, left), end)
        outcome = np.where(first == end, STILL, np.where(first == quiet, QUIET, LEFT))
        found = cumulative_incidence(first, outcome).at(10)
        held += found.low <= truth <= found.high
    assert 0.92 <= held / 400 <= 0.98


def test_a_spell_ends_with_four_silent_weeks_at_work_and_a_return_begins_another():
    active = np.zeros((1, 16), dtype=bool)
    active[0, [1, 3, 10]] = True
    found = spells(active)
    rows = list(zip(found.start, found.weeks, found.outcome, found.number, strict=True))
    assert rows == [(1, 7, QUIET, 0), (10, 5, QUIET, 1)]
    away = np.ones((1, 16), dtype=bool)
    away[0, 5:9] = False  # a holiday makes nobody quiet
    rows = spells(active, away)
    assert list(zip(rows.start, rows.weeks, rows.outcome, strict=True)) == [(1, 14, QUIET)]
    left = spells(active, left=np.array([5]))
    assert list(zip(left.start, left.weeks, left.outcome, strict=True)) == [(1, 5, LEFT)]


@settings(max_examples=60, deadline=None)
@given(WEEKS)
def test_every_share_lies_in_one_spell_and_each_begins_with_one(weeks):
    active = np.array(weeks)
    found = spells(active)
    laid = person_weeks(found)
    inside = np.zeros(active.shape, dtype=int)
    np.add.at(inside, (laid.person, laid.week), 1)
    assert inside.max(initial=0) <= 1
    assert (inside[active] == 1).all()
    assert active[found.person, found.start].all()
    assert laid.went_quiet.sum() == (found.outcome == QUIET).sum()
    assert len(laid.week) == found.weeks.sum()


def test_what_cannot_be_counted_is_refused():
    with pytest.raises(TooLittle):
        product_limit([], [])
    with pytest.raises(ValueError, match="negative"):
        product_limit([1, -1], [True, True])
    with pytest.raises(ValueError, match="one end"):
        product_limit([1, 2], [True])
    with pytest.raises(ValueError, match="people by weeks"):
        spells(np.zeros((2, 3)), np.zeros((2, 4)))
