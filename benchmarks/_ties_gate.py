"""The acceptance table of the method, as far as it is about ties (A), pairing (D) and scales (E)."""

import itertools
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # the made-up offices are those of the tests

from _gate import Gate, mean
from liant.engines.pairing import match, operations, rounds
from liant.engines.questionnaire.reliability import alpha, omega
from liant.engines.ties import Stream, contacts, index, measure, priors, rates, strengths
from tests.engines.pairing.test_pairing import best, first_repeat, of_teams
from tests.engines.ties.test_strengths import by_pair
from tests.engines.ties.worlds import bustle, office, surveyed

AT = 210.0


def gate(many: int, only: list[str]) -> int:
    return Gate(many, only).run(ROWS)


def of_office(seed, people, **world):
    """(share of intervals that hold the true rate, mean square error drawn towards the prior, the same of raw rates, r̂, the same
    of raw rates that fade as the drawn ones do)."""
    rows, first, second, truth = office(seed, people, **world)
    found = contacts(rows, at=56.0, weeks=8)
    prior = priors(found)[0]
    estimate = rates(found, prior, 0, (first, second))
    low, high = estimate.interval()
    at = found.rows_of(first, second)
    counted = np.where(at >= 0, found.total[0][at], 0) / 8
    faded = np.where(at >= 0, found.decayed[0][at], 0) / found.exposed(first, second)
    return (
        np.mean((low <= truth) & (truth <= high)),
        np.mean((estimate.mean - truth) ** 2),
        np.mean((counted - truth) ** 2),
        prior.r,
        np.mean((faded - truth) ** 2),
    )


def of_rates(gate: Gate) -> None:
    for people, has_margins in ((20, False), (50, True), (200, True)):
        found = gate.each(of_office, gate.many, people=people, has_margins=has_margins)
        held, drawn, raw, shapes, _ = np.array(found).T
        kind = "margins" if has_margins else "blocks"
        gate.line(f"A1 {people} people, {kind}: rates in their intervals", mean(held), 0.93, 0.97, gate.many)
        gate.line(
            f"A3 {people} people, .1 a week: error beside that of raw rates",
            np.sqrt(mean(drawn) / mean(raw)),
            0,
            1,
            gate.many,
        )
        if people == 200:
            gate.line(
                "A2 200 people, 8 weeks: median r̂ where r = .3", float(np.median(shapes)), 0.255, 0.345, gate.many
            )
    few = gate.many // 4
    for people, rate in ((20, 0.05), (20, 0.3), (200, 0.02)):
        _, drawn, raw, _, faded = np.array(gate.each(of_office, few, people=people, mean=rate)).T
        at = f"A3 {people} people, {rate} a week: error beside that of raw rates"
        gate.line(f"{at} that fade too", np.sqrt(mean(drawn) / mean(faded)), 0, 1, few)
        # nothing changes in these offices, so that fading costs a little where contacts are many
        gate.line(f"{at} that never fade", np.sqrt(mean(drawn) / mean(raw)), 0, 1.05, few)


def halved(seed, half_life):
    """How far from half what is above the prior is after a half-life in which nobody was there, in parts of it."""
    rows, weeks, after = bustle(seed), 30, int(half_life)
    there = np.ones((rows.people, weeks + after))
    there[:, weeks:] = 0
    before = contacts(rows, at=7.0 * weeks, weeks=weeks, half_life=half_life)
    later = contacts(rows, at=7.0 * (weeks + after), weeks=weeks + after, half_life=half_life, presence=there)
    pairs = before.first, before.second
    apart = ((later.decayed, before.decayed), (later.exposed(*pairs), before.exposed(*pairs)))
    return max(float(np.abs(2 * one - other).max() / np.abs(other).max()) for one, other in apart)


def of_decay(gate: Gate) -> None:
    few = gate.many // 10
    worst = max(max(gate.each(halved, few, half_life=half_life)) for half_life in (2.0, 8.0, 13.0))
    gate.line("A4 half-lives of 2, 8, 13 weeks: worst distance from a half", worst, 0, 1e-12, 3 * few)


def streamed(seed):
    """A stream, week by week in any order, beside all at once."""
    chance, rows = np.random.default_rng(seed), bustle(seed)
    kept, week = Stream(rows.people, rows.channels, begins=0.0), np.ceil(rows.day / 7)
    for one in np.unique(week):
        for part in np.array_split(chance.permutation(np.flatnonzero(week == one)), chance.integers(1, 4)):
            kept.add(rows.only(part))
    return float(np.abs(kept.contacts(29).decayed - contacts(rows, at=AT, weeks=30).decayed).max())


def measured(rows, names, at=AT, teams=None):
    found = contacts(rows, at=at)
    return by_pair(strengths(found, index(found, teams)), names)


def told_apart(seed, people):
    """Other names, another order, both ends swapped, all clocks shifted: the worst difference of any strength or end."""
    chance, rows, plainly = np.random.default_rng(seed), bustle(seed, people), np.arange(people)
    teams, names = chance.integers(0, 4, people), chance.permutation(people)
    turned = np.argsort(names)
    plain = measured(rows, plainly, teams=teams)
    others = [
        measured(replace(rows, source=names[rows.source], target=names[rows.target]), turned, teams=teams[turned]),
        measured(rows.only(chance.permutation(len(rows))), plainly, teams=teams),
        measured(replace(rows, source=rows.target, target=rows.source), plainly, teams=teams),
        *(measured(replace(rows, day=rows.day + hours / 24), plainly, AT + hours / 24, teams) for hours in (5.5, -11.75, 8766.0)),
    ]  # fmt: skip
    if any(one.keys() != plain.keys() for one in others):
        return np.inf
    return max(float(np.abs(np.subtract(one[pair], plain[pair])).max()) for one in others for pair in plain)


