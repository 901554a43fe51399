"""The acceptance table of the method, as far as it is about direction: observed (B) and drawn by lot (C)."""

import math
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # the made-up programmes are those of the tests

from _gate import Gate, mean
from liant.engines.direction import (
    Replays,
    cross_lag,
    direction,
    displacement,
    every_pair,
    next_to_drawn,
    power,
    say,
    trial,
)
from liant.engines.direction.drawn import chance_of, difference, residuals
from tests.engines.direction.made_up import counts, even, event_by_event
from tests.engines.direction.test_drawn import programme, rounds

REPLAYS = 1_999
SHARED = 20  # programmes that one set of replays serves: drawn anew for each, nearly all the time would go there
ELSEWHERE = 10_000_000  # seeds of replays, apart from those of programmes


def gate(many: int, only: list[str]) -> int:
    return Gate(many, only).run(ROWS)


def arrows_of(seed, make, **planted):
    """(p, low, estimate, high) of sharing → tie, and of tie → sharing."""
    found = cross_lag(*make(seed, **planted))
    return [(one.p, one.low, one.estimate, one.high) for one in (found.sharing_to_tie, found.tie_to_sharing)]


def logged(seed, **planted):
    panel = counts(seed, **planted)
    return np.log1p(panel.tie), np.log1p(panel.share), panel.pairs


def of_even(gate: Gate) -> None:
    """B1 to B3, in four settings; B4 in the smallest."""
    for people in (30, 50):
        for steps in (12, 24):
            size, at = {"people": people, "windows": steps + 1}, f"{people} people, {steps} steps"
            none = gate.each(arrows_of, gate.many, make=even, to_sharing=0.1, **size)
            gate.line(
                f"B1 {at}, .1 the other way: said though there is none",
                mean(one[0] < 0.05 for one, _ in none),
                0,
                0.06,
                gate.many,
            )
            gate.line(
                f"B2 {at}, .1 the other way: none in the interval",
                mean(one[1] <= 0 <= one[3] for one, _ in none),
                0.93,
                0.97,
                gate.many,
            )
            planted = gate.each(arrows_of, gate.many, make=even, to_tie=0.05, **size)
            gate.line(
                f"B1 {at}, .05 to the tie: said of sharing",
                mean(other[0] < 0.05 for _, other in planted),
                0,
                0.06,
                gate.many,
            )
            gate.line(
                f"B2 {at}: .05 in the interval",
                mean(one[1] <= 0.05 <= one[3] for one, _ in planted),
                0.93,
                0.97,
                gate.many,
            )
            gate.line(f"B3 {at}: bias where .05", mean(one[2] for one, _ in planted) - 0.05, -0.005, 0.005, gate.many)
            if (people, steps) == (30, 12):
                gate.line(f"B4 {at}: .05 found", mean(one[0] < 0.05 for one, _ in planted), 0.8, 1, gate.many)


def of_counts(gate: Gate) -> None:
    found = gate.each(arrows_of, gate.many, make=logged, people=30, windows=13, base=0.15, to_tie=0.3)
    gate.line(
        "B4 30 people, 12 steps, counts of .15: e^.3 found", mean(one[0] < 0.05 for one, _ in found), 0.8, 1, gate.many
    )


def alike(seed):
    """Pairs that are alike and nothing else: (whether a pooled cross-lag finds an arrow, whether this does)."""
    tie, share, pairs = even(seed, 30, 13, kept=0.1)
    before = np.column_stack([np.ones(tie[:, 1:].size), tie[:, :-1].ravel(), share[:, :-1].ravel()])
    after = tie[:, 1:].ravel()
    coefficients, left, *_ = np.linalg.lstsq(before, after, rcond=None)
    error = np.sqrt(left[0] / len(after) * np.linalg.inv(before.T @ before)[2, 2])
    return abs(coefficients[2] / error) > 1.96, cross_lag(tie, share, pairs).sharing_to_tie.p < 0.05


