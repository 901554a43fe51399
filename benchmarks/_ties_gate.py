"""The acceptance table of the method, as far as it is about ties and pairing: many made-up offices for each line, with its band."""

from collections.abc import Iterator

import numpy as np

from liant.engines.pairing import operations, rounds
from liant.engines.ties import Stream, contacts, index, measure, priors, rates, strengths
from tests.engines.pairing.test_pairing import first_repeat, of_teams
from tests.engines.ties.worlds import bustle, office, surveyed

Line = tuple[str, float, float, float]


def gate(many: int) -> int:
    """Print each line; 1 where one falls out of its band."""
    is_out = False
    for name, value, low, high in (*of_rates(many), *of_strengths(many), *of_surveys(many), *of_pairing()):
        is_out |= not low <= value <= high
        print(f"{'ok ' if low <= value <= high else 'OUT'} {name:<72} {value:>10.4g}   [{low:g}, {high:g}]", flush=True)
    return int(is_out)


def of_rates(many: int) -> Iterator[Line]:
    """A1 to A3."""
    for people, has_margins, times in ((20, False, many), (50, True, many), (200, True, many)):
        held, drawn, raw, shapes = [], [], [], []
        for seed in range(times):
            rows, first, second, truth = office(seed, people, has_margins=has_margins)
            found = contacts(rows, at=56.0, weeks=8)
            prior = priors(found)[0]
            estimate = rates(found, prior, 0, (first, second))
            low, high = estimate.interval()
            at = found.rows_of(first, second)
            counted = np.where(at >= 0, found.total[0][at], 0) / 8
            held.append(np.mean((low <= truth) & (truth <= high)))
            drawn.append(np.mean((estimate.mean - truth) ** 2))
            raw.append(np.mean((counted - truth) ** 2))
            shapes.append(prior.r)
        kind = "margins" if has_margins else "blocks"
        yield f"A1 coverage, {people} people, {kind}", float(np.mean(held)), 0.93, 0.97
        yield f"A3 error beside raw rates, {people} people", float(np.sqrt(np.mean(drawn) / np.mean(raw))), 0.0, 1.0
        if people == 200:
            yield "A2 median r̂ where r = .3, 200 people, 8 weeks", float(np.median(shapes)), 0.255, 0.345


def of_strengths(many: int) -> Iterator[Line]:
    """A5 to A7: the worst that was seen."""
    apart, moved, fallen = 0.0, 0.0, 0.0
    chance = np.random.default_rng(7)
    for seed in range(max(many // 10, 10)):
        rows = bustle(seed)
        whole = contacts(rows, at=210.0, weeks=30)
        kept = Stream(rows.people, rows.channels, begins=0.0)
        for week in np.unique(np.ceil(rows.day / 7)):
            kept.add(rows.only(chance.permutation(np.flatnonzero(np.ceil(rows.day / 7) == week))))
        apart = max(apart, float(np.abs(kept.contacts(29).decayed - whole.decayed).max()))
        by = index(whole)
        plain = strengths(whole, by)
        shuffled = contacts(rows.only(chance.permutation(len(rows))), at=210.0, weeks=30)
        moved = max(moved, float(np.abs(strengths(shuffled, index(shuffled)).strength - plain.strength).max()))
    yield "A5 a stream beside all at once, worst difference", apart, 0.0, 1e-9
    yield "A6 rows in another order, worst difference", moved, 0.0, 1e-9
    for seed in range(many):
        fallen = max(fallen, _fall(seed, chance))
    yield "A7 one more contact, worst fall of a strength", fallen, 0.0, 1e-9


def _fall(seed: int, chance: np.random.Generator) -> float:
    rows = bustle(seed, int(chance.choice([2, 5, 20, 60])), int(chance.integers(1, 300)))
    at = int(chance.integers(len(rows)))
    pair = rows.source[[at]], rows.target[[at]]
    more = rows.only(np.append(np.arange(len(rows)), at))
    more.day[-1], more.channel[-1] = chance.uniform(0.01, 210), chance.integers(0, 5)
    before, after = (contacts(one, at=210.0, weeks=30) for one in (rows, more))
    return float(strengths(before, index(before), pair).strength[0] - strengths(after, index(after), pair).strength[0])


def of_surveys(many: int) -> Iterator[Line]:
    """A9."""
    errors, gains = [], []
    for seed in range(max(many // 20, 10)):
        rows, rater, rated, closeness, _ = surveyed(seed, people=100, ratings=25)
        found = measure(rows, at=140.0, ratings=(rater, rated, closeness)).calibration
        if found is not None:
            errors.append(found.error)
            gains.append(found.brier / found.base)
    yield "A9 calibration error, by rater", float(np.mean(errors)), 0.0, 0.05
    yield "A9 Brier score beside the base rate's, worst", float(np.max(gains)), 0.0, 1.0


def of_pairing() -> Iterator[Line]:
    """D1 and D3."""
    wrong = 0
    for people in range(2, 202):
        ends = np.sort(rounds(people).reshape(-1, 2), axis=1)
        wrong += len(np.unique(ends, axis=0)) != len(ends)
    yield "D1 sizes from 2 to 201 in which a pair comes twice", float(wrong), 0, 0
    for people in (30, 31, 50, 101):
        weeks = people - 1 if people % 2 == 0 else -(-people // 2)
        plan = operations(of_teams(people), weeks=weeks, seed=1)
        yield f"D3 weeks without a repeat, {people} people", float(first_repeat(plan) - 1), -(-people // 2), people
