"""Luck that can be drawn again: from a seed and names alone, the same in any version of Python, on any machine, in any order."""

import hashlib
from collections.abc import Sequence

import numpy as np

METHOD = 1
"""Changes when the same seed would draw something else; it is part of what is hashed, and stored beside the seed."""


def keys_of(ids: Sequence[str], seed: int, *what: object) -> np.ndarray:
    """(n,) 64 bits for each id: the first of SHA-256 over method, seed, `what` it is for, and id."""
    before = "\x1f".join(str(one) for one in (METHOD, seed, *what, ""))
    digests = [hashlib.sha256((before + name).encode("utf-8", "surrogatepass")).digest()[:8] for name in ids]
    return np.array([int.from_bytes(one, "big") for one in digests], dtype=np.uint64)


def shuffled(ids: Sequence[str], seed: int, *what: object) -> np.ndarray:
    """(n,) positions of the ids in a random order, every order as likely; the order they are given in makes no difference."""
    keys = keys_of(ids, seed, *what).tolist()
    return np.array(sorted(range(len(ids)), key=lambda at: (keys[at], ids[at])), dtype=np.int64)


def of_pairs(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """(q,) 64 bits for pairs of keys, either way round: the finaliser of SplitMix64 over their sum (Steele, Lea & Flood 2014)."""
    with np.errstate(over="ignore"):
        mixed = left + right + np.uint64(0x9E3779B97F4A7C15)
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return np.asarray(mixed ^ (mixed >> np.uint64(31)))


def digest_of(ids: Sequence[str]) -> str:
    """What names a roster without listing it: SHA-256 over the sorted ids."""
    return hashlib.sha256("\x1f".join(sorted(ids)).encode("utf-8", "surrogatepass")).hexdigest()
