"""What the rates need of the gamma function, for whole arrays, without SciPy: ln Γ, and the ends of 95 % intervals."""

import math
from functools import cache

import numpy as np

LOW, HIGH = 0.025, 0.975
LEAST_SHAPE, MOST_SHAPE = 0.01, 200.0
NODES = 640
_SHIFT = 8


def log_gamma(x: np.ndarray) -> np.ndarray:
    """ln Γ(x) for x > 0, any shape, to some 1e-13: Stirling's series after x is moved past 8 by Γ(x + 1) = x Γ(x)."""
    given = np.asarray(x, dtype=float)
    product, moved = np.ones_like(given), given.copy()
    for _ in range(_SHIFT):
        small = moved < _SHIFT
        product = np.where(small, product * moved, product)
        moved = np.where(small, moved + 1, moved)
    inverse = 1 / moved
    square = inverse * inverse
    series = inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188))))
    return np.asarray((moved - 0.5) * np.log(moved) - moved + 0.5 * math.log(2 * math.pi) + series - np.log(product))


def lower_share(shape: np.ndarray, x: np.ndarray) -> np.ndarray:
    """P(a, x): the share of a gamma distribution of that shape and rate 1 below x; by its series, which is meant for x not
    far beyond the shape. Both (n,)."""
    with np.errstate(divide="ignore"):
        first = np.exp(shape * np.log(x) - x - log_gamma(shape + 1))
    term, total = np.ones_like(x), np.ones_like(x)
    for step in range(1, 4_000):
        term = term * x / (shape + step)
        total = total + term
        if (term < 1e-17 * total).all():
            break
    return np.asarray(first * total)


def quantiles(shape: np.ndarray, share: float) -> np.ndarray:
    """Below which value `share` (LOW or HIGH) of a gamma distribution of rate 1 lies, for each shape from 0.01; any dimensions.

    Read off 640 exact values between shapes of 0.01 and 200 by cubics (to 1e-6 of the value from a shape of 0.02 on), and
    beyond from Wilson and Hilferty's cube root (PNAS 17 (1931) 684; to 1e-5). A shape under 0.01 counts as 0.01.
    """
    if share not in (LOW, HIGH):
        raise ValueError("intervals have their ends at 2.5 and 97.5 %")
    start, step = math.log(LEAST_SHAPE), math.log(MOST_SHAPE / LEAST_SHAPE) / (NODES - 1)
    given = np.maximum(np.asarray(shape, dtype=float), LEAST_SHAPE)
    place = (np.log(np.minimum(given, MOST_SHAPE)) - start) / step
    left = np.clip(place.astype(np.int64), 1, NODES - 3)
    t = place - left
    table = _table(share)
    before, here, after, last = (table[left + offset] for offset in (-1, 0, 1, 2))
    cubic = (
        -t * (t - 1) * (t - 2) / 6 * before
        + (t + 1) * (t - 1) * (t - 2) / 2 * here
        - (t + 1) * t * (t - 2) / 2 * after
        + (t + 1) * t * (t - 1) / 6 * last
    )
    found = np.exp(cubic)
    large = given > MOST_SHAPE
    return np.where(large, _cube_root(given, share), found) if large.any() else found


@cache
def _table(share: float) -> np.ndarray:
    """ln of the quantiles at the nodes: Newton's method on ln P, or on ln(1 − P) above the middle, both concave in ln x."""
    shape = np.exp(np.linspace(math.log(LEAST_SHAPE), math.log(MOST_SHAPE), NODES))
    at = np.where(
        shape < 0.5,
        (math.log(share) + log_gamma(shape + 1)) / shape,
        np.log(np.maximum(_cube_root(shape, share), 1e-12)),
    )
    constant = log_gamma(shape)
    for _ in range(60):
        x = np.exp(at)
        below = lower_share(shape, x)
        slope = np.exp(shape * at - x - constant)  # of P by ln x
        wanted, found = (share, below) if share < 0.5 else (1 - share, 1 - below)
        step = np.clip((np.log(wanted) - np.log(np.maximum(found, 1e-300))) * found / np.maximum(slope, 1e-300), -2, 2)
        step = step if share < 0.5 else -step
        at = at + step
        if np.abs(step).max() < 1e-13:
            break
    return at


def _cube_root(shape: np.ndarray, share: float) -> np.ndarray:
    z = 1.959963984540054 if share > 0.5 else -1.959963984540054
    return np.asarray(shape * np.maximum(1 - 1 / (9 * shape) + z / (3 * np.sqrt(shape)), 0) ** 3)
