"""Chance that depends on a seed, an expert and a slot alone: the same alone and among thousands."""

import numpy as np


def drawn(seed: int, keys: np.ndarray, slot: int, which: int) -> np.ndarray:
    """(n,) numbers from 0 to 1, 1 excluded: SplitMix64 (Steele, Lea & Flood, OOPSLA 2014) over the key, the slot and which of a
    slot's draws it is."""
    start = np.array([seed % 2**64], dtype=np.uint64)
    place = np.array([2 * slot + which + 1], dtype=np.uint64)
    mixed = _mixed(_mixed(_mixed(start) ^ np.asarray(keys).astype(np.uint64)) + place)
    return np.asarray((mixed >> np.uint64(11)).astype(float) * 2.0**-53)


def _mixed(state: np.ndarray) -> np.ndarray:
    state = state + np.uint64(0x9E3779B97F4A7C15)
    state = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    state = (state ^ (state >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(state ^ (state >> np.uint64(31)))
