"""Which cells of one question may be shown: all at first, then the cheapest are hidden until every small number is proven to be
unknown by other answers with which all that is shown would be the same (see `otherwise`): those of classes, then those of groups
that are made of several."""

from collections.abc import Collection, Iterator, Sequence

import numpy as np

from liant.engines.suppression.combining import Name
from liant.engines.suppression.following import Key
from liant.engines.suppression.otherwise import Search, Whole, swap
from liant.engines.suppression.people import Answered
from liant.engines.suppression.table import TOTAL
from liant.engines.suppression.words import COMPLEMENT, PROTECTS, SMALL

DEAR = 1_000.0  # what it costs to miss an earlier cell: more than to move everybody
Way = tuple[int, int, Whole, set[Key]]  # the price, the second answer, how many change where, the cells that this hides


class Opening:
    """`shown`: the cells of `given` that may be at first, and in the end those that are. `fixed`: those that were shown before
    and can't be hidden; what follows from them alone stays known. Hiding only ever makes more possible, so what is proven once
    stays so."""

    def __init__(self, given: Answered, shown: Collection[Key], minimum: int, fixed: Collection[Key] = (),
                 groups: Collection[Name] = ()) -> None:  # fmt: skip
        """`groups`: whose small numbers are to be unknown too, beside those of each class."""
        self.given, self.minimum, self.fixed = given, minimum, frozenset(fixed)
        self.now: Whole = np.array(given.counts, dtype=np.int64)  # classes × answers, the last being none
        self.none = len(given.answers)
        self.names = sorted(given.inside)
        self.rows = rows_of(given, self.names)
        self.counts = cells_of(given)
        self.shown = {*shown, *self.fixed}
        self.dear = DEAR + sum(self.counts[key] for key in self.shown - self.fixed)
        classes: Whole = np.eye(len(given.sizes), dtype=np.int64)
        several = sorted({tuple(given.inside[name]) for name in groups if len(given.inside[name]) > 1})
        self.held = np.vstack([classes, *(classes[list(inside)].sum(axis=0) for inside in several)])
        self.low, self.high = self.held @ self.now, self.held @ self.now

    def prove_all(self) -> None:
        for atom, low, high in self.wanted():
            self.prove(*atom, high)
            self.prove(*atom, low)

    def wanted(self) -> Iterator[tuple[tuple[int, int], int, int]]:
        """Each small number, of classes and then of groups, the fewest people first, with what must be possible: at least, and at
        most."""
        sizes, counts, classes = self.held @ np.array(self.given.sizes), self.held @ self.now, len(self.given.sizes)
        order = sorted((at[0] >= classes, int(count), at) for at, count in np.ndenumerate(counts[:, : self.none]))
        for _is_group, count, at in order:
            size = int(sizes[at[0]])
            if size < self.minimum:
                yield (at[0], at[1]), 0, size
            elif count < self.minimum:
                high = min(size, max(self.minimum, count + self.minimum - 1))
                yield (at[0], at[1]), max(0, min(count, high - self.minimum + 1)), high

    def prove(self, at: int, place: int, wanted: int) -> None:
        """Find other answers with that many there, hiding what stands against it. `at`: of the classes and groups that are held."""
        if self.low[at, place] <= wanted <= self.high[at, place]:
            return
        other = self.now.copy()
        while (need := wanted - int(self.held[at] @ other[:, place])) != 0:
            found = self.cheapest_way(other, at, place, need)
            if found is None:
                if self.fixed:
                    self.prove_by_all(at, place, wanted)
                    return
                self.shown.discard(self.cheapest_about(at))
                continue
            _, back, changes, missed = found
            self.shown -= missed
            other[:, place] += changes
            other[:, back] -= changes
            self.remember(other)

    def remember(self, other: Whole) -> None:
        self.low, self.high = np.minimum(self.low, self.held @ other), np.maximum(self.high, self.held @ other)

    def cheapest_way(self, other: Whole, at: int, place: int, need: int) -> Way | None:
        found: list[Way] = []
        here = self.held[at] @ other
        for back in sorted(range(self.none + 1), key=lambda one: (-here[one], one)):
            way = self.way(other, at, place, back, need)
            if way is not None:
                found.append(way)
                if way[0] == 0:
                    break
        return min(found, key=lambda one: one[:2], default=None)

    def prove_by_all(self, at: int, place: int, wanted: int) -> None:
        """The same where swaps lead nowhere: all answers at once. What follows from the earlier cells alone stays known."""
        start = self.now.copy()
        if at < len(start):
            start[at, place] = wanted
        most = np.repeat(np.array(self.given.sizes, dtype=np.int64), self.none + 1)
        this = np.outer(self.held[at], np.arange(self.none + 1) == place).ravel()
        while True:
            keys = sorted(self.shown)
            rows = np.vstack([rows_of_cells(self.given, keys), this])
            goal = np.array([*(self.counts[key] for key in keys), *self.given.sizes, wanted], dtype=np.int64)
            prices = np.array([*map(self.price, keys), *[self.dear] * (len(goal) - len(keys))], dtype=float)
            found = Search(rows, goal, most, prices, most.size).find(start.ravel())
            if found is not None:
                self.take(
                    np.rint(found).astype(np.int64),
                    [keys[one] if one < len(keys) else None for one in np.flatnonzero(rows @ found != goal)],
                )
                return
            about = [key for key in self.about(at) if key not in self.fixed]
            if not about:
                return
            self.shown.discard(min(about, key=lambda key: (self.counts[key], key)))

    def take(self, found: Whole, missed: Sequence[Key | None]) -> None:
        """Other answers, unless they are none with which the earlier cells would be the same."""
        hidden = {key for key in missed if key is not None} - self.fixed
        if len(hidden) == len(missed):
            self.shown -= hidden
            other = found.reshape(self.now.shape)
            self.remember(other)

    def way(self, other: Whole, at: int, place: int, back: int, need: int) -> Way | None:
        """To swap between two answers."""
        number = min(need, int(self.held[at] @ other[:, back])) if need > 0 else need
        if back == place or number == 0:
            return None
        touched = [self.cells(name, place, back) for name in self.names]
        used = [one for one, cells in enumerate(touched) if cells]
        prices = np.array([sum(map(self.price, touched[one])) for one in used], dtype=float)
        changes = swap(other[:, back], other[:, place], self.rows[used], prices, inside=self.held[at], number=number)
        if changes is None:
            return None
        missed = {key for one in used if self.rows[one] @ changes for key in touched[one]}
        return None if missed & self.fixed else (sum(self.counts[key] for key in missed), back, changes, missed)

    def price(self, key: Key) -> float:
        return self.dear if key in self.fixed else self.counts[key]

    def cells(self, name: Name, first: int, second: int) -> list[Key]:
        """The shown cells of a group that change when somebody changes between these two answers."""
        codes = [self.given.answers[one] for one in (first, second) if one != self.none]
        return [key for code in (*codes, *([TOTAL] if self.none in (first, second) else []))
                if (key := (name, code)) in self.shown]  # fmt: skip

    def cheapest_about(self, at: int) -> Key:
        """Of the shown cells about a class, that of the fewest people. With none left, its people may have answered anything."""
        return min(self.about(at), key=lambda key: (self.counts[key], key))

    def about(self, at: int) -> list[Key]:
        return [key for key in self.shown if self.held[at, self.given.inside[key[0]]].any()]

    def reason(self, key: Key) -> str:
        if self.counts[key] < self.minimum:
            return SMALL
        rest = self.counts[key[0], TOTAL] - self.counts[key]
        return COMPLEMENT if 0 < rest < self.minimum else PROTECTS


