"""What a draw may do besides: take attention from those next to the drawn, change a whole week, change who answers."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from liant.engines.direction.drawn import Measured, Replays, chance_of, residuals
from liant.engines.direction.panel import Floats, Pairs, Places

LEAST_NEXT = 30  # pairs on either side
MOST_GAP = 0.05  # between the answering of the drawn and of the others


def next_to_drawn(drawn: Places, pairs: Pairs, teams: Sequence[int]) -> NDArray[np.bool_]:
    """(d,) whether i had a partner from k's team or k one from i's, for pairs (i, k) that weren't drawn themselves."""
    team = np.asarray(teams, dtype=np.int64)
    reached = np.zeros((pairs.people, int(team.max()) + 1), dtype=bool)
    reached[pairs.first[drawn], team[pairs.second[drawn]]] = True
    reached[pairs.second[drawn], team[pairs.first[drawn]]] = True
    found = reached[pairs.first, team[pairs.second]] | reached[pairs.second, team[pairs.first]]
    found[drawn] = False
    return np.asarray(found)


@dataclass(frozen=True, slots=True)
class Displaced:
    """Pairs next to the drawn less pairs that are not, in units of the outcome; p from the replays. None where either are few."""

    estimate: float
    p: float
    next_to: int
    far: int


def displacement(outcome: Floats, before: Floats, drawn: Places, pairs: Pairs,
                 *, teams: Sequence[int], replays: Replays, beside: Floats | None = None) -> Displaced | None:  # fmt: skip
    """Whether meeting somebody takes from those around: under none of it, being next to the drawn is as good as drawn by lot."""
    others = np.zeros((len(pairs), 0)) if beside is None else beside
    left = residuals(outcome, pairs, np.column_stack([before, others]))

    def gap(places: Places) -> tuple[float, int, int]:
        near = next_to_drawn(places, pairs, teams)
        far = ~near
        far[places] = False
        sizes = int(near.sum()), int(far.sum())
        if not all(sizes):
            return 0.0, *sizes
        return float(left[near].mean() - left[far].mean()), *sizes

    seen, near, far = gap(drawn)
    if min(near, far) < LEAST_NEXT:
        return None
    return Displaced(seen, chance_of(seen, np.array([gap(one)[0] for one in replays.drawn])), near, far)


def rest_weeks(
    engagement: Floats, rests: NDArray[np.bool_], replayed: Sequence[NDArray[np.bool_]]
) -> tuple[float, float]:
    """Weeks with a partner less weeks without, by person: (difference, p). `engagement`: (people, weeks); `rests`: who was drawn
    no partner; `replayed`: the same draw of rests made again. Where meeting somebody only moves attention, there is none."""
    left = engagement - engagement.mean(axis=1, keepdims=True)
    left = left - left.mean(axis=0, keepdims=True)

    def gap(one: NDArray[np.bool_]) -> float:
        return float(left[~one].mean() - left[one].mean()) if one.any() and not one.all() else 0.0

    seen = gap(rests)
    return seen, chance_of(seen, np.array([gap(one) for one in replayed]))


def answering_differs(answered: NDArray[np.bool_], drawn: NDArray[np.bool_]) -> bool:
    """Whether the drawn answered more or less often than the others, by more than five points: then only bounds are honest."""
    return bool(abs(answered[drawn].mean() - answered[~drawn].mean()) > MOST_GAP)


def bounds(values: Floats, answered: NDArray[np.bool_], drawn: NDArray[np.bool_], low: float, high: float) -> Measured:
    """The difference whatever those who didn't answer would have said, between `low` and `high` (C. F. Manski, American
    Economic Review 80 (1990) 319). The estimate is that of those who answered; p is not told."""

    def mean(of: NDArray[np.bool_], filled: float) -> float:
        return float(np.where(answered[of], values[of], filled).mean())

    seen = float(values[drawn & answered].mean() - values[~drawn & answered].mean())
    return Measured(seen, mean(drawn, low) - mean(~drawn, high), mean(drawn, high) - mean(~drawn, low), float("nan"))
