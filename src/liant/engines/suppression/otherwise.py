"""Other answers with which everything that is shown would be the same: the proof that a small figure stays unknown.

They are reached by swaps: in one class some change from one answer to another, and elsewhere others change back. A linear
programme finds where, each shown count being missed at a price, its people. Where nothing has to be missed, what was found
is the proof; where something has, these are the cheapest figures to hide. What it finds is rounded and then checked in whole
numbers, so that nothing rests on floating point; where rounding fails, nothing is proven and more is hidden.
Source: complementary suppression by linear programming: J. P. Kelly, B. L. Golden, A. A. Assad, Cell suppression: disclosure
protection for sensitive tabular data, Networks 22 (1992); M. Fischetti, J. J. Salazar-González, Models and algorithms for
optimizing cell suppression in tabular data with linked tables, JASA 95 (2000). The simplex method is Dantzig's, with
Bland's rule against circles: R. G. Bland, New finite pivoting rules for the simplex method, Math. Oper. Res. 2 (1977).
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Numbers = Whole | Floats
_NOTHING = 1e-9
_TRIFLE = 1e-3  # the price of a move: of two ways, the shorter
MOST_STEPS = 2_000
MOST_SETTLED = 60
_WHOLE, _MISSED = 1e-6, 1e-3
MOST_AT_ONCE = 20_000  # rows × places


def swap(to_first: Whole, to_second: Whole, rows: Whole, prices: Floats, *, inside: Whole, number: int) -> Whole | None:
    """Let people of each class change from one answer to another, `number` in all of the classes `inside` to the first (to the
    second when negative), so that along each row as many change one way as the other. `to_first` and `to_second`: how many can.

    → how many change to the first in each class. A row may be missed at its price; None where no whole numbers were found.
    """
    wanted = np.vstack([rows, inside])
    goal = np.append(np.zeros(len(rows), dtype=np.int64), number)
    found = cheapest(wanted, goal, to_first, to_second, np.append(prices, 1 + 10 * prices.sum()))
    if found is None or np.abs(found - np.rint(found)).max(initial=0) > 1e-6:
        return None
    changes = np.rint(found).astype(np.int64)
    is_whole = (changes <= to_first).all() and (-changes <= to_second).all() and int(inside @ changes) == number
    return changes if is_whole else None


def cheapest(rows: Numbers, goal: Numbers, rise: Numbers, fall: Numbers, prices: Floats) -> Floats | None:
    """By how much each class changes to reach the goal as cheaply as it may be missed; None when that takes too long.

    Columns: what each class rises by, what it falls by, and of each row what is missing, which is the basis at first, and
    what is too much.
    """
    height, width = rows.shape
    signs = np.where(goal < 0, -1.0, 1.0)[:, None]
    kept = rows * signs
    tableau = np.hstack([kept, -kept, np.eye(height), -np.eye(height), np.abs(goal)[:, None].astype(float)])
    most = np.concatenate([rise, fall, np.full(2 * height, np.inf)]).astype(float)
    costs = np.concatenate([np.full(2 * width, _TRIFLE), prices, prices, [0.0]])
    simplex = _Simplex(tableau, most, costs, np.arange(2 * width, 2 * width + height))
    if not simplex.solve():
        return None
    found = simplex.values()
    return found[:width] - found[width : 2 * width]


@dataclass(frozen=True)
class Search:
    """Numbers from 0 to `most` that make the goal as cheaply as it may be missed; the first `whole` of them whole."""

    rows: Numbers
    goal: Numbers
    most: Numbers
    prices: Floats
    whole: int

    def find(self, start: Numbers) -> Floats | None:
        """With few changes from `start`. Those in parts are settled one by one, by halves: first the nearer one. None where
        that leads nowhere soon, or there are too many. Source: A. H. Land, A. G. Doig, An automatic method of solving
        discrete programming problems, Econometrica 28 (1960)."""
        low: Floats = np.zeros(start.size)
        high: Floats = self.most.astype(float)
        waiting, enough = [(low, high)], np.inf
        for _try in range(MOST_SETTLED if self.rows.size <= MOST_AT_ONCE else 0):
            if not waiting:
                break
            low, high = waiting.pop()
            at: Floats = np.minimum(np.maximum(start, low), high)
            found = cheapest(self.rows, self.goal - self.rows @ at, high - at, at - low, self.prices)
            if found is None:
                continue
            reached = at + found
            missed = float(np.abs(self.rows @ reached - self.goal) @ self.prices)
            enough = missed + self.prices.max(initial=0) / 2 if enough == np.inf else enough
            if missed > enough:
                continue
            parts = np.abs(reached - np.rint(reached))[: self.whole]
            if parts.max(initial=0) < _WHOLE:
                reached[: self.whole] = np.rint(reached[: self.whole])
                return reached
            waiting += _halves(low, high, reached, int(np.where(parts > _WHOLE, parts, np.inf).argmin()))
        return None

    def can_be(self) -> bool:
        """Whether it may be that nothing need be missed: numbers needn't be whole here, nor be found."""
        if self.rows.size > MOST_AT_ONCE:
            return True
        found = cheapest(self.rows, self.goal, self.most, np.zeros(len(self.most)), self.prices)
        return found is None or float(np.abs(self.rows @ found - self.goal) @ self.prices) < _MISSED


