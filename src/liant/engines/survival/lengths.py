"""Lengths of time, in bins that grow by 8 %: from one minute to nine years."""

import math

BINS = 200
GROWTH = 1.08


def bin_of(seconds: float) -> int:
    """The bin of a length in seconds, 0 to BINS − 1."""
    return min(BINS - 1, int(math.log1p(max(0.0, seconds) / 60) / math.log(GROWTH)))


def upper_edge(number: int) -> float:
    """The length in seconds that every length of this bin stays under."""
    return 60 * (GROWTH ** (number + 1) - 1)
