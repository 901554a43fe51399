"""How contributions are shared out: whether a programme hangs on a few people, without saying who they are."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from liant.engines.retention.estimates import Estimate, TooLittle

RESAMPLES = 2_000


@dataclass(frozen=True)
class Inequality:
    """`gini`: over everyone, those who gave nothing included; `gini_of_contributors`: over those who gave something, None
    where they are fewer than two; 0 is all alike, 1 is everything by one. `top_tenth`: what the tenth who gave most gave,
    as a share of all; `bus_factor`: the fewest people who together made half."""

    people: int
    contributors: int
    total: float
    gini: Estimate
    gini_of_contributors: Estimate | None
    top_tenth: float
    bus_factor: int


def inequality(contributions: Sequence[float] | np.ndarray, *, seed: int = 0, resamples: int = RESAMPLES) -> Inequality:
    """How unequal a list of counts is: (n,) one number a person, not negative.

    Intervals: the middle 95 % of `resamples` bootstrap samples of people (Efron, Ann. Stat. 7 (1979) 1), of whom a sample
    that gave nothing is drawn again as nothing said. A tenth of n people is rounded up. ValueError for a negative or missing
    number; TooLittle where there are fewer than two people, or nothing was given.
    """
    given = np.asarray(contributions, dtype=float)
    if given.ndim != 1 or not np.isfinite(given).all() or (given < 0).any():
        raise ValueError("contributions are numbers, none of them negative")
    if len(given) < 2 or not given.sum():
        raise TooLittle("fewer than two people, or nothing given")
    chance = np.random.default_rng(seed)
    some = given[given > 0]
    ordered = np.sort(given)[::-1]
    half = np.searchsorted(np.cumsum(ordered), ordered.sum() / 2 * (1 - 1e-12)) + 1
    tenth = -(-len(given) // 10)
    return Inequality(
        people=len(given),
        contributors=len(some),
        total=float(given.sum()),
        gini=_estimate(given, chance, resamples),
        gini_of_contributors=_estimate(some, chance, resamples) if len(some) > 1 else None,
        top_tenth=float(ordered[:tenth].sum() / ordered.sum()),
        bus_factor=int(half),
    )


def gini(contributions: Sequence[float] | np.ndarray) -> float:
    """Σᵢ Σⱼ |xᵢ − xⱼ| / (2 n² x̄) · n / (n − 1): Gini's index, corrected so that one who owns everything makes it 1
    (Deltas, Rev. Econ. Stat. 85 (2003) 226). TooLittle as for `inequality`."""
    given = np.asarray(contributions, dtype=float)
    if len(given) < 2 or not given.sum():
        raise TooLittle("fewer than two people, or nothing given")
    return float(_ginis(given[None, :])[0])


def _ginis(rows: np.ndarray) -> np.ndarray:
    """Of each row, by its sorted values; NaN for a row of nothing."""
    people = rows.shape[1]
    weights = 2 * np.arange(1, people + 1) - people - 1
    with np.errstate(invalid="ignore"):
        return np.asarray(np.clip(np.sort(rows, axis=1) @ weights / ((people - 1) * rows.sum(axis=1)), 0, 1))


def _estimate(given: np.ndarray, chance: np.random.Generator, resamples: int) -> Estimate:
    people, found = len(given), []
    at_once = max(1, 2_000_000 // people)
    for start in range(0, resamples, at_once):
        count = min(at_once, resamples - start)
        found.append(_ginis(given[chance.integers(0, people, size=(count, people))]))
    low, high = np.nanquantile(np.concatenate(found), (0.025, 0.975))
    return Estimate(float(_ginis(given[None, :])[0]), float(low), float(high), people)