def of_likeness(gate: Gate) -> None:
    found = gate.each(alike, gate.many)
    gate.line(
        "B5 30 people, 12 steps, likeness alone: a pooled cross-lag says",
        mean(pooled for pooled, _ in found),
        0.95,
        1,
        gate.many,
    )
    gate.line("B5 30 people, 12 steps, likeness alone: said", mean(ours for _, ours in found), 0, 0.06, gate.many)


def speaks(seed, **planted):
    """What is really said: (verdict, whether it calls an order compatible)."""
    found = direction(counts(seed, 40, 16, **planted))
    return found.verdict, "compatible" in " ".join(say(found).values())


def of_shocks(gate: Gate) -> None:
    """B6: of what is found falsely, how much is flagged; and flags where nothing shared happened."""
    few = max(20, gate.many // 2)
    for kept in (0.7, 0.4):
        told = gate.each(speaks, few, base=0.25, shock=kept)
        wrong = [verdict for verdict, _ in told if verdict != "none_found"]
        flagged = mean(one == "shared_shock" for one in wrong) if wrong else math.nan
        gate.line(
            f"B6 40 people, 16 windows, shock AR({kept}): of {len(wrong)} false positives, flagged",
            flagged,
            0.95,
            1,
            few,
        )
        gate.line(
            f"B6 40 people, 16 windows, shock AR({kept}): “compatible” said",
            mean(is_said for _, is_said in told),
            0,
            0.05,
            few,
        )
    for name, planted in (("none", {}), ("to the tie", {"to_tie": 0.3}), ("to sharing", {"to_sharing": 0.3}),
                          ("both ways", {"to_tie": 0.3, "to_sharing": 0.3})):  # fmt: skip
        found = gate.each(speaks, few, base=0.2, **planted)
        gate.line(
            f"B6 40 people, 16 windows, no shock, {name}: flagged",
            mean(one == "shared_shock" for one, _ in found),
            0,
            0.05,
            few,
        )


def verdict_of(seed, make, **planted):
    return direction(make(seed, **planted)).verdict


def of_few(gate: Gate) -> None:
    found = gate.each(verdict_of, gate.many, make=counts, people=50, windows=12, base=0.03, to_tie=0.3)
    gate.line(
        "B7 50 people, 12 windows, counts of .03: too little",
        mean(one == "too_little" for one in found),
        0.95,
        1,
        gate.many,
    )


def of_events(gate: Gate) -> None:
    """Beside the table: a generator written apart from the method."""
    few = max(20, gate.many // 4)
    found = gate.each(verdict_of, few, make=event_by_event, people=30, windows=14)
    gate.line(
        "event by event, 30 people, none: something said", mean(one != "none_found" for one in found), 0, 0.08, few
    )
    for name, planted in (("sharing_to_tie", {"to_tie": 0.7}), ("tie_to_sharing", {"to_sharing": 0.7})):
        found = gate.each(verdict_of, few // 2, make=event_by_event, people=40, windows=16, **planted)
        gate.line(
            f"event by event, 40 people, e^.7 {name}: that and no more",
            mean(one == name for one in found),
            0.8,
            1,
            few // 2,
        )


def replays_for(people, weeks, seeds, many=REPLAYS):
    """Made anew for each block of programmes."""
    start = ELSEWHERE + seeds.start * many
    return Replays.of(lambda number: rounds(people, weeks, start + number), len(every_pair(people)), many)


def said_of_nothing(seeds, people):
    replays, found = replays_for(people, 8, seeds), []
    for seed in seeds:
        outcome, before, _, drawn, pairs = programme(seed, people)
        left = residuals(outcome, pairs, before[:, None])
        found.append(chance_of(difference(left, drawn), replays.differences(left)) <= 0.05)
    return found


def of_nothing(gate: Gate) -> None:
    for people in (20, 30, 50, 100):
        found = gate.blocks(said_of_nothing, gate.many, SHARED, people=people)
        gate.line(f"C1 {people} people, 8 weeks: said though there is none", mean(found), 0, 0.06, gate.many)


def inside(seeds, people, weeks, came, size):
    """(whether what meeting did is in its interval, whether that is narrower than one from a normal approximation, whether it has
    an end)."""
    replays, found = replays_for(people, weeks, seeds), []
    for seed in seeds:
        outcome, before, met, drawn, pairs = programme(seed, people, weeks, shows_up=came, size=size)
        place = trial(outcome, before, met, drawn, pairs, replays=replays).took_place
        columns = before[:, None]
        again, took = (
            replays.differences(residuals(outcome, pairs, columns)),
            difference(residuals(met, pairs, columns), drawn),
        )
        normal = 2 * 1.96 * again.std() / abs(took) if took else math.inf
        width = place.high - place.low
        found.append((place.low <= size <= place.high, width < normal, math.isfinite(width)))
    return found


def of_meeting(gate: Gate) -> None:
    for people, many in ((30, gate.many), (20, gate.many // 2), (50, gate.many // 2)):
        for came in (0.75, 0.4):
            found = gate.blocks(inside, many, SHARED, people=people, weeks=8, came=came, size=0.3)
            gate.line(
                f"C2 {people} people, 8 weeks, {came:.0%} came: .3 in the interval",
                mean(one for one, _, _ in found),
                0.93,
                0.97,
                many,
            )


def of_few_who_came(gate: Gate) -> None:
    few = gate.many // 2
    for people, weeks in ((20, 4), (30, 8)):
        found = gate.blocks(inside, few, SHARED, people=people, weeks=weeks, came=0.1, size=0.3)
        at = f"C6 {people} people, {weeks} weeks, 10% came"
        gate.line(f"{at}: .3 in the interval, with or without an end", mean(one for one, _, _ in found), 0.93, 1, few)
        gate.line(f"{at}: narrower than a normal approximation", mean(narrow for _, narrow, _ in found), 0, 0.01, few)


def of_power(gate: Gate) -> None:
    pairs = every_pair(30)
    rates = 0.08 * np.random.default_rng(0).gamma(1, 1, len(pairs))
    found = power(rates, pairs, lambda number: rounds(30, 8, number), extra=0.05, runs=gate.many, replays=999)
    gate.line("C3 30 people, 8 weeks: .05 a week found", found.chance, 0.8, 1, gate.many)


def taken_from_others(seeds, taken):
    """Of 100 people in 20 teams, whether it is seen that pairs next to those drawn lose part of what those who met gain."""
    people = 100
    pairs, teams = every_pair(people), np.arange(people) % 20
    replays, found = replays_for(people, 8, seeds, 199), []
    for seed in seeds:
        chance, places = np.random.default_rng(seed), rounds(people, 8, seed)
        met = np.zeros(len(pairs))
        met[places] = chance.random(len(places)) < 0.75
        before = chance.normal(size=len(pairs))
        outcome = 0.5 * before + chance.normal(size=len(pairs)) + met - taken * next_to_drawn(places, pairs, teams)
        one = displacement(outcome, before, places, pairs, teams=teams, replays=replays)
        found.append(one is not None and one.p <= 0.05 and (one.estimate < 0 or not taken))
    return found


def of_displacement(gate: Gate) -> None:
    few = gate.many // 2
    gate.line(
        "C5 100 people, half taken from those around: seen",
        mean(gate.blocks(taken_from_others, few, SHARED, taken=0.5)),
        0.8,
        1,
        few,
    )
    found = gate.blocks(taken_from_others, gate.many, SHARED, taken=0.0)
    gate.line("C5 100 people, nothing taken from those around: seen", mean(found), 0, 0.06, gate.many)


ROWS = (
    ("B1 B2 B3 B4", of_even), ("B4", of_counts), ("B5", of_likeness), ("B6", of_shocks), ("B7", of_few), ("events", of_events),
    ("C1", of_nothing), ("C2", of_meeting), ("C3", of_power), ("C5", of_displacement), ("C6", of_few_who_came),
)  # fmt: skip
