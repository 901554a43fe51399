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

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Numbers = Whole | Floats
_NOTHING = 1e-9
_TRIFLE = 1e-3  # the price of a move: of two ways, the shorter
MOST_STEPS = 2_000


def swap(to_first: Whole, to_second: Whole, rows: Whole, prices: Floats, *, at: int, number: int) -> Whole | None:
    """Let people of each class change from one answer to another, `number` of class `at` to the first (to the second when
    negative), so that along each row as many change one way as the other. `to_first` and `to_second`: how many can.

    → how many change to the first in each class. A row may be missed at its price; None where no whole numbers were found.
    """
    others = np.delete(np.arange(to_first.size), at)
    found = cheapest(rows[:, others], -number * rows[:, at], to_first[others], to_second[others], prices)
    if found is None or np.abs(found - np.rint(found)).max(initial=0) > 1e-6:
        return None
    changes = np.insert(np.rint(found).astype(np.int64), at, number)
    return changes if (changes <= to_first).all() and (-changes <= to_second).all() else None


def cheapest(rows: Whole, goal: Numbers, rise: Numbers, fall: Numbers, prices: Floats) -> Floats | None:
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
