"""Shares that came from shares: the size of each cascade, how deep it went, how viral its shape is."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

QUIET_DAYS = 14


@dataclass(frozen=True)
class Cascades:
    """One row a cascade, by its first share: `roots` its row, `sizes` how many shares, `depths` the longest way from the first
    (0 for a share alone), `virality` the mean distance between two of its shares (NaN for one alone).

    One row a share: `cascade`, the row of its own; `children`, how many came directly from it.
    """

    roots: np.ndarray
    sizes: np.ndarray
    depths: np.ndarray
    virality: np.ndarray
    cascade: np.ndarray
    children: np.ndarray


def cascades(parents: Sequence[int] | np.ndarray) -> Cascades:
    """Cascades from (n,) the row of the share that each came from, −1 for a first one.

    Structural virality (Goel, Anderson, Hofman & Watts, Management Science 62 (2016) 180): the mean distance over all pairs
    of a tree's n nodes, as 2 · Σ s (n − s) / (n (n − 1)) over its edges, s being the size below the edge: each edge lies
    between s (n − s) pairs. 2 (n − 1) / n for a star, (n + 1) / 3 for a chain. Time and memory grow with n. ValueError for a
    parent that isn't there, or shares that come from one another in a circle.
    """
    given = np.asarray(parents, dtype=np.int64)
    if given.ndim != 1 or (given < -1).any() or (given >= len(given)).any():
        raise ValueError("a parent is a row, or −1")
    children = np.bincount(given[given >= 0], minlength=len(given))
    below, upwards = _peeled(given.tolist(), children.tolist())
    depth, cascade = [0] * len(given), [0] * len(given)
    roots = np.flatnonzero(given < 0)
    for row, root in enumerate(roots.tolist()):
        cascade[root] = row
    parent_of = given.tolist()
    for share in reversed(upwards):
        parent = parent_of[share]
        if parent >= 0:
            depth[share], cascade[share] = depth[parent] + 1, cascade[parent]
    of = np.array(cascade, dtype=np.int64)
    sizes = np.bincount(of, minlength=len(roots))
    depths = np.zeros(len(roots), dtype=np.int64)
    np.maximum.at(depths, of, np.array(depth, dtype=np.int64))
    return Cascades(roots, sizes, depths, _virality(given, np.array(below, dtype=np.int64), of, sizes), of, children)


def _peeled(parents: list[int], children: list[int]) -> tuple[list[int], list[int]]:
    """How many shares hang on each, itself included, and an order in which none comes before those that came from it."""
    below, waiting = [1] * len(parents), children
    order = [share for share, count in enumerate(waiting) if count == 0]
    for share in order:  # grows as it goes
        parent = parents[share]
        if parent >= 0:
            below[parent] += below[share]
            waiting[parent] -= 1
            if waiting[parent] == 0:
                order.append(parent)
    if len(order) < len(parents):
        raise ValueError("shares come from one another in a circle")
    return below, order


def _virality(parents: np.ndarray, below: np.ndarray, of: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    edges = parents >= 0
    beneath, whole = below[edges], sizes[of[edges]]
    pairs = np.zeros(len(sizes), dtype=np.int64)  # exact up to cascades of three million
    np.add.at(pairs, of[edges], beneath * (whole - beneath))
    with np.errstate(invalid="ignore"):
        return np.asarray(2 * pairs / (sizes * (sizes - 1)))


def finished(found: Cascades, at: Sequence[float] | np.ndarray, now: float, *, quiet: float = QUIET_DAYS) -> np.ndarray:
    """(cascades,) true where nothing was shared for `quiet` days. `at`: (n,) when each share was, in days; `now` likewise.

    Look at all cascades that began by some day, not at those that happen to be finished today: large ones take longer.
    """
    when = np.asarray(at, dtype=float)
    if when.shape != found.cascade.shape:
        raise ValueError("each share has its time")
    last = np.full(len(found.sizes), -np.inf)
    np.maximum.at(last, found.cascade, when)
    return np.asarray(last + quiet <= now)
