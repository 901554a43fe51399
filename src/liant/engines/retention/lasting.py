"""How a cohort lasts when some are made to stay and others aren't: Fader and Hardie's shifted-beta-geometric model.

Everyone goes quiet in each period with a chance of their own, and these chances follow a beta law. Those who stay are more and
more those who were going to: that is why a curve drawn through the first losses promises too little, or too much.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from liant.engines.retention.estimates import TooLittle

SMALL = 50
"""A cohort of fewer leans on the others."""
LOGS = (-7.0, 9.0)
"""Where the logarithms of alpha and beta are looked for: beyond, the curves are the same to the eye."""
SPREADS = (0.1, 0.2, 0.4, 0.7, 1.0)
"""How much cohorts may differ in log alpha and log beta, of which the likeliest is taken; 0.4 with fewer than three cohorts."""


@dataclass(frozen=True)
class Cohort:
    """People who joined together. `still`: how many hadn't gone quiet at the end of period 0 (all of them), 1, 2, …;
    `departed`: how many left the organisation in each period, first the period 1; without it, nobody did.

    Raises ValueError where people come back to life, or are fewer than none.
    """

    still: tuple[int, ...]
    departed: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if not self.still or self.still[0] < 1 or (self.departed and len(self.departed) != len(self.still) - 1):
            raise ValueError("a cohort begins with someone, and has one number of departures a period")
        if min((*self.still, *self.departed)) < 0 or (self.lost < 0).any():
            raise ValueError("a cohort doesn't grow")

    @property
    def size(self) -> int:
        """How many joined."""
        return self.still[0]

    @property
    def age(self) -> int:
        """How many periods have passed."""
        return len(self.still) - 1

    @cached_property
    def at_risk(self) -> np.ndarray:
        """(age,) how many could go quiet in each period: those who left in it couldn't be seen to."""
        return np.array(self.still[:-1], dtype=float) - self._departures()

    @cached_property
    def lost(self) -> np.ndarray:
        """(age,) how many went quiet in each period."""
        return self.at_risk - np.array(self.still[1:], dtype=float)

    def _departures(self) -> np.ndarray:
        return np.array(self.departed or (0,) * self.age, dtype=float)


@dataclass(frozen=True)
class Lasting:
    """The two parameters, the log-likelihood of the cohort's own losses, and the covariance (2, 2) of the parameters'
    logarithms. `is_pooled`: it leans on other cohorts."""

    alpha: float
    beta: float
    log_likelihood: float
    covariance: np.ndarray
    is_pooled: bool = False

    def share_after(self, periods: int | Sequence[int] | np.ndarray) -> np.ndarray:
        """S(t) = B(α, β + t) / B(α, β): the share that hasn't gone quiet after so many periods, whole and not negative."""
        asked = np.asarray(periods, dtype=int)
        if (asked < 0).any():
            raise ValueError("periods are not negative")
        ages = np.arange(1, int(asked.max(initial=0)) + 1)
        shares = np.concatenate(([1.0], np.cumprod(1 - hazards(self.alpha, self.beta, ages))))
        return np.asarray(shares[asked])


def hazards(alpha: float | np.ndarray, beta: float | np.ndarray, ages: np.ndarray) -> np.ndarray:
    """The chance of going quiet in period t = 1, 2, …, given that one hadn't: α / (α + β + t − 1)."""
    return np.asarray(alpha / (alpha + beta + ages - 1))


def fit_lasting(cohort: Cohort) -> Lasting:
    """The likeliest shifted-beta-geometric for one cohort (Fader & Hardie, J. Interactive Marketing 21 (2007) 76).

    The likelihood is written with the hazard of each period, so that those who left are counted up to their leaving. A
    cohort whose losses don't slow down has no best finite parameters: they end at the edge of LOGS, where the curve is that
    of a constant hazard. TooLittle before the first period has passed.
    """
    return _fitted([cohort], cohort, None)


def fit_cohorts(cohorts: Sequence[Cohort]) -> list[Lasting]:
    """One fit for each cohort, where those of fewer than 50 people lean on all.

    A normal prior on (log α, log β) around the fit of all cohorts together; how wide it is comes from the cohorts themselves,
    the likeliest of SPREADS by Laplace's approximation. Cohorts of 50 and more stand alone, unless no period has passed for
    them: then they are taken as the others. TooLittle where no cohort has lived a period.
    """
    lived = [cohort for cohort in cohorts if cohort.age]
    if not lived:
        raise TooLittle("no cohort has lived a period")
    together = _fitted(lived, lived[0], None)
    middle = np.log([together.alpha, together.beta])
    spread = _spread(lived, middle) if len(lived) > 2 else 0.4
    return [
        fit_lasting(cohort) if cohort.age and cohort.size >= SMALL else _fitted([cohort], cohort, (middle, spread))
        for cohort in cohorts
    ]


