"""How long people stay: Kaplan and Meier's product limit, for everyone or by joining cohort."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np

from liant.engines.retention.estimates import Estimate, TooLittle, Z


@dataclass(frozen=True)
class Median:
    """After how long half have gone quiet; None where the data don't reach so far."""

    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Curve:
    """The share still there just after each of `times`, at which somebody went quiet; all arrays of one length.

    `at_risk`: how many were still followed just before; `gone`: how many went quiet then; `low`, `high`: 95 %, each time
    by itself. `lengths`: everyone's length, sorted.
    """

    times: np.ndarray
    at_risk: np.ndarray
    gone: np.ndarray
    share: np.ndarray
    low: np.ndarray
    high: np.ndarray
    lengths: np.ndarray

    @property
    def people(self) -> int:
        """How many the curve began with."""
        return len(self.lengths)

    def at(self, time: float) -> Estimate | None:
        """The share still there after `time`; None beyond the longest length seen, where nothing is known.

        While nobody has gone quiet, the lower bound is the exact one for none among those still followed.
        """
        if time > self.lengths[-1]:
            return None
        place = int(np.searchsorted(self.times, time, side="right")) - 1
        if place < 0:
            followed = int(len(self.lengths) - np.searchsorted(self.lengths, time, side="left"))
            return Estimate(1.0, 0.025 ** (1 / followed), 1.0, followed)
        return Estimate(
            float(self.share[place]), float(self.low[place]), float(self.high[place]), int(self.at_risk[place])
        )

    def median(self) -> Median:
        """With Brookmeyer and Crowley's interval (Biometrics 38 (1982) 29) on the log-log scale."""
        return Median(*(self._first(side) for side in (self.share, self.low, self.high)))

    def _first(self, side: np.ndarray) -> float | None:
        reached = np.flatnonzero(side <= 0.5 + 1e-12)
        return float(self.times[reached[0]]) if reached.size else None


def product_limit(lengths: Sequence[float] | np.ndarray, went_quiet: Sequence[bool] | np.ndarray) -> Curve:
    """Kaplan and Meier's curve (J. Am. Stat. Assoc. 53 (1958) 457) with intervals on the log-log scale of Greenwood's sum.

    `lengths`: (n,) how long each was followed, any unit, not negative; `went_quiet`: (n,) whether it ended by going quiet;
    otherwise they were only followed so long. Those who leave the data at a time count as present at its events. The last
    step to zero, where the log-log scale ends, keeps the upper bound of the step before. Raises ValueError for lengths that
    don't fit, TooLittle without anyone.
    """
    length, ended = _checked(lengths, went_quiet)
    times = np.unique(length[ended])
    ordered = np.sort(length)
    gone = np.array([np.count_nonzero(ended & (length == time)) for time in times], dtype=int)
    at_risk = len(length) - np.searchsorted(ordered, times, side="left")
    share = np.cumprod(1 - gone / at_risk)
    staying = at_risk - gone
    greenwood = np.cumsum(np.where(staying > 0, gone / (at_risk * np.maximum(staying, 1)), 0.0))
    low, high = log_log(share, np.sqrt(greenwood))
    if share.size and share[-1] == 0:
        low[-1], high[-1] = 0.0, high[-2] if share.size > 1 else 1 - 0.025 ** (1 / at_risk[-1])
    return Curve(times, at_risk, gone, share, low, high, ordered)


def by_cohort(
    lengths: Sequence[float] | np.ndarray, went_quiet: Sequence[bool] | np.ndarray, cohorts: Sequence[Hashable]
) -> dict[Hashable, Curve]:
    """One curve for each joining cohort, in the order in which cohorts first come. Errors as for `product_limit`."""
    length, ended = _checked(lengths, went_quiet)
    if len(cohorts) != len(length):
        raise ValueError("each length has one cohort")
    found = {}
    for cohort in dict.fromkeys(cohorts):
        within = np.array([one == cohort for one in cohorts])
        found[cohort] = product_limit(length[within], ended[within])
    return found


def log_log(share: np.ndarray, relative_error: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Kalbfleisch and Prentice's interval: a share S to the power exp(± z · error / log S), which stays within 0 and 1."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        spread = Z * relative_error / np.abs(np.log(share))
        low, high = share ** np.exp(spread), share ** np.exp(-spread)
    return np.where(np.isfinite(low), low, share), np.where(np.isfinite(high), high, share)


def _checked(
    lengths: Sequence[float] | np.ndarray, ended: Sequence[bool] | np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    length, flag = np.asarray(lengths, dtype=float), np.asarray(ended, dtype=bool)
    if length.ndim != 1 or length.shape != flag.shape:
        raise ValueError("each length has one end")
    if not length.size:
        raise TooLittle("nobody was followed")
    if not (np.isfinite(length) & (length >= 0)).all():
        raise ValueError("a length is missing or negative")
    return length, flag
