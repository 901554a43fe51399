"""Going quiet where some leave the house first: that is another event, not a length cut short."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from liant.engines.retention.estimates import Estimate, TooLittle, Z

STILL, QUIET, LEFT = 0, 1, 2
"""How a spell ends: not yet, by going quiet, by leaving the organisation."""


@dataclass(frozen=True)
class Incidence:
    """The share to whom `cause` has happened by each of `times`; `low`, `high`: 95 %; arrays of one length."""

    cause: int
    times: np.ndarray
    share: np.ndarray
    low: np.ndarray
    high: np.ndarray
    people: int
    followed: float

    def at(self, time: float) -> Estimate | None:
        """By `time`; None beyond the longest length seen."""
        if time > self.followed:
            return None
        place = int(np.searchsorted(self.times, time, side="right")) - 1
        if place < 0:
            return Estimate(0.0, 0.0, 0.0, self.people)
        return Estimate(float(self.share[place]), float(self.low[place]), float(self.high[place]), self.people)


def cumulative_incidence(
    lengths: Sequence[float] | np.ndarray, outcomes: Sequence[int] | np.ndarray, cause: int = QUIET
) -> Incidence:
    """Aalen and Johansen's cumulative incidence of one cause among several (Scand. J. Stat. 5 (1978) 141).

    `lengths`: (n,), any unit; `outcomes`: (n,) STILL for those who are only followed so long, otherwise the cause. The
    variance is the delta method's (Marubini & Valsecchi, Analysing Survival Data, 1995, §10.3), the interval stands on the
    scale log(−log(1 − share)). One minus Kaplan and Meier's curve would say more than this, since it tells what would happen
    if nobody ever left. Raises ValueError for what doesn't fit, TooLittle without anyone.
    """
    length, outcome = np.asarray(lengths, dtype=float), np.asarray(outcomes, dtype=int)
    if length.ndim != 1 or length.shape != outcome.shape or not (np.isfinite(length) & (length >= 0)).all():
        raise ValueError("each length has one outcome, and is not negative")
    if not length.size:
        raise TooLittle("nobody was followed")
    times = np.unique(length[outcome != STILL])
    at_risk = np.array([np.count_nonzero(length >= time) for time in times], dtype=float)
    any_cause = np.array([np.count_nonzero((length == time) & (outcome != STILL)) for time in times], dtype=float)
    of_cause = np.array([np.count_nonzero((length == time) & (outcome == cause)) for time in times], dtype=float)
    free = np.cumprod(1 - any_cause / at_risk)
    free_before = np.concatenate(([1.0], free[:-1])) if times.size else free
    share = np.cumsum(free_before * of_cause / at_risk)
    error = np.sqrt(np.maximum(_variance(share, free_before, at_risk, any_cause, of_cause), 0.0))
    low, high = _bounds(share, error)
    return Incidence(cause, times, share, low, high, len(length), float(length.max()))


def _variance(
    share: np.ndarray, free: np.ndarray, at_risk: np.ndarray, any_cause: np.ndarray, of_cause: np.ndarray
) -> np.ndarray:
    """Of the share at each time t, a sum over the times before: with G = I(t) − I(s), G² · A + B − 2 · G · C."""
    staying = np.maximum(at_risk - any_cause, 1)
    a = any_cause / (at_risk * staying)
    b = free**2 * (at_risk - of_cause) * of_cause / at_risk**3
    c = free * of_cause / at_risk**2
    sum_a, sum_as, sum_ass = np.cumsum(a), np.cumsum(a * share), np.cumsum(a * share**2)
    sum_b, sum_c, sum_cs = np.cumsum(b), np.cumsum(c), np.cumsum(c * share)
    return np.asarray(share**2 * sum_a - 2 * share * sum_as + sum_ass + sum_b - 2 * (share * sum_c - sum_cs))


def _bounds(share: np.ndarray, error: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        spread = Z * error / np.abs((1 - share) * np.log1p(-share))
        low, high = 1 - (1 - share) ** np.exp(-spread), 1 - (1 - share) ** np.exp(spread)
    return np.where(np.isfinite(low), low, share), np.where(np.isfinite(high), high, share)
