"""Whom two people have in common: the overlap of their circles, and how alike they share out their contacts.

    O_ij = n_ij / ((k_i − 1) + (k_j − 1) − n_ij)                       (Onnela et al., PNAS 104 (2007) 7332)
    C_ij = Σ_k √(w_ik w_jk) / √(Σ_{k≠j} w_ik · Σ_{k≠i} w_jk)            (Bhattacharyya, Bull. Calcutta Math. Soc. 35 (1943) 99)

k people whom each knows, n whom both know, w decayed contacts of all channels. Both leave out what passed between i and j, and so say
something of two who were never in contact. Triangles are found from their least connected corner (Schank & Wagner 2005).
"""

import itertools
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from liant.engines.ties.contacts import Contacts, found_in

AT_ONCE = 1_000_000
"""Pairs of neighbours looked at together, which bounds the memory."""
MARKS = 8_000_000
"""Of how many possible neighbours it is noted at a time whether they are some; of sixteen people's at least."""


@dataclass(frozen=True)
class Circles:
    """Of q pairs: `overlap` and `circle`, both (q,) from 0, nobody in common, to 1."""

    overlap: np.ndarray
    circle: np.ndarray


class _Graph:
    """Who is in contact with whom, whichever way: one row an undirected pair, in order, with its contacts."""

    def __init__(self, found: Contacts) -> None:
        self.people = n = found.people
        weight = found.decayed.sum(axis=0)
        first, second = np.minimum(found.first, found.second), np.maximum(found.first, found.second)
        keys = first * n + second
        if found.is_directed:
            keys, back = np.unique(keys, return_inverse=True)
            weight = np.bincount(back, weight, len(keys))
            first, second = keys // n, keys % n
        self.keys, self.first, self.second, self.weight = keys, first, second, weight
        self.root = np.sqrt(weight)
        self.known = np.bincount(first, minlength=n) + np.bincount(second, minlength=n)
        self.contact = np.bincount(first, weight, n) + np.bincount(second, weight, n)

    def find(self, one: np.ndarray, other: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Which of the pairs asked for are in contact, and their rows."""
        rows = found_in(self.keys, np.minimum(one, other) * self.people + np.maximum(one, other))
        there = np.flatnonzero(rows >= 0)
        return there, rows[there]

    def neighbours(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """(begins, neighbour, row): everyone's neighbours one person after the other."""
        who = np.concatenate([self.first, self.second])
        order = np.argsort(who, kind="stable")
        other = np.concatenate([self.second, self.first])[order]
        begins = np.concatenate([[0], np.cumsum(self.known)])
        return begins, other, order % max(len(self.first), 1)


def circles(found: Contacts, pairs: tuple[np.ndarray, np.ndarray] | None = None) -> Circles:
    """Of all pairs ever in contact, or of `pairs`, (q,) and (q,) people."""
    graph = _Graph(found)
    first, second, _ = found.asked(pairs)
    if pairs is None:
        common, shared = _by_triangles(graph)
        if found.is_directed:
            row = found_in(graph.keys, np.minimum(first, second) * graph.people + np.maximum(first, second))
            common, shared = common[row], shared[row]
    else:
        common, shared = _by_asking(graph, first, second)
    there, rows = graph.find(first, second)
    own, met = np.zeros(len(first)), np.zeros(len(first))
    own[there], met[there] = graph.weight[rows], 1
    either = graph.known[first] + graph.known[second] - 2 * met - common
    apart = np.maximum(graph.contact[first] - own, 0) * np.maximum(graph.contact[second] - own, 0)
    return Circles(
        np.where(common > 0, common / np.maximum(either, 1), 0.0),
        np.where(common > 0, np.minimum(shared / np.sqrt(np.maximum(apart, 1e-300)), 1.0), 0.0),
    )


def _by_triangles(graph: _Graph) -> tuple[np.ndarray, np.ndarray]:
    """(p,) people in common, and Σ √(w w), of every pair in contact."""
    rank = np.empty(graph.people, dtype=np.int64)
    rank[np.argsort(graph.known, kind="stable")] = np.arange(graph.people)
    low, high = np.minimum(rank[graph.first], rank[graph.second]), np.maximum(rank[graph.first], rank[graph.second])
    order = np.argsort(low, kind="stable")
    begins = np.searchsorted(low[order], np.arange(graph.people + 1))
    ranked = _Ranked(low[order], high[order], graph.root[order], begins, np.diff(begins)[high[order]])
    back = np.empty_like(order)
    back[order] = np.arange(len(order))
    if len(order) < AT_ONCE:
        common, shared = ranked.triangles(0, graph.people)
    else:
        work = np.cumsum(ranked.onward)
        half = int(ranked.low[np.searchsorted(work, work[-1] / 2)])
        with ThreadPoolExecutor(2) as pool:
            (common, shared), more = pool.map(ranked.triangles, (0, half), (half, graph.people))
        common += more[0]
        shared += more[1]
    return common[back], shared[back]


@dataclass(frozen=True)
class _Ranked:
    """The same graph, people being numbered by how many they know: `low` < `high` of each pair, in order; `begins` of each
    person's pairs; `onward`: how many are numbered above whom the pair leads to."""

    low: np.ndarray
    high: np.ndarray
    root: np.ndarray
    begins: np.ndarray
    onward: np.ndarray

    def triangles(self, first: int, last: int) -> tuple[np.ndarray, np.ndarray]:
        """What triangles of whom the first is numbered from `first` to `last` add to each of their sides. Each triangle u < v < w
        is found once, along u → v → w, by a mark of u's at w."""
        people = len(self.begins) - 1
        common, shared = np.zeros(len(self.low)), np.zeros(len(self.low))
        several = max(16, MARKS // max(people, 1))
        marks = np.full(several * people, -1, dtype=np.int32)
        for start in range(first, last, several):
            here = slice(int(self.begins[start]), int(self.begins[min(start + several, last)]))
            seats = (self.low[here] - start) * people
            marks[seats + self.high[here]] = np.arange(here.stop - here.start)
            root, onward, beyond = self.root[here], self.onward[here], self.begins[self.high[here]]
            for one, other in _portions(onward):
                part = slice(one, other)
                step = _ragged(beyond[part], onward[part])
                across = marks[np.repeat(seats[part], onward[part]) + self.high[step]]
                closed = np.flatnonzero(across >= 0)
                sides = one + np.searchsorted(np.cumsum(onward[part]), closed, side="right"), across[closed]
                far, roots = step[closed], [root[side] for side in sides]
                for side, other_root in zip(
                    sides, roots[::-1], strict=True
                ):  # these lie together, the far ones anywhere
                    common[here] += np.bincount(side, minlength=len(seats))
                    shared[here] += np.bincount(side, other_root * self.root[far], len(seats))
                np.add.at(common, far, 1.0)
                np.add.at(shared, far, roots[0] * roots[1])
            marks[seats + self.high[here]] = -1
        return common, shared


def _by_asking(graph: _Graph, first: np.ndarray, second: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The same of any pairs: each neighbour of the less connected of the two, does the other know them?"""
    begins, neighbour, row = graph.neighbours()
    is_less = graph.known[first] <= graph.known[second]
    less, more = np.where(is_less, first, second), np.where(is_less, second, first)
    common, shared = np.zeros(len(first)), np.zeros(len(first))
    for start, end in _portions(graph.known[less]):
        sizes = graph.known[less[start:end]]
        asked, place = np.repeat(np.arange(start, end), sizes), _ragged(begins[less[start:end]], sizes)
        closed, across = graph.find(neighbour[place], more[asked])
        of = asked[closed]
        np.add.at(common, of, 1.0)
        np.add.at(shared, of, graph.root[row[place[closed]]] * graph.root[across])
    return common, shared


def _portions(sizes: np.ndarray) -> list[tuple[int, int]]:
    """Cuts a list so that the sizes of a portion add up to no more than fits in memory, or it has one row."""
    if not len(sizes):
        return []
    upto = np.cumsum(sizes)
    cuts = [0]
    while cuts[-1] < len(sizes):
        before = int(upto[cuts[-1] - 1]) if cuts[-1] else 0
        cuts.append(max(int(np.searchsorted(upto, before + AT_ONCE, side="right")), cuts[-1] + 1))
    return list(itertools.pairwise(cuts))


def _ragged(begins: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """Numbers from each beginning on, as many as its size, one list after the other."""
    upto = np.cumsum(sizes)
    return np.repeat(begins - upto + sizes, sizes) + np.arange(int(upto[-1]) if len(upto) else 0)
