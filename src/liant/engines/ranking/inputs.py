"""What a ranking is made from: pieces, experts, what is known between an expert and an author, and how much each thing counts."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np


@dataclass(frozen=True)
class Weights:
    """How much each reason counts, in points; fatigue and diversity take points away. Judgement, not estimates.

    `half_life`: days after which a piece counts as half as fresh; `same_author`: the part of `diversity` taken off for another
    piece by an author already in the list, on top of that for being about the same.
    """

    topic: float = 35
    usefulness: float = 20
    author: float = 10
    closeness: float = 10
    freshness: float = 15
    fairness: float = 10
    fatigue: float = 20
    diversity: float = 25
    same_author: float = 0.5
    half_life: float = 7

    def __post_init__(self) -> None:
        if min(vars(self).values()) < 0 or self.half_life == 0:
            raise ValueError("weights are not negative, and a half-life is some time")


@dataclass(frozen=True)
class Pairs:
    """What is known between experts and others, where anything is: `experts`, `others`: (p,) rows; `values`: (p,) from 0 to 1.
    A pair given twice has its last value."""

    experts: np.ndarray
    others: np.ndarray
    values: np.ndarray

    def __post_init__(self) -> None:
        if not len(self.experts) == len(self.others) == len(self.values):
            raise ValueError("pairs have two ends and a value")
        if len(self.values) and not ((self.values >= 0) & (self.values <= 1)).all():
            raise ValueError("values of pairs lie between 0 and 1")

    def laid_out(self, first: int, last: int, width: int) -> np.ndarray:
        """(last − first, width), zero where nothing is known."""
        matrix = np.zeros((last - first, width))
        rows, others, values = self.between(first, last)
        matrix[rows - first, others] = values
        return matrix

    def between(self, first: int, last: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The pairs of the experts `first` to `last`: their rows, the others, the values."""
        start, stop = np.searchsorted(self._ordered[0], (first, last))
        rows, others, values = (one[start:stop] for one in self._ordered)
        return rows, others, values

    @cached_property
    def _ordered(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        order = np.argsort(self.experts, kind="stable")
        return (
            np.asarray(self.experts)[order],
            np.asarray(self.others)[order],
            np.asarray(self.values, dtype=float)[order],
        )


@dataclass(frozen=True)
class Closeness:
    """How close experts are to authors. `pairs`: Pairs of expert and author; `experts`: (n,), `authors`: (a,) rows of `Pieces.shown`,
    true where somebody's ties are measured. Between two of them a pair not given is 0; of all others nothing is known."""

    pairs: Pairs
    experts: np.ndarray
    authors: np.ndarray

    def laid_out(self, first: int, last: int) -> np.ndarray:
        """(last − first, a), against the mean of what is known of each expert: so that whoever's ties nobody measures stands where
        those whose are stand on the mean, and gains and loses nothing. 0 where nothing is known."""
        known = np.outer(self.experts[first:last], self.authors)
        values = np.where(known, self.pairs.laid_out(first, last, len(self.authors)), 0.0)
        means = values.sum(axis=1) / max(int(np.sum(self.authors)), 1)
        return np.where(known, values - means[:, None], 0.0)

    def of(self, expert: int, author: int) -> float:
        """What is known of the two, 0 where nothing is."""
        return float(self.pairs.laid_out(expert, expert + 1, len(self.authors))[0, author])


@dataclass(frozen=True)
class Pieces:
    """m pieces. `topics`: (m, k), how much each is about each topic, not negative; `authors`: (m,) rows of `shown`;
    `languages`: (m, l) true where it can be had in a language; `networks`: (m, w) true where it may go; `age_days`: (m,);
    `judged`, `useful`: (m,) how many experts said whether it was useful, and how many said yes; `shown`: (a,) how often pieces
    of each author were suggested lately, to everyone. ValueError where shapes differ."""

    topics: np.ndarray
    authors: np.ndarray
    languages: np.ndarray
    networks: np.ndarray
    age_days: np.ndarray
    judged: np.ndarray
    useful: np.ndarray
    shown: np.ndarray

    def __post_init__(self) -> None:
        columns = (self.authors, self.languages, self.networks, self.age_days, self.judged, self.useful)
        if any(len(one) != len(self) for one in columns):
            raise ValueError("each piece has one row everywhere")
        if len(self) and not (self.authors.min() >= 0 and self.authors.max() < len(self.shown)):
            raise ValueError("an author is a row of shown")
        if (self.topics < 0).any() or (self.age_days < 0).any() or (self.useful > self.judged).any():
            raise ValueError("topics and ages are not negative, and no more said useful than were asked")

    def __len__(self) -> int:
        return len(self.topics)

    @cached_property
    def directions(self) -> np.ndarray:
        """(m, k) topics of length 1, so that products are cosines."""
        return unit(self.topics)

    @cached_property
    def shares(self) -> np.ndarray:
        """(m, k) topics that sum to 1."""
        totals = self.topics.sum(axis=1)
        return np.asarray(self.topics / np.where(totals > 0, totals, 1)[:, None])


@dataclass(frozen=True)
class Experts:
    """n experts. `keys`: (n,) whole numbers that stay the same from day to day, from which chance is drawn; `topics`: (n, k) how
    much each wants each topic; `languages`: (n, l), `networks`: (n, w) true where they share; `author`: (n,) their own row
    among authors, −1 for none; `seen`: Pairs of expert and piece, which are not suggested again, whatever the value (shown,
    shared, refused); `lately`: (n, k) how many suggestions of each topic they left alone lately, or None.

    `liked`: Pairs of expert and author, the share of this author's pieces that they found useful; `closeness`: how close they
    are to whom, None where nothing is known of anybody.
    """

    keys: np.ndarray
    topics: np.ndarray
    languages: np.ndarray
    networks: np.ndarray
    author: np.ndarray
    seen: Pairs
    lately: np.ndarray | None = None
    liked: Pairs | None = None
    closeness: Closeness | None = None

    def __post_init__(self) -> None:
        columns = (self.keys, self.languages, self.networks, self.author)
        if any(len(one) != len(self) for one in columns):
            raise ValueError("each expert has one row everywhere")
        if (self.topics < 0).any() or (self.lately is not None and self.lately.shape != self.topics.shape):
            raise ValueError("topics are not negative, and lately has their shape")

    def __len__(self) -> int:
        return len(self.topics)


def unit(rows: np.ndarray) -> np.ndarray:
    """Each row divided by its length; a row of zeros stays."""
    values = np.asarray(rows, dtype=float)
    lengths = np.sqrt(np.einsum("ij,ij->i", values, values))
    return np.asarray(values / np.where(lengths > 0, lengths, 1)[:, None])
