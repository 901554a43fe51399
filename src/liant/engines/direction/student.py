"""Student's t for whole degrees of freedom."""

import functools
import math
import statistics

LARGE = 10_000


def two_sided(t: float, freedom: int) -> float:
    """P(|T| ≥ |t|), from the finite sums for whole degrees of freedom; from the normal beyond ten thousand.

    Source: M. Abramowitz, I. A. Stegun, Handbook of Mathematical Functions (1964), 26.7.3, 26.7.4 and 26.7.8.
    """
    t = abs(t)
    if freedom > LARGE:
        near = t * (1 - 1 / (4 * freedom)) / math.sqrt(1 + t * t / (2 * freedom))
        return 2 * statistics.NormalDist().cdf(-near)
    angle = math.atan(t / math.sqrt(freedom))
    sine, cosine = math.sin(angle), math.cos(angle)
    odd = freedom % 2
    term, total = (cosine, 0.0) if odd else (1.0, 0.0)
    for k in range(2 + odd, freedom + 1, 2):
        total += term
        term *= cosine * cosine * (k - 1) / k
    inside = 2 / math.pi * (angle + sine * total) if odd else sine * total
    return max(0.0, 1 - inside)


@functools.lru_cache(maxsize=256)
def critical(freedom: int, level: float = 0.05) -> float:
    """The t beyond which |T| is with the chance `level`, by halving."""
    low, high = 0.0, 1.0
    while two_sided(high, freedom) > level:
        low, high = high, 2 * high
    while high - low > 1e-10 * high:
        middle = (low + high) / 2
        low, high = (middle, high) if two_sided(middle, freedom) > level else (low, middle)
    return (low + high) / 2
