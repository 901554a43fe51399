"""How long it takes to tell which comes first, beside sparse least squares with a dummy for each pair and each person in each
window (SciPy), in one run; both must find the same coefficients. `--full`: the gate of the method instead, thousands of made-up
programmes of known truth, each line with its band.
"""

import argparse
import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # the made-up programmes are those of the tests

from _direction_plain import plain
from liant.engines.direction import Replays, cross_lag, direction, displacement, every_pair, next_to_drawn, power, trial
from liant.engines.direction.drawn import chance_of, difference, residuals
from tests.engines.direction.made_up import counts, even, event_by_event
from tests.engines.direction.test_drawn import programme, rounds

CLOSE = 1e-6


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How many people, and whether the gate is run."""
    parser.add_argument("--people", type=int, nargs="*", default=[50, 120, 300])
    parser.add_argument("--windows", type=int, default=24)
    parser.add_argument("--full", action="store_true", help="the gate of the method")
    parser.add_argument("--many", type=int, default=2_000, help="made-up programmes for each line of the gate")


def run(args: argparse.Namespace) -> int:
    """Print times and ratios, or the gate; 1 where coefficients differ or a line falls out of its band."""
    return gate(args.many) if args.full else speed(args.people, args.windows)


def speed(sizes: list[int], windows: int) -> int:
    worst = 0.0
    print(f"{'people':>7} {'pairs':>8} {'Liant':>9} {'SciPy':>9} {'as long':>8}")
    for people in sizes:
        tie, share, pairs = even(0, people, windows, to_tie=0.05)
        start = time.process_time()
        found = cross_lag(tie, share, pairs)
        ours, start = time.process_time() - start, time.process_time()
        theirs = plain(tie, share, pairs)
        taken = time.process_time() - start
        worst = max(worst, *(abs(a - b) for a, b in zip(found.uncorrected, theirs, strict=True)))
        print(f"{people:>7} {len(pairs):>8,} {ours:>7.3f} s {taken:>7.2f} s {taken / ours:>6.0f} ×", flush=True)
    print(f"coefficients differ by {worst:.1e} at most; Liant also corrects them and gives intervals")
    return 1 if worst > CLOSE else 0


def gate(many: int) -> int:
    """Each line of the acceptance table of the method that is about direction."""
    lines = [*observed(many), *by_lot(many)]
    for name, value, low, high in lines:
        print(f"{'ok ' if low <= value <= high else 'OUT'} {name:<70} {value:>7.4f}   [{low:g}, {high:g}]")
    return 0 if all(low <= value <= high for _, value, low, high in lines) else 1


def observed(many: int) -> list[tuple[str, float, float, float]]:
    lines = []
    for people in (30, 50):
        for steps in (12, 24):
            none = [cross_lag(*even(seed, people, steps + 1, to_sharing=0.1)).sharing_to_tie for seed in range(many)]
            one = [cross_lag(*even(seed, people, steps + 1, to_tie=0.05)).sharing_to_tie for seed in range(many)]
            at = f"{people} people, {steps} steps"
            lines += [
                (f"B1 {at}: said though there is none", mean(a.p < 0.05 for a in none), 0, 0.06),
                (f"B2 {at}: none in the interval", mean(a.low <= 0 <= a.high for a in none), 0.93, 0.97),
                (f"B2 {at}: .05 in the interval", mean(a.low <= 0.05 <= a.high for a in one), 0.93, 0.97),
                (f"B3 {at}: bias", mean(a.estimate for a in one) - 0.05, -0.005, 0.005),
            ]
            if (people, steps) == (30, 12):
                lines.append((f"B4 {at}: .05 found", mean(a.p < 0.05 for a in one), 0.8, 1))
    few = max(100, many // 5)
    verdicts = {
        "B4 30 people, counts: .3 found": ([arrow_of(counts(seed, 30, 13, to_tie=0.3)) < 0.05 for seed in range(few)], 0.8, 1),
        "B6 shock .7: said wrongly": ([said(counts(s, 40, 16, base=0.25, shock=0.7)) for s in range(few)], 0, 0.05),
        "B6 shock .4: said wrongly": ([said(counts(s, 40, 16, base=0.25, shock=0.4)) for s in range(few)], 0, 0.05),
        "B6 none: flagged": ([flagged(counts(s, 40, 16, base=0.2)) for s in range(few)], 0, 0.05),
        "B6 one way: flagged": ([flagged(counts(s, 40, 16, base=0.2, to_tie=0.3)) for s in range(few)], 0, 0.05),
        "B6 both ways: flagged": ([flagged(counts(s, 40, 16, base=0.2, to_tie=0.3, to_sharing=0.3)) for s in range(few)], 0, 0.05),
        "B7 .03 events: too little": ([direction(counts(s, 50, 12, base=0.03, to_tie=0.3)).verdict == "too_little" for s in range(few)], 0.95, 1),
        "event by event, none: something said": ([direction(event_by_event(s, 30, 14)).verdict != "none_found" for s in range(few)], 0, 0.08),
        "event by event, .7 to the tie: that and no more": ([direction(event_by_event(s, 40, 16, to_tie=0.7)).verdict == "sharing_to_tie" for s in range(few // 2)], 0.8, 1),
        "event by event, .7 to sharing: that and no more": ([direction(event_by_event(s, 40, 16, to_sharing=0.7)).verdict == "tie_to_sharing" for s in range(few // 2)], 0.8, 1),
    }  # fmt: skip
    return lines + [(name, mean(values), low, high) for name, (values, low, high) in verdicts.items()]


def arrow_of(panel) -> float:
    return cross_lag(np.log1p(panel.tie), np.log1p(panel.share), panel.pairs).sharing_to_tie.p


def said(panel) -> bool:
    return direction(panel).verdict not in ("none_found", "shared_shock")


def flagged(panel) -> bool:
    return "shared_shock" in direction(panel).flags


def by_lot(many: int) -> list[tuple[str, float, float, float]]:
    lines = []
    for people in (20, 30, 50, 100):
        pairs = every_pair(people)
        replays = Replays.of(lambda number, n=people: rounds(n, 8, 10_000_000 + number), len(pairs), 1_999)
        rejected = []
        for seed in range(many if people < 100 else many // 4):
            outcome, before, _, drawn, _ = programme(seed, people)
            left = residuals(outcome, pairs, before[:, None])
            rejected.append(chance_of(difference(left, drawn), replays.differences(left)) <= 0.05)
        lines.append((f"C1 {people} people: said though there is none", mean(rejected), 0, 0.06))
    pairs = every_pair(30)
    for came in (0.75, 0.4):
        inside = []
        for seed in range(many // 4):
            outcome, before, met, drawn, _ = programme(seed, 30, shows_up=came, size=0.3)
            replays = Replays.of(lambda number, s=seed: rounds(30, 8, 10_000 * (s + 1) + number), len(pairs), 1_999)
            place = trial(outcome, before, met, drawn, pairs, replays=replays).took_place
            inside.append(place.low <= 0.3 <= place.high)
        lines.append((f"C2 30 people, {came:.0%} came: .3 in the interval", mean(inside), 0.93, 0.97))
    rates = 0.08 * np.random.default_rng(0).gamma(1, 1, len(pairs))
    found = power(rates, pairs, lambda number: rounds(30, 8, number), extra=0.05, runs=many // 2, replays=999)
    lines.append(("C3 30 people, 8 weeks: .05 a week found", found.chance, 0.8, 1))
    lines.append(
        (
            "C5 100 people: half taken from those around, seen",
            mean(taken_from_others(seed) for seed in range(100)),
            0.8,
            1,
        )
    )
    return lines


def taken_from_others(seed: int) -> bool:
    people, chance = 100, np.random.default_rng(seed)
    pairs, teams = every_pair(people), np.arange(people) % 20
    replays = Replays.of(lambda number: rounds(people, 8, 10_000_000 + number), len(pairs), 399)
    places = rounds(people, 8, seed)
    met = np.zeros(len(pairs))
    met[places] = chance.random(len(places)) < 0.75
    before = chance.normal(size=len(pairs))
    outcome = 0.5 * before + chance.normal(size=len(pairs)) + met - 0.5 * next_to_drawn(places, pairs, teams)
    found = displacement(outcome, before, places, pairs, teams=teams, replays=replays)
    return found is not None and found.p <= 0.05 and found.estimate < 0


def mean(values) -> float:
    return float(np.mean(list(values)))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    add_arguments(parser)
    sys.exit(run(parser.parse_args()))
