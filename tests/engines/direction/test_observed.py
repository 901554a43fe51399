"""Which comes first, from counts alone: what is planted is found as often as promised, and what isn't is not.

The bands are those of 300 made-up programmes; `liant bench direction --full` draws 2,000 of each.
"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liant.engines.direction import (
    VERDICTS,
    Pairs,
    Panel,
    cross_lag,
    direction,
    every_pair,
    holm,
    is_shared,
    panel_of,
    reliability_of,
    say,
)
from liant.engines.direction.effects import without_people
from liant.engines.direction.student import critical, two_sided
from liant.engines.direction.verdict import amount_of
from tests.engines.direction.made_up import counts, even, event_by_event

MADE_UP = 300
WIDER = 0.025  # of the bands of the table, for as few programmes


def found_of(people, windows, many=MADE_UP, **planted):
    return [cross_lag(*even(seed, people, windows, **planted)) for seed in range(many)]


def share_of(arrows, asked):
    return np.mean([asked(one) for one in arrows])


@pytest.mark.parametrize(("people", "windows"), [(30, 12), (50, 24)])
def test_where_sharing_leads_to_nothing_it_is_rarely_said_to_though_ties_lead_to_sharing(people, windows):
    """B1, with the other direction at work."""
    arrows = [one.sharing_to_tie for one in found_of(people, windows, to_sharing=0.1)]
    assert share_of(arrows, lambda one: one.p < 0.05) <= 0.06 + WIDER
    assert 0.93 - WIDER <= share_of(arrows, lambda one: one.low <= 0 <= one.high) <= 0.97 + WIDER


def test_what_is_planted_is_in_the_interval_and_not_missed():
    """B2, B3, B4: thirty people, twelve steps from one window to the next."""
    arrows = [one.sharing_to_tie for one in found_of(30, 13, to_tie=0.05)]
    assert 0.93 - WIDER <= share_of(arrows, lambda one: one.low <= 0.05 <= one.high) <= 0.97 + WIDER
    assert abs(np.mean([one.estimate for one in arrows]) - 0.05) <= 0.005
    assert share_of(arrows, lambda one: one.p < 0.05) >= 0.8 - WIDER
    counted = [counts(seed, 30, 13, to_tie=0.3) for seed in range(100)]
    arrows = [cross_lag(np.log1p(one.tie), np.log1p(one.share), one.pairs).sharing_to_tie for one in counted]
    assert share_of(arrows, lambda one: one.p < 0.05) >= 0.8


def test_two_people_who_are_alike_are_no_arrow():
    """B5: a pooled cross-lag, which knows nothing of pairs and persons, finds one nearly always."""
    pooled = ours = 0
    for seed in range(MADE_UP):
        tie, share, pairs = even(seed, 30, 12, kept=0.1)
        before = np.column_stack([np.ones(tie[:, 1:].size), tie[:, :-1].ravel(), share[:, :-1].ravel()])
        after = tie[:, 1:].ravel()
        coefficients, left, *_ = np.linalg.lstsq(before, after, rcond=None)
        error = np.sqrt(left[0] / len(after) * np.linalg.inv(before.T @ before)[2, 2])
        pooled += abs(coefficients[2] / error) > 1.96
        ours += cross_lag(tie, share, pairs).sharing_to_tie.p < 0.05
    assert pooled / MADE_UP >= 0.95 - WIDER
    assert ours / MADE_UP <= 0.06 + WIDER


def logged(panel):
    return cross_lag(np.log1p(panel.tie), np.log1p(panel.share), panel.pairs)


@pytest.mark.parametrize("kept", [0.4, 0.7])
def test_something_that_happens_to_both_is_said_to_be_possible(kept):
    """B6: of what is found falsely, nineteen in twenty are flagged, and then no order is spoken of."""
    found = [logged(counts(seed, 40, 16, base=0.25, shock=kept)) for seed in range(100)]
    wrong = [one for one in found if any(holm([one.sharing_to_tie.p, one.tie_to_sharing.p]))]
    assert len(wrong) > 80, "such a shock looks like an arrow"
    assert np.mean([is_shared(one) for one in wrong]) >= 0.95
    told = [direction(counts(seed, 40, 16, base=0.25, shock=kept)) for seed in range(3)]
    assert {one.verdict for one in told} == {"shared_shock"}
    assert not any("compatible" in text for one in told for text in say(one).values())


@pytest.mark.parametrize("planted", [{}, {"to_tie": 0.3}, {"to_sharing": 0.3}, {"to_tie": 0.3, "to_sharing": 0.3}])
def test_nothing_shared_is_suspected_where_nothing_is(planted):
    """B6, the other side."""
    assert np.mean([is_shared(logged(counts(seed, 40, 16, base=0.2, **planted))) for seed in range(100)]) <= 0.05


@pytest.mark.parametrize(("base", "is_enough"), [(0.03, False), (0.085, False), (0.13, True)])
def test_too_few_events_are_said_to_be_too_few(base, is_enough):
    """B7, and that the line is drawn where it is said to be, on either side of it."""
    lacking = [amount_of(counts(seed, 50, 12, base=base)).lacking() for seed in range(60)]
    few = {"few_tie_events", "few_share_events"}
    assert np.mean([bool(few & {*one}) != is_enough for one in lacking]) >= 0.95
    if not is_enough:
        assert direction(counts(0, 50, 12, base=base)).verdict == "too_little"


def test_each_least_size_is_asked_for():
    rich = counts(0, 40, 16, base=0.3)
    few = panel_part(rich, rich.pairs.first < 25, rich.pairs.second < 25)
    assert "few_people" in direction(few).flags
    assert "few_windows" in direction(Panel(rich.pairs, rich.tie[:, :11], rich.share[:, :11])).flags
    still = Panel(rich.pairs, rich.tie, np.ones_like(rich.share))
    assert direction(still).flags == ("little_variation",)
    alike = Panel(rich.pairs, rich.tie, rich.tie)
    assert (direction(alike).verdict, direction(alike).flags) == ("too_little", ("series_alike",))
    assert direction(alike).arrows is None


def panel_part(panel, *conditions):
    keep = np.logical_and.reduce(conditions)
    return Panel(panel.pairs.kept(keep), panel.tie[keep], panel.share[keep])


def test_people_who_act_event_by_event_in_continuous_time():
    """A generator written apart from the method: nothing where nothing is, the arrow that is planted, and no other."""
    still = [direction(event_by_event(seed, 30, 14)).verdict for seed in range(10)]
    assert still.count("none_found") >= 8
    forward = [direction(event_by_event(seed, 40, 16, to_tie=0.7)).verdict for seed in range(5)]
    backward = [direction(event_by_event(seed, 40, 16, to_sharing=0.7)).verdict for seed in range(5)]
    assert forward.count("sharing_to_tie") >= 4
    assert backward.count("tie_to_sharing") >= 4
    assert "tie_to_sharing" not in forward
    assert "sharing_to_tie" not in backward


def test_a_loop_is_an_answer():
    verdicts = [direction(counts(seed, 50, 20, base=0.2, to_tie=0.3, to_sharing=0.3)).verdict for seed in range(6)]
    assert verdicts.count("loop") >= 5
    assert set(verdicts) <= set(VERDICTS)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(8, 25), st.booleans())
def test_what_is_about_persons_goes_whoever_is_paired_with_whom(seed, people, complete):
    """On the complete graph by its closed form, elsewhere by solving: what is left is at right angles to each person."""
    chance = np.random.default_rng(seed)
    pairs = every_pair(people)
    if not complete:
        pairs = pairs.kept(chance.random(len(pairs)) < 0.6)
    values = chance.normal(size=(len(pairs), 3))
    left = without_people(values, pairs)
    assert np.abs(pairs.per_person(left)).max() < 1e-8
    persons = chance.normal(size=(pairs.people, 3)) * 10
    moved = values + persons[pairs.first] + persons[pairs.second]
    assert np.allclose(without_people(moved, pairs), left, atol=1e-7)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 1000))
def test_names_and_sides_and_the_order_of_rows_change_nothing(seed):
    panel = counts(seed, 12, 8, base=0.5)
    chance = np.random.default_rng(seed)
    names = chance.permutation(12)
    rows = [
        (names[i], names[j], t, panel.tie[d, t], panel.share[d, t])
        for d, (i, j) in enumerate(zip(panel.pairs.first, panel.pairs.second, strict=True)) for t in range(8)
    ]  # fmt: skip
    one = panel_of(*zip(*rows, strict=True))
    turned = [(b, a, *rest) if chance.random() < 0.5 else (a, b, *rest) for a, b, *rest in rows]
    chance.shuffle(turned)
    other = panel_of(*zip(*turned, strict=True))
    first, second = (cross_lag(np.log1p(p.tie), np.log1p(p.share), p.pairs) for p in (one, other))
    direct = cross_lag(np.log1p(panel.tie), np.log1p(panel.share), panel.pairs)
    for found in (second, direct):
        assert found.sharing_to_tie.estimate == pytest.approx(first.sharing_to_tie.estimate, abs=1e-9)
        assert found.tie_to_sharing.p == pytest.approx(first.tie_to_sharing.p, abs=1e-9)


def test_half_of_the_work_is_done_by_the_jackknife():
    """Feedback biases what is left uncorrected."""
    found = found_of(30, 12, many=200, to_sharing=0.3)
    assert np.mean([one.uncorrected[0] for one in found]) < -0.02
    assert abs(np.mean([one.sharing_to_tie.estimate for one in found])) < 0.01


def test_refusals():
    with pytest.raises(ValueError, match="twice in window 3"):
        panel_of(["a", "b"], ["b", "a"], [3, 3], [1, 1], [0, 0])
    with pytest.raises(ValueError, match="not a pair"):
        Pairs(np.array([1]), np.array([1]), 3)
    with pytest.raises(ValueError, match="numbers from 0"):
        Panel(every_pair(3), -np.ones((3, 5)), np.ones((3, 5)))
    with pytest.raises(ValueError, match="do not vary"):
        cross_lag(np.ones((10, 6)), np.ones((10, 6)), every_pair(5))


def test_students_t_as_in_the_tables():
    assert critical(29) == pytest.approx(2.045229642, abs=1e-8)
    assert critical(1) == pytest.approx(12.706204736, abs=1e-6)
    assert critical(20_000) == pytest.approx(1.960082, abs=1e-4)
    assert two_sided(2.0, 10) == pytest.approx(0.073388, abs=1e-6)


def test_holm_holds_both():
    assert holm([0.04, 0.03]) == [False, False]
    assert holm([0.04, 0.02]) == [True, True]
    assert holm([0.5, 0.01]) == [False, True]


def test_series_that_keep_their_order_are_reliable():
    chance = np.random.default_rng(0)
    pairs = every_pair(20)
    usual = chance.normal(size=(len(pairs), 1))
    assert reliability_of(usual + 0.3 * chance.normal(size=(len(pairs), 12)), pairs) > 0.9
    assert reliability_of(chance.normal(size=(len(pairs), 12)), pairs) < 0.4
