"""How many experts will be active: the cohorts carried on, and those who may yet join, with a band."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from liant.engines.retention.lasting import LOGS, Cohort, Lasting, fit_cohorts, fit_together, hazards

DRAWS = 4_000


@dataclass(frozen=True)
class Forecast:
    """For each period ahead: the median, and `low` and `high` between which 80 of 100 made-up futures fall.

    `futures`: (draws, horizon) of whole numbers; `active`: how many are now.
    """

    active: int
    middle: np.ndarray
    low: np.ndarray
    high: np.ndarray
    futures: np.ndarray

    def chance_below(self, share: float, periods: int) -> float:
        """How likely fewer than `share` of those active now are in so many periods (1 is the next). ValueError beyond."""
        if not 1 <= periods <= self.futures.shape[1]:
            raise ValueError("so far the forecast doesn't go")
        return float((self.futures[:, periods - 1] < share * self.active).mean())


def forecast(
    cohorts: Sequence[Cohort],
    horizon: int,
    *,
    joiners: Sequence[int] | None = None,
    seed: int = 0,
    draws: int = DRAWS,
    fits: Sequence[Lasting] | None = None,
) -> Forecast:
    """Carry a programme on for `horizon` periods of the cohorts' own length.

    `joiners`: how many joined or came back in each period before, the latest last; as many may be expected to (negative
    binomial, its mean and spread from these). Without it nobody joins any more. `fits`: those of `fit_cohorts`, when one
    has them. Each future draws its parameters from their normal approximation, then people's fates from the
    shifted-beta-geometric model; those who leave the organisation leave at the rate seen so far. The same seed gives
    the same futures. Raises ValueError where the horizon is none, TooLittle where no cohort has lived a period.
    """
    if horizon < 1 or draws < 1:
        raise ValueError("a forecast looks ahead, more than once")
    chance = np.random.default_rng(seed)
    known = list(fit_cohorts(cohorts) if fits is None else fits)
    stay = 1 - _leaving(cohorts)
    futures = np.zeros((draws, horizon), dtype=int)
    for cohort, fit in zip(cohorts, known, strict=True):
        alpha, beta = _drawn(fit, draws, chance)
        there = np.full(draws, cohort.still[-1])
        for ahead in range(horizon):
            lasting = 1 - hazards(alpha, beta, np.full(draws, cohort.age + ahead + 1))
            there = chance.binomial(there, lasting * stay)
            futures[:, ahead] += there
    if joiners is not None and len(joiners):
        futures += _newcomers(cohorts, joiners, stay, futures.shape, chance)
    low, middle, high = np.quantile(futures, (0.1, 0.5, 0.9), axis=0, method="inverted_cdf")
    return Forecast(sum(cohort.still[-1] for cohort in cohorts), middle, low, high, futures)


def _leaving(cohorts: Sequence[Cohort]) -> float:
    departed = sum(sum(cohort.departed) for cohort in cohorts)
    lived = sum(sum(cohort.still[:-1]) for cohort in cohorts)
    return departed / lived if lived else 0.0


def _drawn(fit: Lasting, draws: int, chance: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    logs = chance.multivariate_normal(np.log([fit.alpha, fit.beta]), fit.covariance, size=draws)
    alpha, beta = np.exp(np.clip(logs, *LOGS)).T
    return alpha, beta


def _newcomers(
    cohorts: Sequence[Cohort],
    joiners: Sequence[int],
    stay: float,
    shape: tuple[int, int],
    chance: np.random.Generator,
) -> np.ndarray:
    """Of those who join in the periods to come, how many are there: (draws, horizon)."""
    draws, horizon = shape
    past = np.asarray(joiners, dtype=float)
    mean = (past.sum() + 0.5) / past.size
    spread = max(1.0, float(((past - past.mean()) ** 2).sum() / max(1, past.size - 1) / mean))
    rate = chance.gamma(mean * past.size / spread, spread / past.size, size=draws)
    alpha, beta = _drawn(fit_together(cohorts), draws, chance)
    found = np.zeros(shape, dtype=int)
    for joined in range(horizon):
        there = _negative_binomial(rate, spread, chance)
        found[:, joined] += there
        for age in range(1, horizon - joined):
            there = chance.binomial(there, (1 - hazards(alpha, beta, np.full(draws, age))) * stay)
            found[:, joined + age] += there
    return found


def _negative_binomial(rate: np.ndarray, spread: float, chance: np.random.Generator) -> np.ndarray:
    """Counts of mean `rate` and variance `rate` · `spread`; Poisson's law where the spread is 1."""
    if spread <= 1 + 1e-9:
        return chance.poisson(rate)
    return chance.poisson(chance.gamma(np.maximum(rate, 1e-12) / (spread - 1), spread - 1))
