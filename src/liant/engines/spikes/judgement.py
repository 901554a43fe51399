"""One count against the counts of the same stretch (weekday and hours) in the weeks before."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from liant.engines.spikes.tails import quantile, upper_tail

LEAST_BASELINES = 4
"""With fewer weeks to compare with, nothing is said."""
LEAST_RISE = 5
"""Fewer than so many are never called a rise, however quiet it was before."""
Verdict = Literal["too_little", "rise", "fall", "usual"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """`expected`: the mean to expect; `low`, `high`: where 95 counts of 100 fall; `p`: how likely a count so far out is, on
    its own side, where nothing has changed. All None where there is too little to compare with."""

    verdict: Verdict
    count: int
    weeks: int
    expected: float | None = None
    low: int | None = None
    high: int | None = None
    p: float | None = None


def judge(count: int, before: Sequence[int], *, alpha: float = 0.001) -> Judgement:
    """A rise where a count of at least `count` had a chance under `alpha`; a fall likewise.

    Prediction after `n` counts of sum S: mean m = (S + ½) / n (Jeffreys' prior for a rate), variance φ · m · (1 + 1/n), where
    the 1/n is for not knowing the mean, and φ ≥ 1 is the dispersion seen, Pearson's χ² / (n − 1) (McCullagh & Nelder,
    Generalized Linear Models, 1989, §6.2). The tails are those of the negative binomial with this mean and variance
    (Hilbe, Negative Binomial Regression, 2011). Raises ValueError on a negative count.
    """
    if count < 0 or any(one < 0 for one in before):
        raise ValueError("counts are not negative")
    weeks = len(before)
    if weeks < LEAST_BASELINES:
        return Judgement("too_little", count, weeks)
    mean = (sum(before) + 0.5) / weeks
    variance = dispersion(before) * mean * (1 + 1 / weeks)
    above = upper_tail(count, mean, variance)
    below = 1 - upper_tail(count + 1, mean, variance)
    verdict: Verdict = "usual"
    if count >= LEAST_RISE and count > mean and above < alpha:
        verdict = "rise"
    elif count < mean and below < alpha:
        verdict = "fall"
    low, high = quantile(0.025, mean, variance), quantile(0.975, mean, variance)
    return Judgement(verdict, count, weeks, mean, low, high, above if count > mean else below)


def dispersion(counts: Sequence[int]) -> float:
    """How much more the counts spread than Poisson's law would have it; never less than 1."""
    mean = sum(counts) / len(counts)
    if mean == 0:
        return 1.0
    return max(1.0, sum((one - mean) ** 2 for one in counts) / mean / (len(counts) - 1))
