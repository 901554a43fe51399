"""The estimates themselves: pure, on counts by bin."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from liant.engines.survival.lengths import BINS, upper_edge

Z = 1.959963984540054  # 95 %
Counts = Mapping[int, int]


@dataclass(frozen=True)
class Quantile:
    """A quantile in seconds, with its 95 % interval; None where the data don't reach so far."""

    seconds: float | None
    low: float | None
    high: float | None


def survival(events: Counts, censored: Counts, never: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """The share still waiting after each bin, and Greenwood's sum for its variance; two arrays of BINS floats.

    `events`: how many were answered after such a length; `censored`: how many are only known to have waited so long (still
    waiting, or gone by themselves); `never`: how many will not be answered, who stay in the count to the end.
    Those censored in a bin count as present at its events. Kaplan & Meier, J. Am. Stat. Assoc. 53 (1958) 457.
    """
    d, c = _laid_out(events), _laid_out(censored)
    leaving = d + c
    at_risk = never + leaving[::-1].cumsum()[::-1]
    present = np.maximum(at_risk, 1)
    shares = np.cumprod(np.where(at_risk > 0, 1 - d / present, 1.0))
    staying = at_risk - d
    terms = np.where((d > 0) & (staying > 0), d / (present * np.maximum(staying, 1)), 0.0)
    return shares, terms.cumsum()


def quantile(q: float, events: Counts, censored: Counts, never: int = 0) -> Quantile:
    """After how long a share `q` of all was answered: the upper edge of the bin in which that was reached.

    Interval: the lengths at which the log-log transformed share is within z standard errors of 1 − q (Brookmeyer &
    Crowley, Biometrics 38 (1982) 29, as in SAS and R's `survival` with conf.type="log-log").
    """
    shares, greenwood = survival(events, censored, never)
    happened = _laid_out(events) > 0
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.sqrt(greenwood) / np.abs(np.log(shares))
        lower = shares ** np.exp(Z * spread)
        upper = shares ** np.exp(-Z * spread)
    lower, upper = (np.where(np.isfinite(side), side, shares) for side in (lower, upper))
    return Quantile(*(_first(side, 1 - q, happened) for side in (shares, lower, upper)))


def _first(shares: np.ndarray, level: float, happened: np.ndarray) -> float | None:
    reached = np.flatnonzero((shares <= level + 1e-12) & happened)
    return upper_edge(int(reached[0])) if reached.size else None


def _laid_out(counts: Counts) -> np.ndarray:
    laid = np.zeros(BINS)
    for number, how_many in counts.items():
        laid[int(number)] += how_many
    return laid


def wilson(part: int, whole: int) -> tuple[float, float]:
    """Wilson's 95 % interval for a share (J. Am. Stat. Assoc. 22 (1927) 209)."""
    if whole == 0:
        return 0.0, 1.0
    share, weight = part / whole, Z * Z / whole
    middle = (share + weight / 2) / (1 + weight)
    half = Z * (share * (1 - share) / whole + weight / (4 * whole)) ** 0.5 / (1 + weight)
    return max(0.0, middle - half), min(1.0, middle + half)
