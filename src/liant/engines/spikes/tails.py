"""Tails of the negative binomial, by its mean and variance; Poisson's law where both are equal."""

import math

_NEARLY = 1e-9


def upper_tail(count: int, mean: float, variance: float) -> float:
    """The chance of `count` or more. `mean` > 0, `variance` ≥ `mean`; time grows with `count`."""
    if count <= 0:
        return 1.0
    return max(0.0, 1 - lower_sum(count, mean, variance)) if count <= mean else _from_above(count, mean, variance)


def lower_sum(count: int, mean: float, variance: float) -> float:
    """The chance of less than `count`."""
    return math.fsum(_each(0, count, mean, variance))


def quantile(share: float, mean: float, variance: float) -> int:
    """The least count that a share of all counts does not pass. 0 < `share` < 1."""
    total, count = 0.0, 0
    term = math.exp(log_chance(0, mean, variance))
    while True:
        total += term
        if total >= share:
            return count
        count += 1
        term = math.exp(log_chance(count, mean, variance))


def log_chance(count: int, mean: float, variance: float) -> float:
    """The logarithm of the chance of exactly `count`."""
    if variance <= mean * (1 + _NEARLY):
        return count * math.log(mean) - mean - math.lgamma(count + 1)
    size = mean * mean / (variance - mean)
    return (
        math.lgamma(count + size)
        - math.lgamma(size)
        - math.lgamma(count + 1)
        + size * math.log(size / (size + mean))
        + count * math.log(mean / (size + mean))
    )


def _from_above(count: int, mean: float, variance: float) -> float:
    """Summed upwards until nothing is added: a small chance keeps its digits, which one minus the rest would lose."""
    total, number = 0.0, count
    while True:
        term = math.exp(log_chance(number, mean, variance))
        total += term
        if term <= total * 1e-12:
            return min(1.0, total)
        number += 1


def _each(first: int, last: int, mean: float, variance: float) -> list[float]:
    return [math.exp(log_chance(number, mean, variance)) for number in range(first, last)]
