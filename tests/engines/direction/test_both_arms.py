"""Two arms at once, each drawn for itself from one seed: together they cry wolf as seldom as one would, each interval holds what was
planted, and the larger is named only where the difference is beyond chance. Acts are counted, as in a house."""

import math

import numpy as np
import pytest

from liant.engines.direction import Arm, Measured, Replays, Trial, apart, every_pair, larger_arm, say_drawn, trial
from liant.engines.direction.drawn import LEVEL
from liant.engines.direction.verdict import holm
from liant.engines.pairing import experiment

ARMS = ("meeting", "spotlight")
PEOPLE, WEEKS = 30, 8
CODES = [f"c{number:02}" for number in range(PEOPLE)]
PAIRS = every_pair(PEOPLE)
PLACE = {(CODES[one], CODES[other]): at for at, (one, other) in enumerate(zip(PAIRS.first, PAIRS.second, strict=True))}


def places(seed, arm):
    return np.array([PLACE[one.people] for one in experiment(CODES, weeks=WEEKS, seed=seed, arm=arm).meetings])


@pytest.fixture(scope="module")
def replays():
    return {arm: Replays.of(lambda number, arm=arm: places(100_000 + number, arm), len(PAIRS), 399) for arm in ARMS}


def programme(seed, replays, *, meeting=0.0, spotlight=0.0, base=1.5):
    """Pairs that are drawn in both, in one or in none; `meeting` and `spotlight`: acts more where it took place. → two trials"""
    chance = np.random.default_rng(seed)
    lively = chance.gamma(2, 0.5, PEOPLE)
    rates = base * lively[PAIRS.first] * lively[PAIRS.second] * chance.gamma(1, 1, len(PAIRS))
    found = []
    for arm, extra in zip(ARMS, (meeting, spotlight), strict=True):
        drawn = np.zeros(len(PAIRS), dtype=bool)
        drawn[places(seed, arm)] = True
        took = drawn & (chance.random(len(PAIRS)) < 0.75)
        before, after = np.log1p(chance.poisson(rates)), np.log1p(chance.poisson(rates))
        found.append(trial(after + extra * took, before, took, drawn, PAIRS, replays=replays[arm]))
    return found


def test_one_seed_draws_the_two_arms_apart():
    both = [len(set(places(seed, "meeting")) & set(places(seed, "spotlight"))) for seed in range(60)]
    by_chance = (PEOPLE / 2 * WEEKS) ** 2 / len(PAIRS)
    assert abs(np.mean(both) - by_chance) < 3
    assert (places(3, "spotlight") == places(3, "spotlight")).all()


def test_two_arms_that_did_nothing_are_rarely_said_to_have(replays):
    """C1, for both together: Holm's rule holds the chance of a single false word."""
    said = 0
    for seed in range(300):
        said += any(holm([one.drawn.p for one in programme(seed, replays)], LEVEL))
    assert said / 300 <= 0.06 + 0.025


def test_each_interval_and_that_of_the_difference_hold_what_was_planted(replays):
    """C2, for both together."""
    inside = np.zeros(3)
    for seed in range(300):
        found = programme(seed, replays, meeting=0.1, spotlight=0.5)
        inside[:2] += [one.took_place.low <= size <= one.took_place.high for one, size in zip(found, (0.1, 0.5), strict=True)]  # fmt: skip
        gap = apart([Arm(arm, one, 0.9) for arm, one in zip(ARMS, found, strict=True)])
        truth = 0.75 * (0.1 / found[0].spread - 0.5 / found[1].spread)
        inside[2] += gap.low <= truth <= gap.high
    assert (inside / 300 >= 0.93 - 0.025).all(), inside / 300
    assert (inside[:2] / 300 <= 0.97 + 0.025).all(), inside / 300


def test_where_both_did_as_much_neither_is_named_and_a_loop_may_be_said(replays):
    named, loops = 0, 0
    for seed in range(60):
        arms = [Arm(arm, one, 0.9) for arm, one in zip(ARMS, programme(seed, replays, meeting=0.5, spotlight=0.5), strict=True)]  # fmt: skip
        named += larger_arm(arms) is not None
        loops += "a loop" in say_drawn(arms)["en"]
    assert named / 60 <= 0.12
    assert loops / 60 >= 0.8


def test_where_one_did_all_it_is_named(replays):
    arms = [Arm(arm, one, 0.9) for arm, one in zip(ARMS, programme(1, replays, spotlight=0.8), strict=True)]
    text = say_drawn(arms)
    assert larger_arm(arms) == "spotlight"
    assert "sharing did more for the tie" in text["en"]
    assert "No effect detected" in text["en"]
    assert "une boucle" not in text["fr"]


def an_arm(name, estimate, half, p=0.001):
    measured = Measured(estimate, estimate - half, estimate + half, p)
    return Arm(name, Trial(measured, measured, 1.0, (0.7, 0.0), 400.0, 0.5, 30, 120, 435), 0.85)


def test_an_arm_that_raised_nothing_is_not_the_larger_for_the_other_having_lowered():
    arms = [an_arm("meeting", 0.0, 0.1, 0.9), an_arm("spotlight", -0.5, 0.1)]
    assert larger_arm(arms) == "meeting"
    assert "did more for" not in say_drawn(arms)["en"]


def test_two_arms_are_two_paragraphs_each_under_its_name():
    first, second = say_drawn([an_arm("meeting", 0.3, 0.2), an_arm("spotlight", 0.2, 0.3, 0.2)])["fr"].split("\n\n")
    assert first.startswith("Se rencontrer, puis partager. Être tirés au sort")
    assert second.startswith("Partager, puis le lien. Aucun effet détecté")


def test_an_outcome_that_was_planned_counts_even_where_nothing_can_be_said_of_it():
    """Else whoever plans two would be judged as if they had planned the one that came out."""
    arm = an_arm("meeting", 0.3, 0.2, 0.04)
    assert "raised" in say_drawn([arm])["en"]
    assert "No effect detected" in say_drawn([arm], planned=2)["en"]


def test_without_an_end_on_either_side_the_difference_has_none():
    arms = [an_arm("meeting", 0.6, 0.1), an_arm("spotlight", 0.1, math.inf)]
    assert math.isinf(apart(arms).low)
    assert larger_arm(arms) is None
    assert apart(arms[:1]) is None
