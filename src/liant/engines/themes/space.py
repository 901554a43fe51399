"""Where each passage stands: near those that say the same in other words. NumPy alone; unit vectors."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from liant.engines.themes.words import Passage

Array = npt.NDArray[np.float64]
MOST_TERMS = 1500
LEAST_WORD, LEAST_PAIR = 2, 3  # passages in which a term stands, to be one
COMPANY = 0.6  # how much the company of its words tells of a passage, beside the words themselves
COMPANY_SIZE, SIZE = 50, 30  # dimensions
SMOOTHING = 0.75
AT_ONCE = 4096  # passages, so that many don't take much memory


@dataclass(frozen=True)
class Space:
    """`terms`: by the alphabet. `weights`: of each; `is_word`: those that are no pairs; `company`: of each word; `axes`: the
    directions that tell passages apart."""

    terms: tuple[str, ...]
    weights: Array
    is_word: npt.NDArray[np.bool_]
    company: Array
    axes: Array

    def counts(self, passages: Sequence[Passage]) -> Array:
        """(passages, terms): how often each stands there, as 1 + ln."""
        return _counts(passages, self.terms)

    def places(self, passages: Sequence[Passage]) -> Array:
        """(passages, dimensions): unit vectors; zeros for a passage without any of the terms."""
        parts = [_unit(whole @ self.axes) for whole in _both(passages, self)]
        return np.concatenate(parts) if parts else np.zeros((0, self.axes.shape[1]))


def space_of(passages: Sequence[Passage]) -> Space:
    """The space in which these passages lie.

    A passage is its terms, weighted by tf-idf, beside the mean of the company that its words keep: the positive pointwise
    mutual information of words in passages, by its largest singular values (O. Levy & Y. Goldberg, Neural word embedding as implicit
    matrix factorization, 2014; smoothing of 0.75: Levy, Goldberg & Dagan, 2015). So “late” and “delayed” are near, though no
    passage has both. Then the principal directions of all passages.
    """
    terms = _terms(passages)
    in_passages = np.zeros(len(terms))
    is_word = np.array([" " not in term for term in terms], dtype=bool)
    together = np.zeros((int(is_word.sum()),) * 2)
    for several in _in_parts(passages):
        has = (_counts(several, terms) > 0).astype(float)
        in_passages += has.sum(axis=0)
        together += has[:, is_word].T @ has[:, is_word]
    weights = np.log((1 + len(passages)) / (1 + in_passages)) + 1
    bare = Space(terms, weights, is_word, _company(together), np.eye(0))
    spread = sum((whole.T @ whole for whole in _both(passages, bare)), start=np.zeros((1, 1)))
    axes = np.linalg.eigh(spread)[1][:, ::-1][:, :SIZE]
    return Space(terms, weights, is_word, bare.company, axes)


def _terms(passages: Sequence[Passage]) -> tuple[str, ...]:
    """Those that stand in several passages; of too many, the most frequent."""
    found = Counter(term for one in passages for term in set(one.terms))
    known = [term for term, count in found.items() if count >= (LEAST_PAIR if " " in term else LEAST_WORD)]
    return tuple(sorted(sorted(known, key=lambda term: (-found[term], term))[:MOST_TERMS]))


def _company(together: Array) -> Array:
    """(words, dimensions) from how many passages hold two words; on the diagonal, how many hold one."""
    if not len(together):
        return np.zeros((0, 0))
    counts = together.copy()
    np.fill_diagonal(counts, np.diag(together) / 2)
    by_word = counts.sum(axis=1)
    smoothed = by_word**SMOOTHING / (by_word**SMOOTHING).sum()
    expected = np.outer(by_word / counts.sum(), smoothed)
    information = np.log(np.where(counts > 0, counts / counts.sum() / expected, 1.0))
    information = np.maximum(information, 0)
    values, vectors = np.linalg.eigh((information + information.T) / 2)
    kept = np.argsort(-np.abs(values), kind="stable")[:COMPANY_SIZE]  # singular values of what is symmetric
    return vectors[:, kept] * np.sqrt(np.abs(values[kept]))


def _both(passages: Sequence[Passage], space: Space) -> Iterator[Array]:
    for several in _in_parts(passages):
        weighted = _unit(_counts(several, space.terms) * space.weights)
        company = _unit(weighted[:, space.is_word] @ space.company)
        yield np.hstack([weighted * np.sqrt(1 - COMPANY), company * np.sqrt(COMPANY)])


def _counts(passages: Sequence[Passage], terms: tuple[str, ...]) -> Array:
    place = {term: at for at, term in enumerate(terms)}
    found = np.zeros((len(passages), len(terms)))
    for row, one in enumerate(passages):
        for term, count in Counter(one.terms).items():
            if term in place:
                found[row, place[term]] = 1 + np.log(count)
    return found


def _in_parts(passages: Sequence[Passage]) -> Iterator[Sequence[Passage]]:
    for start in range(0, len(passages), AT_ONCE):
        yield passages[start : start + AT_ONCE]


def _unit(rows: Array) -> Array:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return rows / np.where(lengths == 0, 1, lengths)
