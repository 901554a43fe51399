"""Turns a batch of folded texts into hashed words, pairs of words and pieces of words, all in numpy."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from liant.engines.triage.folding import Batch

BITS = 17
BUCKETS = 1 << BITS
PIECES = (3, 4, 5)  # code points, a word's two edges counting for one each
_LONGEST_WORD = 48  # beyond, letters fall on the same powers again
_UINT = np.uint64
_BASE = 0x9E3779B97F4A7C15
_FIRST_PICTURE, _LAST_SIGN = 0x2190, 0x2FFF

Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Features:
    """The features of a batch, one line per place in the text where one stands.

    `buckets`, `rows` (text), `words` (number of the word in the batch it belongs to): int64, same length. `starts` and `ends`
    are the words' places in the joined text. `values` is the weight of each feature: 1/n for one that comes n times, over the
    square root of the text's number of distinct features, so that each text has a length of 1.
    """

    buckets: Array
    rows: Array
    words: Array
    values: Array
    starts: Array
    ends: Array
    n_texts: int


def _powers() -> Array:
    powers, value = [], 1
    for _ in range(_LONGEST_WORD):
        powers.append(value)
        value = value * _BASE % (1 << 64)
    return np.array(powers, dtype=_UINT)


_POWERS = _powers()


def _mix(values: Array, salt: int) -> Array:
    """Spreads 64-bit values over the buckets (finaliser of splitmix64, Steele et al. 2014)."""
    mixed = values + _UINT(salt * _BASE % (1 << 64))
    mixed = (mixed ^ (mixed >> _UINT(30))) * _UINT(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> _UINT(27))) * _UINT(0x94D049BB133111EB)
    return ((mixed ^ (mixed >> _UINT(31))) >> _UINT(64 - BITS)).astype(np.int64)


def _word_places(points: Array) -> tuple[Array, Array, Array]:
    """Start and end of every word, and for each place whether it is a letter. A sign or a picture is a word of its own."""
    is_sign = (points == ord("!")) | (points == ord("?")) | (points == ord("~")) | (points == ord("@"))
    is_sign |= ((points >= _FIRST_PICTURE) & (points <= _LAST_SIGN)) | (points >= 0x1F000)
    is_letter = (points > ord(" ")) & ~is_sign
    after = np.concatenate(([False], is_letter[:-1]))
    starts = np.flatnonzero((is_letter & ~after) | is_sign)
    before = np.concatenate((is_letter[1:], [False]))
    ends = np.flatnonzero((is_letter & ~before) | is_sign) + 1
    return starts, ends, is_letter


def _word_hashes(points: Array, starts: Array, ends: Array) -> Array:
    lengths = ends - starts
    firsts = np.cumsum(lengths) - lengths
    within = np.arange(int(lengths.sum())) - np.repeat(firsts, lengths)
    places = within + np.repeat(starts, lengths)
    return np.add.reduceat(points[places] * _POWERS[within % _LONGEST_WORD], firsts)


def _pieces(points: Array, is_letter: Array, word_at: Array, size: int) -> tuple[Array, Array]:
    """Buckets of all pieces of `size` code points within a word and its edges, and the word of each."""
    count = len(points) - size + 1
    if count <= 0:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    edged = np.where(is_letter, points, _UINT(32))
    inner = is_letter[1 : 1 + count].copy()
    for j in range(2, size - 1):
        inner &= is_letter[j : j + count]
    inner &= is_letter[:count] | is_letter[size - 1 : size - 1 + count]
    places = np.flatnonzero(inner)
    total = np.zeros(len(places), _UINT)
    for j in range(size):
        total += edged[places + j] * _POWERS[j]
    return _mix(total, 10 + size), word_at[places + 1]


def featurise(batch: Batch) -> Features:
    """Features of a batch: words, pairs of neighbours and pieces of 3 to 5 code points, hashed to 17 bits.

    Linear in the length but for one sort (Weinberger et al. 2009 for hashing; binary, unit-length as in NB-SVM, Wang & Manning 2012).
    """
    points = np.frombuffer(batch.joined.encode("utf-32-le"), dtype=np.uint32).astype(_UINT)
    n_texts = len(batch.originals)
    starts, ends, is_letter = _word_places(points)
    if not len(starts):
        nothing = np.zeros(0, np.int64)
        return Features(nothing, nothing, nothing, np.zeros(0, np.float32), starts, ends, n_texts)
    text_of_word = np.searchsorted(np.array(batch.starts), starts, side="right") - 1
    hashes = _word_hashes(points, starts, ends)
    numbers = np.arange(len(starts))
    neighbours = np.flatnonzero(text_of_word[1:] == text_of_word[:-1])
    word_at = np.cumsum(np.isin(np.arange(len(points)), starts)) - 1
    buckets = [
        _mix(hashes, 1),
        _mix(hashes[neighbours] * _UINT(31) + hashes[neighbours + 1] * _UINT(0x5851F42D4C957F2D), 2),
    ]
    words = [numbers, numbers[neighbours]]
    for size in PIECES:
        found, owners = _pieces(points, is_letter, word_at, size)
        buckets.append(found)
        words.append(owners)
    all_buckets, all_words = np.concatenate(buckets), np.concatenate(words)
    rows = text_of_word[all_words]
    return Features(all_buckets, rows, all_words, _values(all_buckets, rows, n_texts), starts, ends, n_texts)


def _values(buckets: Array, rows: Array, n_texts: int) -> Array:
    _, places, counts = np.unique(rows * BUCKETS + buckets, return_inverse=True, return_counts=True)
    repeats = counts[places]
    distinct = np.bincount(rows, weights=1.0 / repeats, minlength=n_texts)
    return (1.0 / (repeats * np.sqrt(distinct[rows]))).astype(np.float32)
