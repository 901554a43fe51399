"""Does a share bring others? The reproduction number, from finished cascades alone."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

LEAST_CASCADES = 30
RESAMPLES = 2_000
LOGS = (-6.0, 7.0)


class TooFew(ValueError):
    """Fewer finished cascades than one may speak of. `cascades`: how many there are."""

    def __init__(self, cascades: int) -> None:
        super().__init__(f"{cascades} finished cascades, {LEAST_CASCADES} are needed")
        self.cascades = cascades


@dataclass(frozen=True, slots=True)
class Reproduction:
    """How many shares one share brings on the mean, with its 95 % interval; from `cascades` of `shares` together.
    `mean_size`: of a cascade."""

    value: float
    low: float
    high: float
    cascades: int
    shares: int

    @property
    def mean_size(self) -> float:
        """1 / (1 − R̂)."""
        return self.shares / self.cascades


def reproduction(sizes: Sequence[int] | np.ndarray, *, seed: int = 0, resamples: int = RESAMPLES) -> Reproduction:
    """R̂ = 1 − cascades / shares: the likeliest for a branching process whose cascades all have ended (Galton–Watson; Farrington,
    Kanaan & Gay, Biostatistics 4 (2003) 279).

    `sizes`: (c,) of finished cascades, 1 for a share that brought none. Interval: the middle 95 % of bootstrap samples of
    whole cascades, since shares of one cascade hang together; where no share brought another, up to the R under which that
    has a chance of 1 in 40. TooFew under 30 cascades; ValueError for a size under 1.
    """
    counts = np.asarray(sizes, dtype=np.int64)
    if counts.ndim != 1 or (counts < 1).any():
        raise ValueError("a cascade has one share at least")
    many = len(counts)
    if many < LEAST_CASCADES:
        raise TooFew(many)
    total = int(counts.sum())
    if total == many:
        return Reproduction(0.0, 0.0, -math.log(0.025) / many, many, total)
    chance = np.random.default_rng(seed)
    values, how_many = np.unique(counts, return_counts=True)
    sums = chance.multinomial(many, how_many / many, size=resamples) @ values
    low, high = np.quantile(1 - many / sums, (0.025, 0.975))
    return Reproduction(1 - many / total, float(low), float(high), many, total)


def dispersion(children: Sequence[int] | np.ndarray) -> float:
    """k of the negative binomial that the numbers of children follow: under 1 a few shares bring most of the others, infinite
    where they come evenly (Poisson). `children`: (n,) of each share of finished cascades. The likeliest k, the mean being that
    seen (Lloyd-Smith et al., Nature 438 (2005) 355). NaN where no share brought another; ValueError for a negative number.
    """
    counts = np.asarray(children, dtype=np.int64)
    if counts.ndim != 1 or (counts < 0).any():
        raise ValueError("children are not negative")
    if not counts.sum():
        return math.nan
    values, how_many = (one.tolist() for one in np.unique(counts, return_counts=True))
    mean = float(counts.mean())
    if counts.var() <= mean:
        return math.inf

    def likelihood(log: float) -> float:
        k = math.exp(log)
        return sum(
            many
            * (
                math.lgamma(value + k)
                - math.lgamma(k)
                + k * math.log(k / (k + mean))
                + value * math.log(mean / (k + mean))
            )
            for value, many in zip(values, how_many, strict=True)
        )

    low, high = LOGS
    golden = (math.sqrt(5) - 1) / 2
    while high - low > 1e-7:
        left, right = high - golden * (high - low), low + golden * (high - low)
        low, high = (left, high) if likelihood(left) < likelihood(right) else (low, right)
    return math.inf if low > LOGS[1] - 1e-3 else math.exp((low + high) / 2)
