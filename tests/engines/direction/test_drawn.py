"""Pairs drawn by lot: the replayed draw tells the truth as often as it says, and never more than it knows."""

import math

import numpy as np
import pytest

from liant.engines.direction import (
    Arm,
    Measured,
    Replays,
    Trial,
    answering_differs,
    bounds,
    displacement,
    every_pair,
    larger_arm,
    most_weeks,
    next_to_drawn,
    power,
    rest_weeks,
    trial,
)
from liant.engines.direction.drawn import chance_of, difference, interval, residuals

WIDER = 0.025  # of the bands of the table, for 300 programmes


def rounds(people, weeks, seed):
    """Who is drawn together in some weeks: one table turned round another (the circle method), labels drawn."""
    size = people + people % 2
    label = np.random.default_rng(seed).permutation(size)
    place = np.full((size, size), -1)
    pairs = every_pair(people)
    place[pairs.first, pairs.second] = place[pairs.second, pairs.first] = np.arange(len(pairs))
    met = []
    for week in range(weeks):
        turn = week % (size - 1)
        met.append((label[size - 1], label[turn]))
        met += [(label[(turn + k) % (size - 1)], label[(turn - k) % (size - 1)]) for k in range(1, size // 2)]
    found = np.array([place[a, b] for a, b in met])
    return np.unique(found[found >= 0])


def programme(seed, people, weeks=8, *, shows_up=0.75, size=0.0):
    """→ (outcome, before, took place, drawn, pairs)."""
    chance = np.random.default_rng(seed)
    pairs = every_pair(people)
    drawn = np.zeros(len(pairs), dtype=bool)
    drawn[rounds(people, weeks, seed)] = True
    met = drawn & (chance.random(len(pairs)) < shows_up)
    before = chance.normal(size=len(pairs))
    persons = chance.normal(size=people) * 0.4
    outcome = 0.5 * before + persons[pairs.first] + persons[pairs.second] + chance.normal(size=len(pairs)) + size * met
    return outcome, before, met.astype(float), drawn, pairs


def replays_of(people, weeks, pairs, many=299, seed=0):
    return Replays.of(lambda number: rounds(people, weeks, 10_000 * (seed + 1) + number), len(pairs), many)


@pytest.mark.parametrize("people", [20, 30])
def test_a_draw_that_did_nothing_is_rarely_said_to_have(people):
    """C1."""
    said, replays = 0, replays_of(people, 8, every_pair(people), 499)
    for seed in range(300):
        outcome, before, _met, drawn, pairs = programme(seed, people)
        left = residuals(outcome, pairs, before[:, None])
        said += chance_of(difference(left, drawn), replays.differences(left)) <= 0.05
    assert said / 300 <= 0.06 + WIDER


@pytest.mark.parametrize("shows_up", [0.75, 0.4])
def test_what_a_meeting_did_is_in_its_interval(shows_up):
    """C2; `liant bench direction --full` draws anew for each of 2,000."""
    inside, replays = 0, replays_of(30, 8, every_pair(30), 399)
    for seed in range(300):
        outcome, before, met, drawn, pairs = programme(seed, 30, shows_up=shows_up, size=0.3)
        found = trial(outcome, before, met, drawn, pairs, replays=replays)
        inside += found.took_place.low <= 0.3 <= found.took_place.high
        assert found.took_place.low <= found.took_place.estimate <= found.took_place.high
    assert 0.93 - WIDER <= inside / 300 <= 0.97 + WIDER


def test_what_a_meeting_did_is_what_two_stages_of_least_squares_make_of_it():
    """Being drawn as the instrument, with a dummy for each person: written the plain way."""
    outcome, before, met, drawn, pairs = programme(4, 12, weeks=3, size=0.5)
    persons = np.zeros((len(pairs), 12))
    persons[np.arange(len(pairs)), pairs.first] = persons[np.arange(len(pairs)), pairs.second] = 1
    beside = np.column_stack([before, persons])

    def fitted(columns, values):
        return columns @ np.linalg.lstsq(columns, values, rcond=None)[0]

    first = fitted(np.column_stack([drawn, beside]), met)
    second = np.linalg.lstsq(np.column_stack([first, beside]), outcome, rcond=None)[0][0]
    found = trial(outcome, before, met, drawn, pairs, replays=replays_of(12, 3, pairs, 99))
    assert found.took_place.estimate == pytest.approx(second, abs=1e-9)


def test_the_interval_is_all_that_the_replays_do_not_refuse():
    """Against a grid."""
    chance = np.random.default_rng(1)
    again, took_again = chance.normal(size=199), 0.2 + 0.1 * chance.normal(size=199)
    seen, took = 1.4, 0.7
    low, high = interval(seen, again, took, took_again)
    for size in np.linspace(-15, 15, 1201):
        p = (1 + (np.abs(again - size * took_again) >= abs(seen - size * took)).sum()) / 200
        if p > 0.05:
            assert low - 1e-9 <= size <= high + 1e-9
    assert math.isfinite(low + high)


def test_where_nobody_did_anything_there_is_no_interval_but_the_estimate():
    pairs, replays = every_pair(20), replays_of(20, 8, every_pair(20), 199)
    drawn = np.zeros(len(pairs), dtype=bool)
    drawn[replays.drawn[0]] = True
    nothing = np.zeros(len(pairs))
    found = trial(nothing, nothing, drawn, drawn, pairs, replays=replays)
    assert (found.drawn.estimate, found.drawn.low, found.drawn.high, found.drawn.p) == (0, 0, 0, 1)


def test_where_hardly_anyone_came_the_interval_is_wide_or_has_no_end_and_is_never_that_of_a_normal_approximation():
    """C6: one in ten came."""
    inside, widths, replays = 0, [], replays_of(20, 4, every_pair(20), 399)
    for seed in range(200):
        outcome, before, met, drawn, pairs = programme(seed, 20, weeks=4, shows_up=0.1, size=0.3)
        place = trial(outcome, before, met, drawn, pairs, replays=replays).took_place
        columns = before[:, None]
        again = replays.differences(residuals(outcome, pairs, columns))
        took = difference(residuals(met, pairs, columns), drawn)
        widths.append(place.high - place.low)
        assert widths[-1] >= (2 * 1.96 * again.std() / abs(took) if took else math.inf)
        inside += place.low <= 0.3 <= place.high
    assert inside / 200 >= 0.93 - WIDER
    assert np.median(widths) > 5
    assert np.isinf(widths).any()


def test_the_power_is_that_of_the_method_and_more_weeks_do_not_help_a_few():
    """C3: thirty people, eight weeks, five hundredths more a week."""
    pairs = every_pair(30)
    rates = 0.08 * np.random.default_rng(0).gamma(1, 1, len(pairs))
    found = power(rates, pairs, lambda number: rounds(30, 8, number), extra=0.05, runs=150)
    assert found.chance >= 0.8 - 2 * found.error
    none = power(rates, pairs, lambda number: rounds(30, 8, number), extra=0.0, runs=100, replays=199)
    assert none.chance <= 0.12
    assert not none.may_be_called_a_test
    assert [most_weeks(people) for people in (20, 21, 30)] == [9, 10, 14]


def test_the_same_seed_gives_the_same_answer_bit_by_bit():
    """C4."""
    outcome, before, met, drawn, pairs = programme(3, 20, size=0.2)
    one = trial(outcome, before, met, drawn, pairs, replays=replays_of(20, 8, pairs))
    other = trial(outcome, before, met, drawn, pairs, replays=replays_of(20, 8, pairs))
    assert one == other


def test_what_is_taken_from_those_around_is_seen():
    """C5: pairs next to those drawn lose half of what those who met gain."""
    people, weeks, size = 100, 8, 1.0
    pairs = every_pair(people)
    teams = np.arange(people) % 20
    replays = replays_of(people, weeks, pairs, 199)
    seen = quiet = 0
    for seed in range(25):
        chance = np.random.default_rng(seed)
        places = rounds(people, weeks, seed + 500)
        near = next_to_drawn(places, pairs, teams)
        before = chance.normal(size=len(pairs))
        met = np.zeros(len(pairs))
        met[places] = chance.random(len(places)) < 0.75
        still = 0.5 * before + chance.normal(size=len(pairs)) + size * met
        found = displacement(still - 0.5 * size * near, before, places, pairs, teams=teams, replays=replays)
        seen += found.p <= 0.05 and found.estimate < 0
        quiet += displacement(still, before, places, pairs, teams=teams, replays=replays).p <= 0.05
    assert seen >= 20
    assert quiet <= 5
    assert displacement(still, before, places, pairs, teams=np.zeros(people, dtype=int), replays=replays) is None


def test_weeks_of_rest_are_held_beside_weeks_with_a_partner():
    chance = np.random.default_rng(0)
    rests = [chance.random((40, 10)) < 0.15 for _ in range(200)]
    engaged = chance.normal(size=(40, 10)) + 1.0 * ~rests[0]
    gap, p = rest_weeks(engaged, rests[0], rests[1:])
    assert gap > 0.5
    assert p <= 0.01
    assert rest_weeks(chance.normal(size=(40, 10)), rests[0], rests[1:])[1] > 0.01


def test_if_the_drawn_answer_more_often_only_bounds_are_told():
    drawn = np.arange(100) < 40
    answered = np.where(drawn, np.arange(100) % 10 != 0, np.arange(100) % 2 == 0)
    assert answering_differs(answered, drawn)
    assert not answering_differs(np.ones(100, dtype=bool), drawn)
    values = np.full(100, 3.0)
    found = bounds(values, answered, drawn, 1, 5)
    assert (found.estimate, found.low) == (0.0, pytest.approx(-0.1 * 2 - 0.5 * 2))
    assert found.high == pytest.approx(0.1 * 2 + 0.5 * 2)


def test_the_difference_is_that_of_what_persons_and_before_do_not_say():
    outcome, before, _met, drawn, pairs = programme(0, 20)
    persons = np.random.default_rng(5).normal(size=20) * 100
    moved = outcome + persons[pairs.first] + persons[pairs.second] + 7 * before
    columns = before[:, None]
    assert difference(residuals(outcome, pairs, columns), drawn) == pytest.approx(
        difference(residuals(moved, pairs, columns), drawn), abs=1e-9
    )
    assert chance_of(0.0, np.array([0.0, 1.0])) == 1.0


def arm(name, estimate, half, spread=1.0):
    measured = Measured(estimate, estimate - half, estimate + half, 0.001)
    made = Trial(measured, measured, spread, (0.7, 0.0), 400.0, 0.5, 30, 120, 435)
    return Arm(name, made, 0.85)


def test_the_larger_arm_is_named_only_beyond_chance():
    assert larger_arm([arm("meeting", 0.6, 0.1), arm("spotlight", 0.1, 0.1)]) == "meeting"
    assert larger_arm([arm("meeting", 0.3, 0.2), arm("spotlight", 0.2, 0.2)]) is None
    assert larger_arm([arm("meeting", 0.6, 0.1)]) is None
