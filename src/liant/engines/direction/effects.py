"""What is about a person in a window, taken out of what is about a pair: holidays, campaigns, somebody talkative."""

import numpy as np

from liant.engines.direction.panel import Floats, Pairs

ROUNDS = 500
CLOSE = 1e-11


def without_people(values: Floats, pairs: Pairs) -> Floats:
    """(d, t) → (d, t): for each window what is left of v_ij after the best A_i + A_j.

    Where each two people are a pair, A_i = (S_i − S/(n−1)) / (n−2), S_i being the sum of the pairs of i and S that of all pairs,
    once each; otherwise the normal equations (D + W) A = S are solved by conjugate gradients, D the pairs of each person and W
    who is paired with whom.
    """
    sums = pairs.per_person(values)
    people = pairs.people
    if pairs.is_complete and people > 2:
        effects = (sums - sums.sum(axis=0) / 2 / (people - 1)) / (people - 2)
    else:
        effects = _solve(sums, pairs)
    return values - effects[pairs.first] - effects[pairs.second]


def _solve(sums: Floats, pairs: Pairs) -> Floats:
    """All windows at once; singular where pairs fall into two sides, but then any solution leaves the same."""
    number = np.maximum(
        np.bincount(pairs.first, minlength=pairs.people) + np.bincount(pairs.second, minlength=pairs.people), 1
    )
    found, left = np.zeros_like(sums), sums.copy()
    scaled = left / number[:, None]
    way = scaled.copy()
    size = (left * scaled).sum(axis=0)
    start = size.copy()
    for _ in range(ROUNDS):
        if (size <= CLOSE**2 * np.maximum(start, 1e-300)).all():
            break
        moved = pairs.per_person(way[pairs.first] + way[pairs.second])
        across = (way * moved).sum(axis=0)
        step = np.divide(size, across, out=np.zeros_like(size), where=across > 0)
        found += step * way
        left -= step * moved
        scaled = left / number[:, None]
        fresh = (left * scaled).sum(axis=0)
        way = scaled + np.divide(fresh, size, out=np.zeros_like(size), where=size > 0) * way
        size = fresh
    return found