def fit_together(cohorts: Sequence[Cohort]) -> Lasting:
    """One fit for all: what those who have yet to join may be expected to do. TooLittle as above."""
    lived = [cohort for cohort in cohorts if cohort.age]
    if not lived:
        raise TooLittle("no cohort has lived a period")
    return _fitted(lived, lived[0], None)


Prior = tuple[np.ndarray, float] | None


def _spread(cohorts: Sequence[Cohort], middle: np.ndarray) -> float:
    def evidence(spread: float) -> float:
        total = 0.0
        for cohort in cohorts:
            _, value, hessian = _climb([cohort], (middle, spread))
            total += value - 2 * np.log(spread) - np.linalg.slogdet(-hessian)[1] / 2
        return total

    return max(SPREADS, key=evidence)


def _fitted(cohorts: Sequence[Cohort], own: Cohort, prior: Prior) -> Lasting:
    if prior is None and not any(cohort.age for cohort in cohorts):
        raise TooLittle("no period has passed")
    logs, _, hessian = _climb(cohorts, prior)
    values, vectors = np.linalg.eigh(-hessian)
    covariance = (vectors / np.maximum(values, 0.04)) @ vectors.T  # a direction that says nothing: an error of five
    alone = cohorts if prior is None else [own]
    alpha, beta = (float(one) for one in np.exp(logs))
    return Lasting(alpha, beta, _likelihood(logs, alone, None)[0], covariance, is_pooled=prior is not None)


def _climb(cohorts: Sequence[Cohort], prior: Prior) -> tuple[np.ndarray, float, np.ndarray]:
    """Levenberg's damped Newton steps on (log α, log β), within LOGS: the top, its height, its curvature."""
    logs = np.array([0.0, 1.0]) if prior is None else prior[0].copy()
    value, gradient, hessian = _likelihood(logs, cohorts, prior)
    damping = 1.0
    for _ in range(400):
        scale = np.diag(np.maximum(np.abs(np.diag(hessian)), 1e-9))
        values, vectors = np.linalg.eigh(hessian)
        bent = (vectors * -np.abs(values)) @ vectors.T
        tried = np.clip(logs - np.linalg.solve(bent - damping * scale, gradient), *LOGS)
        found = _likelihood(tried, cohorts, prior)
        if found[0] < value:
            damping *= 4
            if damping > 1e12:
                break
            continue
        moved, logs, damping = float(np.abs(tried - logs).max()), tried, max(damping / 4, 1e-9)
        value, gradient, hessian = found
        if moved < 1e-10:
            break
    return logs, value, hessian


def _likelihood(logs: np.ndarray, cohorts: Sequence[Cohort], prior: Prior) -> tuple[float, np.ndarray, np.ndarray]:
    """Each period is a draw from those at risk: Σ d log h + (r − d) log(1 − h), with its derivatives by the logarithms."""
    alpha, beta = np.exp(logs)
    ages = np.concatenate([np.arange(1, cohort.age + 1) for cohort in cohorts])
    risk = np.concatenate([cohort.at_risk for cohort in cohorts])
    lost = np.concatenate([cohort.lost for cohort in cohorts])
    kept, whole, rest = risk - lost, alpha + beta + ages - 1, beta + ages - 1
    value = float((lost * (logs[0] - np.log(whole)) + kept * (np.log(rest) - np.log(whole))).sum())
    first = np.array([(lost / alpha - risk / whole).sum(), (kept / rest - risk / whole).sum()])
    shared = (risk / whole**2).sum()
    second = np.array([[shared - (lost / alpha**2).sum(), shared], [shared, shared - (kept / rest**2).sum()]])
    by = np.array([alpha, beta])
    gradient, hessian = first * by, second * np.outer(by, by) + np.diag(first * by)
    if prior is not None:
        away = logs - prior[0]
        value -= float(away @ away) / (2 * prior[1] ** 2)
        gradient, hessian = gradient - away / prior[1] ** 2, hessian - np.eye(2) / prior[1] ** 2
    return value, gradient, hessian