def _halves(low: Floats, high: Floats, reached: Floats, at: int) -> list[tuple[Floats, Floats]]:
    """What is below and what is above, the nearer last."""
    under, over = high.copy(), low.copy()
    under[at], over[at] = math.floor(reached[at]), math.ceil(reached[at])
    below, above = (low, under), (over, high)
    return [above, below] if reached[at] - under[at] < 0.5 else [below, above]


class _Simplex:
    """Each variable from 0 to its most; one that stands at its most is counted downwards from there."""

    def __init__(self, tableau: Floats, most: Floats, costs: Floats, basis: NDArray[np.int64]) -> None:
        self.tableau, self.most, self.basis = tableau, most, basis
        self.turned = np.zeros(most.size, dtype=bool)
        self.reduced = costs - costs[basis] @ tableau
        self.least = _NOTHING * max(1.0, float(costs.max()))

    def solve(self) -> bool:
        for step in range(MOST_STEPS):
            entering = np.flatnonzero(self.reduced[:-1] < -self.least)
            if not entering.size:
                return True
            by_size = step < MOST_STEPS // 2
            self.enter(int(entering[self.reduced[entering].argmin()] if by_size else entering[0]))
        return False

    def enter(self, column: int) -> None:
        steps, level = self.tableau[:, column], self.tableau[:, -1]
        room = np.full(level.size, np.inf)
        falling, rising = steps > _NOTHING, steps < -_NOTHING
        room[falling] = level[falling] / steps[falling]
        room[rising] = (self.most[self.basis[rising]] - level[rising]) / -steps[rising]
        nearest = room.min(initial=np.inf)
        if self.most[column] <= nearest:
            self.tableau[:, -1] -= steps * self.most[column]
            self.tableau[:, column] *= -1
            self.reduced[column] *= -1
            self.turned[column] ^= True
            return
        ties = np.flatnonzero(room <= nearest + _NOTHING)
        row = int(ties[self.basis[ties].argmin()])
        if rising[row]:
            leaving = self.basis[row]
            self.tableau[row] *= -1
            self.tableau[row, leaving] = 1.0
            self.tableau[row, -1] += self.most[leaving]
            self.turned[leaving] ^= True
        self.pivot(row, column)

    def pivot(self, row: int, column: int) -> None:
        self.tableau[row] /= self.tableau[row, column]
        touched = np.flatnonzero(np.abs(self.tableau[:, column]) > 0)
        touched = touched[touched != row]
        self.tableau[touched] -= np.outer(self.tableau[touched, column], self.tableau[row])
        self.reduced -= self.reduced[column] * self.tableau[row]
        self.basis[row] = column

    def values(self) -> Floats:
        found = np.zeros(self.most.size)
        found[self.basis] = self.tableau[:, -1]
        found[self.turned] = self.most[self.turned] - found[self.turned]
        return found
