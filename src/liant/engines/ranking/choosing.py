"""The lists themselves: the best one after the other, unlike those already chosen, and now and then one drawn by chance."""

from dataclasses import dataclass

import numpy as np

from liant.engines.ranking.chance import drawn
from liant.engines.ranking.inputs import Experts, Pieces, Weights
from liant.engines.ranking.scoring import KEYS, Scores

EXPLORED = 0.05
"""How often a place in the list goes to a piece drawn from all that could be suggested."""
CANDIDATES = 40
"""Diversity chooses among so many of the best."""
AT_ONCE = 250


@dataclass(frozen=True)
class Suggestions:
    """For n experts, up to `length` places each, best first; all (n, length) but `points`.

    `piece`: rows of the pieces, −1 where there is none left; `points`: (n, length, len(KEYS)), whose sum is `score`;
    `is_explored`: drawn by chance; `is_best`: what the ranking would have put there, given the places before, even when chance
    drew it; `propensity`: how likely it was to stand there, given the places before; `eligible`: from how many it was chosen.
    Keep the last four with what was shown: without them nobody can judge the ranking honestly.
    """

    piece: np.ndarray
    score: np.ndarray
    points: np.ndarray
    is_explored: np.ndarray
    is_best: np.ndarray
    propensity: np.ndarray
    eligible: np.ndarray


def rank(
    experts: Experts,
    pieces: Pieces,
    *,
    length: int = 5,
    seed: int = 0,
    weights: Weights | None = None,
    explored: float = EXPLORED,
) -> Suggestions:
    """Choose `length` pieces for each expert.

    Points are summed (`Weights`, `KEYS`), then places are filled one by one: the most points after what diversity takes off, for
    being about the same as a piece already chosen (the largest cosine) or by the same author (Carbonell & Goldstein's maximal
    marginal relevance, SIGIR 1998); equal points go to the piece that comes first. With the probability `explored` a place goes to any eligible piece
    instead, all equally likely. The same seed gives the same lists, to each expert alone as to all. Time and memory
    grow with experts × pieces, in blocks of 250 experts. ValueError for no place, or a share that is none.
    """
    if length < 1 or not 0 <= explored <= 1:
        raise ValueError("a list has places, and exploration is a share")
    if len(pieces) and pieces.topics.shape[1] != experts.topics.shape[1]:
        raise ValueError("experts and pieces have the same topics")
    used, found = weights or Weights(), _empty(len(experts), length)
    if not len(pieces):
        return found
    for first in range(0, len(experts), AT_ONCE):
        last = min(first + AT_ONCE, len(experts))
        scores = Scores(experts, pieces, used, first, last)
        _Block(scores, pieces, used, length).fill(found, first, experts.keys[first:last], seed, explored)
    return found


def _empty(people: int, length: int) -> Suggestions:
    shape = (people, length)
    return Suggestions(
        piece=np.full(shape, -1),
        score=np.zeros(shape),
        points=np.zeros((*shape, len(KEYS))),
        is_explored=np.zeros(shape, dtype=bool),
        is_best=np.zeros(shape, dtype=bool),
        propensity=np.zeros(shape),
        eligible=np.zeros(shape, dtype=int),
    )


class _Block:
    """Some experts' places, filled slot by slot."""

    def __init__(self, scores: Scores, pieces: Pieces, weights: Weights, length: int) -> None:
        self.scores, self.pieces, self.weights = scores, pieces, weights
        totals = scores.totals()
        count = min(max(CANDIDATES, length), totals.shape[1])
        best = np.sort(np.argpartition(-totals, count - 1, axis=1)[:, :count], axis=1)
        self.candidates, self.worth = best, np.take_along_axis(totals, best, axis=1)
        self.directions = pieces.directions[best]
        self.off = np.zeros(best.shape)
        self.free = scores.is_eligible.copy()
        self.alike = np.zeros(best.shape)
        self.same = np.zeros(best.shape, dtype=bool)
        self.chosen: list[np.ndarray] = []

    def fill(self, found: Suggestions, first: int, keys: np.ndarray, seed: int, explored: float) -> None:
        everyone = np.arange(len(keys))
        for slot in range(found.piece.shape[1]):
            left = self.free.sum(axis=1)
            best = self._best()
            taken, by_chance = best.copy(), drawn(seed, keys, slot, 0) < explored
            luck = drawn(seed, keys, slot, 1)
            for row in np.flatnonzero(by_chance & (left > 0)):
                taken[row] = np.flatnonzero(self.free[row])[int(luck[row] * left[row])]
            rows = everyone[left > 0]
            chosen, there = taken[rows], rows + first
            points = self.scores.points(rows, chosen)
            points[:, -1] = -self.weights.diversity * self._likeness(rows, chosen)
            found.piece[there, slot], found.points[there, slot] = chosen, points
            found.score[there, slot] = points.sum(axis=1)
            found.is_explored[there, slot] = by_chance[rows]
            found.is_best[there, slot] = chosen == best[rows]
            found.propensity[there, slot] = (1 - explored) * (chosen == best[rows]) + explored / left[rows]
            found.eligible[there, slot] = left[rows]
            self._take(rows, chosen, len(keys))

    def _best(self) -> np.ndarray:
        """The best free candidate of each; any, where none is left."""
        free = np.take_along_axis(self.free, self.candidates, axis=1)
        worth = np.where(free, np.round(self.worth - self.weights.diversity * self.off, 9), -np.inf)
        return np.take_along_axis(self.candidates, worth.argmax(axis=1)[:, None], axis=1)[:, 0]

    def _likeness(self, rows: np.ndarray, chosen: np.ndarray) -> np.ndarray:
        """How much of a penalty each piece just chosen has, given those chosen before."""
        alike, same = np.zeros(len(rows)), np.zeros(len(rows), dtype=bool)
        for before in self.chosen:
            had = before[rows]
            alike = np.maximum(
                alike, np.einsum("ij,ij->i", self.pieces.directions[had], self.pieces.directions[chosen])
            )
            same |= self.pieces.authors[had] == self.pieces.authors[chosen]
        return np.asarray(alike + self.weights.same_author * same)

    def _take(self, rows: np.ndarray, chosen: np.ndarray, people: int) -> None:
        placed = np.zeros(people, dtype=int)
        placed[rows] = chosen
        self.chosen.append(placed)
        self.free[rows, chosen] = False
        alike = np.einsum("bck,bk->bc", self.directions[rows], self.pieces.directions[chosen])
        self.alike[rows] = np.maximum(self.alike[rows], alike)
        self.same[rows] |= self.pieces.authors[self.candidates[rows]] == self.pieces.authors[chosen][:, None]
        self.off = self.alike + self.weights.same_author * self.same