def of_sameness(gate: Gate) -> None:
    few = gate.many // 10
    gate.line("A5 a stream beside all at once: worst difference", max(gate.each(streamed, few)), 0, 1e-9, few)
    for people in (20, 70):
        worst = max(gate.each(told_apart, few, people=people))
        gate.line(f"A6 {people} people, names, order, ends, clocks: worst difference", worst, 0, 1e-9, few)


def fall(seed):
    """By how much one more contact weakens a tie, of 100: (read by the same index, everything reckoned anew)."""
    chance = np.random.default_rng(seed)
    rows = bustle(seed, int(chance.choice([2, 5, 20, 60])), int(chance.integers(1, 300)))
    at = int(chance.integers(len(rows)))
    pair = rows.source[[at]], rows.target[[at]]
    more = rows.only(np.append(np.arange(len(rows)), at))
    more.day[-1], more.channel[-1] = chance.uniform(0.01, AT), chance.integers(0, 5)
    before, after = (contacts(one, at=AT, weeks=30) for one in (rows, more))
    by = index(before)
    was = strengths(before, by, pair).strength[0]
    return [float(was - strengths(after, one, pair).strength[0]) for one in (by, index(after))]


def of_one_more(gate: Gate) -> None:
    held, anew = np.maximum(gate.each(fall, gate.many), 0).max(axis=0)
    gate.line("A7 one more contact: worst fall of a strength, by the same index", held, 0, 1e-9, gate.many)
    gate.line("A7 one more contact: worst fall, of 100, everything reckoned anew", anew, 0, 0.1, gate.many)


def of_survey(seed):
    rows, rater, rated, closeness, _ = surveyed(seed, people=100, ratings=25)
    found = measure(rows, at=140.0, ratings=(rater, rated, closeness)).calibration
    return None if found is None else (found.error, found.brier / found.base)


def of_surveys(gate: Gate) -> None:
    few = max(10, gate.many // 10)
    errors, gains = zip(*(one for one in gate.each(of_survey, few) if one is not None), strict=True)
    gate.line("A9 calibration error, by rater", mean(errors), 0, 0.05, few)
    gate.line("A9 Brier score beside the base rate's, worst", max(gains), 0, 1, few)


def is_best(seed):
    """Beside every way of pairing up to ten people."""
    chance = np.random.default_rng(seed)
    size = int(chance.integers(2, 11))
    every = np.array(list(itertools.combinations(range(size), 2)))
    edges = every[chance.random(len(every)) < chance.uniform(0.2, 1)]
    weight, luck = chance.integers(0, 51, len(edges)), chance.integers(0, 2**63, len(edges), dtype=np.uint64)
    worth = {tuple(edge): int(value) for edge, value in zip(edges.tolist(), weight, strict=True)}
    found = match(size, *edges.reshape(-1, 2).T, weight, luck)
    return (len(found), sum(worth[tuple(pair)] for pair in found.tolist())) == best(frozenset(range(size)), worth)


def of_pairing(gate: Gate) -> None:
    wrong = 0
    for people in range(2, 202):
        ends = np.sort(rounds(people).reshape(-1, 2), axis=1)
        even = people + people % 2
        wrong += len(np.unique(ends, axis=0)) != even * (even - 1) // 2  # where odd, nobody is one of them
    gate.line("D1 2 to 201 people: sizes in which not every pair comes once", wrong, 0, 0, 200)
    gate.line(
        "D2 2 to 10 people: matchings as good as the best of all", mean(gate.each(is_best, gate.many)), 1, 1, gate.many
    )
    for people in (30, 31, 50, 101):
        weeks = people - 1 if people % 2 == 0 else -(-people // 2)
        plan = operations(of_teams(people), weeks=weeks, seed=1)
        gate.line(f"D3 {people} people: weeks without a repeat", first_repeat(plan) - 1, -(-people // 2), people)


def of_scale(seed, is_even):
    """n = 10⁵: (how far omega is from what the model says, how far alpha is from omega)."""
    chance = np.random.default_rng(seed)
    items = int(chance.integers(4, 9))
    loadings = np.full(items, chance.uniform(0.4, 1.2)) if is_even else chance.uniform(0.4, 1.5, items)
    own = chance.uniform(0.4, 0.9, items)
    table = np.outer(chance.normal(size=100_000), loadings) + chance.normal(size=(100_000, items)) * np.sqrt(own)
    covariance = np.cov(table, rowvar=False)
    found = omega(covariance)
    return abs(found - loadings.sum() ** 2 / (loadings.sum() ** 2 + own.sum())), abs(found - alpha(covariance))


def of_scales(gate: Gate) -> None:
    few = gate.many // 10
    gate.line(
        "E3 congeneric items, n = 10⁵: worst error of omega",
        max(gate.each(of_scale, few, is_even=False))[0],
        0,
        0.01,
        few,
    )
    both = np.array(gate.each(of_scale, few, is_even=True))
    gate.line("E3 tau-equivalent items: worst error of omega", both[:, 0].max(), 0, 0.01, few)
    gate.line("E3 tau-equivalent items: alpha beside omega, worst", both[:, 1].max(), 0, 0.01, few)


ROWS = (
    ("A1 A2 A3", of_rates), ("A4", of_decay), ("A5 A6", of_sameness), ("A7", of_one_more), ("A9", of_surveys),
    ("D1 D2 D3", of_pairing), ("E3", of_scales),
)  # fmt: skip
