"""Weeks, and how an older one counts for less."""

import numpy as np

HALF_LIFE = 8.0
"""Weeks after which a contact counts for half."""
DAYS = 7.0
_SECONDS_OF_A_DAY, _SECONDS_OF_A_WEEK = 86_400, 604_800


def discount(half_life: float) -> float:
    """δ = 2^(−1/h), what a week leaves of what was before it. ValueError unless h > 0."""
    if not half_life > 0:
        raise ValueError("a half-life is longer than nothing")
    return float(2 ** (-1 / half_life))


def weeks_before(day: np.ndarray, at: float) -> np.ndarray:
    """How many whole weeks before `at` each day lies: 0 for the seven days up to `at`. Negative afterwards.

    Counted back from `at` in whole seconds, not by the calendar: the same instants written in another time zone, or all shifted,
    come to the same.
    """
    seconds = np.rint((at - np.asarray(day, dtype=float)) * _SECONDS_OF_A_DAY).astype(np.int64)
    return np.asarray(seconds // _SECONDS_OF_A_WEEK)
