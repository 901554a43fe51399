"""How far pairs differ from what is expected of them: the shape r of the prior, by the likelihood of all pairs' totals.

With θ ~ Gamma(r, r / m) and y | θ ~ Poisson(E θ), a total y is negative binomial of mean μ = E m:

    ln p(y) = ln Γ(y + r) − ln Γ(r) − ln y! + r ln(r / (r + μ)) + y ln(μ / (r + μ))

summed over all pairs, the many never in contact included. Where there are many, terms that are nearly equal are added together
first, so that the pairs of a million people take no longer than those of a thousand.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from liant.engines.ties.contacts import Contacts
from liant.engines.ties.expected import BORROWED, FEW_PEOPLE, Expected
from liant.engines.ties.gammas import log_gamma

GRID = 0.02 * 1.01 ** np.arange(787)
"""The values of r that are tried, each 1 % above the one before: 0.02 to 50."""
FEW = 4_096
BINS = 4_096
CELLS, CELLED_TEAMS = 600, 60


@dataclass(frozen=True)
class _Tally:
    """Values and how often each stands in a sum."""

    value: np.ndarray
    count: np.ndarray


def dispersion(found: Contacts, totals: np.ndarray, undecayed: Expected) -> float:
    """r̂ of one channel, from (p,) undecayed totals and what these lead one to expect. 50 where pairs hardly differ, or nothing
    happened. A value of the grid: the same whatever the order of people and of rows."""
    if not totals.any():
        return float(GRID[-1])
    rows = np.flatnonzero(totals)
    first, second, seen = found.first[rows], found.second[rows], totals[rows]
    exposed = found.exposed(first, second, is_decayed=False)
    prior = undecayed.prior(first, second, seen) * exposed
    as_silent = undecayed.prior(first, second, 0.0) * exposed
    one = np.ones(len(rows))
    counts, multiplied = _tally(seen, one), _tally(prior, seen)
    shaped = _joined([_everyone(undecayed), _tally(as_silent, -one), _tally(prior, one)])

    def likelihood(at: int) -> float:
        r = float(GRID[at])
        risen = counts.count @ (log_gamma(counts.value + r) - log_gamma(np.array([r])))
        return float(
            risen - multiplied.count @ np.log(r + multiplied.value) - r * (shaped.count @ np.log1p(shaped.value / r))
        )

    low, high = 0, len(GRID) - 1
    while low < high:  # one top: which way is it from here?
        middle = (low + high) // 2
        low, high = (middle + 1, high) if likelihood(middle) < likelihood(middle + 1) else (low, middle)
    return float(GRID[low])


def _tally(values: np.ndarray, count: np.ndarray) -> _Tally:
    """Few values as they are; many in 4,096 bins of their logarithm, each standing at its mean. Counts of one sign."""
    if len(values) <= FEW:
        return _Tally(values, count)
    logs = np.log(np.maximum(values, 1e-12))
    low, high = float(logs.min()), float(logs.max())
    place = np.minimum(((logs - low) * (BINS / max(high - low, 1e-9))).astype(np.int64), BINS - 1)
    sizes = np.bincount(place, count, BINS)
    kept = sizes != 0
    return _Tally(np.bincount(place, count * values, BINS)[kept] / sizes[kept], sizes[kept])


def _joined(tallies: list[_Tally]) -> _Tally:
    return _Tally(np.concatenate([one.value for one in tallies]), np.concatenate([one.count for one in tallies]))


def _everyone(undecayed: Expected) -> _Tally:
    """Expected totals of all pairs, as if none of them had been in contact: a product of two people's numbers and their teams'."""
    n, teams = len(undecayed.out), undecayed.teams
    left, right = undecayed.out + BORROWED, undecayed.into + BORROWED
    blocks: Callable[[np.ndarray, np.ndarray], np.ndarray] = undecayed.of_blocks
    if n < FEW_PEOPLE:
        left = right = undecayed.weeks / np.sqrt(undecayed.observed)
        blocks = _by_kind(undecayed.means)
    own = _tally(left * right * blocks(teams, teams), np.full(n, -1.0))
    several = int(teams.max()) + 1
    if n <= CELLS or several <= CELLED_TEAMS:
        found = [_crossed(_cells(left, teams, several), _cells(right, teams, several), blocks), own]
    else:
        nobody = np.zeros(n, dtype=np.int64)
        apart = _by_kind((undecayed.kinds[1], undecayed.kinds[1]))
        found = [
            _crossed(_cells(left, nobody, 1), _cells(right, nobody, 1), apart),
            own,
            *_within(undecayed, left, right),
        ]
    whole = _joined(found)
    return whole if undecayed.is_directed else _Tally(whole.value, whole.count / 2)


def _by_kind(values: tuple[float, float]) -> Callable[[np.ndarray, np.ndarray], np.ndarray]:
    return lambda left, right: np.where(left == right, *values)


def _cells(numbers: np.ndarray, teams: np.ndarray, several: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(number, how many people, team) of people who are alike: each by themselves up to 600, else by team and logarithm."""
    if len(numbers) <= CELLS:
        return numbers, np.ones(len(numbers)), teams
    bins = CELLS // several
    logs = np.log(numbers)
    low, high = float(logs.min()), float(logs.max())
    place = teams * bins + np.minimum(((logs - low) * (bins / max(high - low, 1e-9))).astype(np.int64), bins - 1)
    sizes = np.bincount(place, minlength=several * bins).astype(float)
    kept = np.flatnonzero(sizes)
    return np.bincount(place, numbers, several * bins)[kept] / sizes[kept], sizes[kept], kept // bins


def _crossed(
    rows: tuple[np.ndarray, np.ndarray, np.ndarray],
    columns: tuple[np.ndarray, np.ndarray, np.ndarray],
    blocks: Callable[[np.ndarray, np.ndarray], np.ndarray],
) -> _Tally:
    products = np.outer(rows[0], columns[0]) * blocks(rows[2][:, None], columns[2][None, :])
    return _tally(products.ravel(), np.outer(rows[1], columns[1]).ravel())


def _within(undecayed: Expected, left: np.ndarray, right: np.ndarray) -> list[_Tally]:
    """What pairs of one team are expected to have, in place of what they would have in two; each team by its means."""
    teams = undecayed.teams
    size = np.bincount(teams).astype(float)
    kept = np.flatnonzero(size)
    product = (np.bincount(teams, left)[kept] / size[kept]) * (np.bincount(teams, right)[kept] / size[kept])
    pairs = size[kept] ** 2
    return [
        _tally(product * undecayed.of_blocks(kept, kept), pairs),
        _tally(product * undecayed.kinds[1], -pairs),
    ]
