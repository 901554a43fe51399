"""The same list, written as one would at first: one expert after the other, one piece after the other, in plain Python.

It draws chance from the engine's own function, so that both must come to the same pieces.
"""

import math
from typing import Any

import numpy as np

from liant.engines.ranking import Experts, Pieces, Weights
from liant.engines.ranking.chance import drawn
from liant.engines.ranking.choosing import CANDIDATES, EXPLORED


class Plain:
    """Everything that doesn't depend on the expert, as lists and dictionaries, ready before the clock starts."""

    def __init__(self, experts: Experts, pieces: Pieces) -> None:
        self.weights = Weights()
        self.topics = [{at: value for at, value in enumerate(row) if value} for row in pieces.topics.tolist()]
        self.lengths = [math.sqrt(sum(value * value for value in row.values())) for row in self.topics]
        self.sums = [sum(row.values()) for row in self.topics]
        self.authors, self.ages = pieces.authors.tolist(), pieces.age_days.tolist()
        self.languages = [set(np.flatnonzero(row).tolist()) for row in pieces.languages]
        self.networks = [set(np.flatnonzero(row).tolist()) for row in pieces.networks]
        mean = (int(pieces.useful.sum()) + 1) / (int(pieces.judged.sum()) + 2)
        self.useful = [
            (yes + 5 * mean) / (all_ + 5)
            for yes, all_ in zip(pieces.useful.tolist(), pieces.judged.tolist(), strict=True)
        ]
        present = sorted(set(self.authors))
        usual = sum(int(pieces.shown[author]) for author in present) / len(present)
        self.seldom = [1 / (1 + shown / usual) for shown in pieces.shown.tolist()]
        self.seen, self.liked = (_by_expert(pairs, len(experts)) for pairs in (experts.seen, experts.liked))
        self.close = _against_the_mean(experts)

    def list_of(self, experts: Experts, row: int, length: int, seed: int) -> list[int]:
        """The pieces for one expert."""
        scores = self._scores(experts, row)
        ordered = sorted(scores, key=lambda piece: (-scores[piece], piece))[: max(CANDIDATES, length)]
        key, chosen = experts.keys[row : row + 1], list[int]()
        while len(chosen) < min(length, len(scores)):
            slot = len(chosen)
            if drawn(seed, key, slot, 0)[0] < EXPLORED:
                free = [piece for piece in sorted(scores) if piece not in chosen]
                chosen.append(free[int(drawn(seed, key, slot, 1)[0] * len(free))])
                continue
            left = [piece for piece in ordered if piece not in chosen]
            worth = {piece: round(scores[piece] - self._likeness(piece, chosen), 9) for piece in left}
            chosen.append(min(left, key=lambda piece: (-worth[piece], piece)))
        return chosen

    def _scores(self, experts: Experts, row: int) -> dict[int, float]:
        given = self.weights
        wants = {at: value for at, value in enumerate(experts.topics[row].tolist()) if value}
        length = math.sqrt(sum(value * value for value in wants.values()))
        reads = set(np.flatnonzero(experts.languages[row]).tolist())
        uses = set(np.flatnonzero(experts.networks[row]).tolist())
        lately, own, found = experts.lately[row].tolist(), int(experts.author[row]), {}
        seen, liked, close = self.seen[row], self.liked[row], self.close[row]
        for piece, topics in enumerate(self.topics):
            author = self.authors[piece]
            if piece in seen or author == own or not (reads & self.languages[piece] and uses & self.networks[piece]):
                continue
            shared = sum(value * wants[at] for at, value in topics.items() if at in wants)
            score = given.topic * shared / (length * self.lengths[piece]) if shared else 0.0
            score += given.usefulness * self.useful[piece] + given.fairness * self.seldom[author]
            score += given.freshness * 0.5 ** (self.ages[piece] / given.half_life)
            score += given.author * liked.get(author, 0) + given.closeness * close.get(author, 0)
            if self.sums[piece]:
                alone = sum(value * lately[at] for at, value in topics.items()) / self.sums[piece]
                score -= given.fatigue * alone / (3 + alone)
            found[piece] = round(score, 9)
        return found

    def _likeness(self, piece: int, chosen: list[int]) -> float:
        alike, same = 0.0, False
        for other in chosen:
            product = sum(value * self.topics[other].get(at, 0) for at, value in self.topics[piece].items())
            if product:
                alike = max(alike, product / (self.lengths[piece] * self.lengths[other]))
            same = same or self.authors[piece] == self.authors[other]
        return self.weights.diversity * (alike + self.weights.same_author * same)


def _against_the_mean(experts: Experts) -> list[dict[int, float]]:
    """Of each expert whose ties are measured, how much closer than the mean each measured author is."""
    tied = experts.closeness
    if tied is None:
        return [{} for _ in range(len(experts))]
    measured, found = [at for at, is_one in enumerate(tied.authors.tolist()) if is_one], []
    for is_measured, close in zip(tied.experts.tolist(), _by_expert(tied.pairs, len(experts)), strict=True):
        known = {author: close.get(author, 0.0) for author in measured if is_measured}
        mean = sum(known.values()) / len(known) if known else 0.0
        found.append({author: value - mean for author, value in known.items()})
    return found


def _by_expert(pairs: Any, count: int) -> list[dict[int, float]]:
    found: list[dict[int, float]] = [{} for _ in range(count)]
    for expert, other, value in zip(pairs.experts.tolist(), pairs.others.tolist(), pairs.values.tolist(), strict=True):
        found[expert][other] = value
    return found