def rows_of(given: Answered, names: Sequence[Name]) -> Whole:
    """Groups × classes: 1 where the class is in the group."""
    insides = [set(given.inside[name]) for name in names]
    return np.array([[at in inside for at in range(len(given.sizes))] for inside in insides], int)


def rows_of_cells(given: Answered, keys: Sequence[Key]) -> Whole:
    """A row for each cell, then one for each class, over classes × answers: what is counted."""
    height, width = len(given.sizes), len(given.answers) + 1
    rows: Whole = np.zeros((len(keys) + height, height, width), dtype=np.int64)
    for row, (name, code) in zip(rows, keys, strict=False):
        row[np.ix_(given.inside[name], [at for at, one in enumerate(given.answers) if code in {one, TOTAL}])] = 1
    for at in range(height):
        rows[len(keys) + at, at] = 1
    return rows.reshape(len(rows), height * width)


def cells_of(given: Answered) -> dict[Key, int]:
    """How many people each cell counts."""
    names, none = sorted(given.inside), len(given.answers)
    counted = rows_of(given, names) @ np.array(given.counts, dtype=np.int64)
    cells = {(name, code): int(counted[at, place]) for at, name in enumerate(names)
             for place, code in enumerate(given.answers)}  # fmt: skip
    return cells | {(name, TOTAL): int(counted[at, :none].sum()) for at, name in enumerate(names)}
