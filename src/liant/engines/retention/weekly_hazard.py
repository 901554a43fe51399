"""The chance of going quiet, week by week, and whether people tire: a discrete-time hazard."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from liant.engines.retention.estimates import NO_TOP, Fit, TooLittle, Z, columns, hold_bounds, inverse

STEPS = 60
LEAST_EVENTS = 20
"""A cohort of whom fewer went quiet says nothing of fatigue."""


def weekly_hazard(
    went_quiet: np.ndarray, covariates: np.ndarray, names: Sequence[str], *, person: np.ndarray | None = None
) -> Fit:
    """Grouped proportional hazards: P(quiet in this week) = 1 − exp(−exp(b₀ + x·b)) (Prentice & Gloeckler, Biometrics 34
    (1978) 57), by Fisher scoring.

    `went_quiet`: (n,) one row for each person and week at risk; `covariates`: (n, p), without the constant, which comes
    first in what is returned under the name "constant"; `person`: (n,) whose row it is: then the standard errors allow for
    the rows of one person to hang together (Liang & Zeger's sandwich, with G/(G−1) · (n−1)/(n−p)). Raises ValueError for
    what doesn't fit, TooLittle where all rows end alike, covariates can't be told apart, or none is finite and the best.
    """
    event, given = np.asarray(went_quiet, dtype=bool), tuple(names)
    inside = columns(covariates, len(event), given)
    if event.all() or not event.any():
        raise TooLittle("all weeks end alike")
    means, spreads = inside.mean(axis=0), inside.std(axis=0)
    if (spreads < 1e-12).any():
        raise TooLittle("a covariate never changes")
    scaled = np.column_stack([np.ones(len(event)), (inside - means) / spreads])
    beta, covariance, value = _scored(scaled, event)
    if person is not None:
        covariance = _clustered(scaled, event, beta, covariance, np.asarray(person))
    back = np.diag(np.concatenate(([1.0], 1 / spreads)))
    back[0, 1:] = -means / spreads
    covariance = back @ covariance @ back.T
    return Fit(
        ("constant", *given), back @ beta, np.sqrt(np.diag(covariance)), covariance, value, len(event), int(event.sum())
    )


def _scored(matrix: np.ndarray, event: np.ndarray) -> tuple[np.ndarray, np.ndarray, float]:
    beta = np.zeros(matrix.shape[1])
    beta[0] = np.log(-np.log1p(-event.mean()))
    value = _log_likelihood(matrix @ beta, event)
    for _ in range(STEPS):
        residual, weight = _pieces(matrix @ beta, event)
        covariance = inverse(matrix.T @ (matrix * weight[:, None]))
        gradient = matrix.T @ residual
        step = covariance @ gradient
        if gradient @ step < 1e-14 * max(1.0, abs(value)):
            hold_bounds(np.sqrt(np.diag(covariance)))
            return beta, covariance, value
        for _halving in range(30):
            tried = _log_likelihood(matrix @ (beta + step), event)
            if tried >= value - 1e-10 * abs(value):
                break
            step = step / 2
        beta, value = beta + step, tried
    raise TooLittle(NO_TOP)


def _log_likelihood(scores: np.ndarray, event: np.ndarray) -> float:
    hazard = np.exp(np.clip(scores, -40, 5))
    return float(np.where(event, np.log(-np.expm1(-hazard)), -hazard).sum())


def _pieces(scores: np.ndarray, event: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The derivative of each row's log-likelihood, and its expected information."""
    hazard = np.exp(np.clip(scores, -40, 5))
    chance = -np.expm1(-hazard)
    weight = hazard**2 * np.exp(-hazard) / chance
    return (event - chance) * hazard / chance, weight


def _clustered(
    matrix: np.ndarray, event: np.ndarray, beta: np.ndarray, covariance: np.ndarray, person: np.ndarray
) -> np.ndarray:
    if person.shape != event.shape:
        raise ValueError("each row is somebody's")
    names, of = np.unique(person, return_inverse=True)
    if len(names) < 2:
        raise TooLittle("one person alone")
    residual, _ = _pieces(matrix @ beta, event)
    sums = np.zeros((len(names), matrix.shape[1]))
    np.add.at(sums, of, matrix * residual[:, None])
    rows, size = matrix.shape
    more = len(names) / (len(names) - 1) * (rows - 1) / (rows - size)
    return np.asarray(covariance @ (sums.T @ sums) @ covariance * more)


@dataclass(frozen=True)
class Fatigue:
    """Do people tire? `overall`: the hazard with all cohorts, None where there is too little; `cohorts`: those that say
    something by themselves."""

    verdict: Literal["too_little", "not_shown", "shown"]
    overall: Fit | None
    cohorts: dict[int, Fit]


def fatigue(
    went_quiet: np.ndarray,
    *,
    tenure: np.ndarray,
    month: np.ndarray,
    prompts: np.ndarray,
    cohort: np.ndarray,
    person: np.ndarray,
) -> Fatigue:
    """Whether the chance of going quiet grows with tenure, once the month and the prompts received are allowed for.

    All (n,), one row a person and week: `tenure` in weeks, `month` any number that names the calendar month, `prompts`
    received in the four weeks before, `cohort` the joining cohort. *Shown* only where the interval of the slope is above
    zero for all together and in at least two cohorts; *not shown* doesn't say that nobody tires.
    """
    event, joined = np.asarray(went_quiet, dtype=bool), np.asarray(cohort, dtype=int)
    parts = [np.asarray(one) for one in (tenure, month, prompts, person)]
    every = np.ones(len(event), dtype=bool)
    overall = _slope(event, parts, every)
    alone = {int(one): _slope(event, parts, joined == one) for one in np.unique(joined)}
    cohorts = {one: fit for one, fit in alone.items() if fit is not None}
    if overall is None or len(cohorts) < 2:
        return Fatigue("too_little", overall, cohorts)
    agreeing = sum(_rises(fit) for fit in cohorts.values())
    return Fatigue("shown" if _rises(overall) and agreeing >= 2 else "not_shown", overall, cohorts)


def _slope(event: np.ndarray, parts: list[np.ndarray], within: np.ndarray) -> Fit | None:
    if np.count_nonzero(event & within) < LEAST_EVENTS:
        return None
    tenure, month, prompts, person = (one[within] for one in parts)
    quiet = event[within]
    # a month in which nobody went quiet has no finite coefficient: it joins the months it is compared with
    seen = [one for one in np.unique(month) if quiet[month == one].any() and not quiet[month == one].all()]
    named = [("tenure", tenure), ("prompts", prompts), *((f"month {one}", month == one) for one in seen[1:])]
    kept = [(name, values.astype(float)) for name, values in named if np.ptp(values.astype(float)) > 0]
    if kept[:1] == [] or kept[0][0] != "tenure":
        return None
    try:
        return weekly_hazard(
            quiet, np.column_stack([values for _, values in kept]), [name for name, _ in kept], person=person
        )
    except TooLittle:
        return None


def _rises(fit: Fit) -> bool:
    at = fit.names.index("tenure")
    return bool(fit.coefficients[at] - Z * fit.errors[at] > 0)
