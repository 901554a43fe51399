"""What speaks for a piece, for each expert: every reason a number from 0 to 1, before it is weighed."""

import numpy as np

from liant.engines.ranking.inputs import Experts, Pieces, Weights, unit

KEYS = ("topic", "usefulness", "author", "closeness", "freshness", "fairness", "fatigue", "diversity")
"""The reasons, in the order of the last axis of `Suggestions.points`."""
PRIOR = 5
"""A piece that few judged counts as if five had judged it as pieces are judged on the mean."""
TIRED = 3
"""So many suggestions left alone make half of full fatigue."""


class Scores:
    """The scores of some experts for all pieces: rows `first` to `last` of the experts."""

    def __init__(self, experts: Experts, pieces: Pieces, weights: Weights, first: int, last: int) -> None:
        here = slice(first, last)
        self._weights, self._pieces = weights, pieces
        self.wants = unit(experts.topics[here])
        self.topic = self.wants @ pieces.directions.T
        authors = len(pieces.shown)
        self.author = None if experts.liked is None else experts.liked.laid_out(first, last, authors)
        self.closeness = None if experts.closeness is None else experts.closeness.laid_out(first, last)
        self.lately = None if experts.lately is None else np.asarray(experts.lately[here], dtype=float)
        self.usefulness = judged_useful(pieces)
        self.freshness = 0.5 ** (np.asarray(pieces.age_days, dtype=float) / weights.half_life)
        self.fairness = seldom_shown(pieces)[pieces.authors]
        self.is_eligible = _eligible(experts, pieces, first, last)

    def totals(self) -> np.ndarray:
        """(experts, pieces), in points, −inf where a piece can't be suggested. Rounded, so that one expert alone and all of
        them together come to the same."""
        weights, pieces = self._weights, self._pieces
        total = weights.topic * self.topic
        total += (
            weights.usefulness * self.usefulness + weights.freshness * self.freshness + weights.fairness * self.fairness
        )
        if self.author is not None:
            total += (weights.author * self.author)[:, pieces.authors]
        if self.closeness is not None:
            total += (weights.closeness * self.closeness)[:, pieces.authors]
        if self.lately is not None:
            total -= weights.fatigue * _tired(self.lately @ pieces.shares.T)
        np.round(total, 9, out=total)
        total[~self.is_eligible] = -np.inf
        return total

    def points(self, rows: np.ndarray, chosen: np.ndarray) -> np.ndarray:
        """(len(rows), len(KEYS)): what each reason gives to the piece chosen for each row, diversity left at 0."""
        weights, pieces = self._weights, self._pieces
        who = pieces.authors[chosen]
        found = np.zeros((len(rows), len(KEYS)))
        found[:, 0] = weights.topic * self.topic[rows, chosen]
        found[:, 1] = weights.usefulness * self.usefulness[chosen]
        if self.author is not None:
            found[:, 2] = weights.author * self.author[rows, who]
        if self.closeness is not None:
            found[:, 3] = weights.closeness * self.closeness[rows, who]
        found[:, 4] = weights.freshness * self.freshness[chosen]
        found[:, 5] = weights.fairness * self.fairness[chosen]
        if self.lately is not None:
            left_alone = np.einsum("ij,ij->i", self.lately[rows], pieces.shares[chosen])
            found[:, 6] = -weights.fatigue * _tired(left_alone)
        return found


def judged_useful(pieces: Pieces) -> np.ndarray:
    """(m,) the share who found a piece useful, drawn towards that of all pieces while few have said."""
    mean = (np.sum(pieces.useful) + 1) / (np.sum(pieces.judged) + 2)
    return np.asarray((pieces.useful + PRIOR * mean) / (pieces.judged + PRIOR))


def seldom_shown(pieces: Pieces) -> np.ndarray:
    """(a,) 1 for an author whose pieces were not suggested lately, ½ for one suggested as often as the mean of those who have
    pieces, towards 0 beyond."""
    present = np.unique(pieces.authors)
    mean = float(np.mean(pieces.shown[present])) if present.size else 0.0
    return np.asarray(1 / (1 + pieces.shown / mean)) if mean else np.ones(len(pieces.shown))


def _tired(left_alone: np.ndarray) -> np.ndarray:
    return np.asarray(left_alone / (TIRED + left_alone))


def _eligible(experts: Experts, pieces: Pieces, first: int, last: int) -> np.ndarray:
    """In a language they share in, for a network they are on, not their own, not seen."""
    here = slice(first, last)
    readable = _meet(experts.languages[here], pieces.languages)
    readable &= _meet(experts.networks[here], pieces.networks)
    readable &= experts.author[here, None] != pieces.authors
    rows, seen, _ = experts.seen.between(first, last)
    readable[rows - first, seen] = False
    return np.asarray(readable)


def _meet(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """(rows of left, rows of right): whether they have a true column in common."""
    found = np.zeros((len(left), len(right)), dtype=bool)
    for column in range(left.shape[1]):
        found |= left[:, column, None] & right[:, column]
    return found
