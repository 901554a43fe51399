"""Is the programme getting out of breath? Who no longer shares against who newly does, with how often the rule rings for nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

WINDOW = 4
"""Weeks in which one share makes a person active."""
LAGS = (12, 16)
"""With how many weeks earlier the last four are compared; the rule rings only when both comparisons do."""
THRESHOLD = 2.4
"""From this score on it rings."""
FALSE_ALARMS = 0.05
"""At most so likely is one alarm or more within a year in a programme that holds. Found by simulation: 20 to 200 people
active, of whom 1 to 6 in 100 go quiet each week and as many come, sharing rarely or often, with and without weeks that are
good or bad for everyone (`test_it_seldom_rings_for_nothing`)."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """`week`: the column in which it was raised. Against the four weeks that ended `lag` weeks earlier, `lost` who shared
    then no longer do, `gained` who do now didn't; `active` do now, `before` did then."""

    week: int
    lag: int
    before: int
    active: int
    lost: int
    gained: int


@dataclass(frozen=True)
class Watch:
    """`alarms`: where each began; `score`: (weeks,), NaN where there are too few weeks behind; it rings above `threshold`;
    `false_alarms`: how likely at most within a year, where nothing changes."""

    alarms: tuple[Alarm, ...]
    score: np.ndarray
    threshold: float = THRESHOLD
    false_alarms: float = FALSE_ALARMS


def watch(active: np.ndarray, present: np.ndarray | None = None) -> Watch:
    """Look each week whether more have stopped sharing than have begun to, beyond chance.

    `active`: (people, weeks), true where a person shared, everyone who ever did, joined or left; `present`: the same shape,
    false where they were away: who was at work for less than half of either four weeks is left out of that comparison.
    The score of a comparison is McNemar's (Psychometrika 12 (1947) 153): (lost − gained) / √(lost + gained), which the
    people active all along don't blur; it is divided by the root of the spread of the same score between neighbouring four
    weeks so far, at least 1, so that weeks good or bad for everyone ring less. The lesser of the two comparisons counts. An
    alarm lasts until the score is under half the threshold. Needs twenty weeks. A season that returns each year is
    not allowed for, but through `present`. Raises ValueError where shapes differ.
    """
    shared = np.asarray(active, dtype=bool)
    at_work = np.ones_like(shared) if present is None else np.asarray(present, dtype=bool)
    if shared.ndim != 2 or at_work.shape != shared.shape:
        raise ValueError("active and present are people by weeks")
    within, counted = _lately(shared) > 0, _lately(at_work) * 2 >= WINDOW
    score = np.full(shared.shape[1], np.nan)
    pairs = [_flows(within, counted, lag) for lag in LAGS]
    if score.size >= max(LAGS) + WINDOW:
        least = np.min([_score(lost, gained) for lost, gained in pairs], axis=0)
        start = max(LAGS) + WINDOW - 1
        score[start:] = (least / np.sqrt(_spread(within, counted)))[start:]
    alarms, rings = [], False
    for week, value in enumerate(score):
        if value > THRESHOLD and not rings:
            lost, gained = (int(side[week]) for side in pairs[0])
            before, now = int(within[:, week - LAGS[0]].sum()), int(within[:, week].sum())
            alarms.append(Alarm(week, LAGS[0], before, now, lost, gained))
        rings = bool(value > THRESHOLD or (rings and value > THRESHOLD / 2))
    return Watch(tuple(alarms), score)


def _lately(flags: np.ndarray) -> np.ndarray:
    """How many of the last four weeks, for each week; fewer at the beginning."""
    sums = np.cumsum(flags, axis=1, dtype=int)
    sums[:, WINDOW:] -= sums[:, :-WINDOW].copy()
    return sums


def _flows(within: np.ndarray, counted: np.ndarray, lag: int) -> tuple[np.ndarray, np.ndarray]:
    lost, gained = (np.zeros(within.shape[1], dtype=int) for _ in range(2))
    then, now = within[:, :-lag], within[:, lag:]
    both = counted[:, :-lag] & counted[:, lag:]
    lost[lag:], gained[lag:] = (then & ~now & both).sum(axis=0), (~then & now & both).sum(axis=0)
    return lost, gained


def _score(lost: np.ndarray, gained: np.ndarray) -> np.ndarray:
    return np.asarray((lost - gained) / np.sqrt(np.maximum(lost + gained, 1)))


def _spread(within: np.ndarray, counted: np.ndarray) -> np.ndarray:
    """The mean square of the score between neighbouring four weeks, up to each week; never less than 1."""
    squares = _score(*_flows(within, counted, WINDOW)) ** 2
    first = 2 * WINDOW - 1
    squares[:first] = 0
    weeks = np.maximum(np.arange(len(squares)) - first + 1, 1)
    return np.maximum(np.cumsum(squares) / weeks, 1.0)


def fall(active: Sequence[float] | np.ndarray, *, share: float = 0.5, plateau: int = 13) -> int | None:
    """The first week in which fewer than `share` of what was usual are active: of the highest mean of `plateau` weeks in a
    row up to then. `active`: (weeks,) how many shared in the four weeks up to each. None where that never came. It is what a
    warning must come before."""
    counts = np.asarray(active, dtype=float)
    highest = 0.0
    for week in range(plateau, len(counts)):
        highest = max(highest, float(counts[week - plateau : week].mean()))
        if counts[week] < share * highest:
            return week
    return None


def active_in_four_weeks(active: np.ndarray) -> np.ndarray:
    """(weeks,) how many shared at least once in the four weeks up to each, from (people, weeks) of true and false."""
    return np.asarray((_lately(np.asarray(active, dtype=bool)) > 0).sum(axis=0))
