"""What may be published before anything is hidden: the finest cells, their totals, and how totals nest."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from operator import index

TOTAL = "*"

Key = tuple[str, ...]

_SENTENCES = {
    "empty": "A table needs at least one cell.",
    "key": "Cell {key}: a key has one code or two, as many as the other keys, and none is empty or “*”.",
    "twice": "Cell {key} is given twice.",
    "count": "Cell {key}: the count is a whole number from 0, that of the members where they are given.",
    "value": "Cell {key}: every cell has a value, a finite number, or none has.",
    "overlap": "Cell {key}: a member stands in another cell too. Groups that overlap are for `release`.",
    "not_finest": "Cell {key} is a total of others. Give those directly in it a code of their own below it.",
    "circle": "“{code}” stands above itself.",
    "minimum": "A minimum under two protects nobody.",
    "unknown": "There is no cell {key} in this table.",
    "public_zero": "Cell {key} is empty: it can't be hidden where zeros are public.",
    "inconsistent": "No whole numbers agree with what is published.",
}


class TableError(ValueError):
    """A table that can't be read; `code` is stable, the sentence is for whoever wrote the call."""

    def __init__(self, code: str, *, at: object = None) -> None:
        super().__init__(_SENTENCES[code].format(key=at, code=at))
        self.code = code


@dataclass(frozen=True, slots=True)
class Cell:
    """One of the finest groups.

    `key`: its code in each dimension. `members`: who is in it, where known; used only to check that nobody is counted
    twice. `count`: persons. `value`: a sum over these persons (never a mean: means don't add up), in any unit.
    """

    key: Key
    members: frozenset[str] | None
    count: int
    value: float | None = None


@dataclass(frozen=True)
class Layout:
    """Which cells there are. `parents` leads from every first code but the top to the one above; `columns` are the
    second codes, none when there is one dimension."""

    top: str
    parents: Mapping[str, str]
    columns: tuple[str, ...]
    leaves: frozenset[str] = field(init=False)
    keys: tuple[Key, ...] = field(init=False)

    def __post_init__(self) -> None:
        rows = {self.top, *self.parents}
        object.__setattr__(self, "leaves", frozenset(rows - set(self.parents.values())))
        if self.columns:
            keys = [(row, column) for row in sorted(rows) for column in (*self.columns, TOTAL)]
            object.__setattr__(self, "keys", tuple(keys))
        else:
            object.__setattr__(self, "keys", tuple((row,) for row in sorted(rows)))

    def is_total(self, key: Key) -> bool:
        return key[0] not in self.leaves or (len(key) == 2 and key[1] == TOTAL)

    def upward(self, code: str) -> list[str]:
        """A first code and all above it."""
        line = [code]
        while line[-1] in self.parents:
            line.append(self.parents[line[-1]])
        return line

    def wholes(self, key: Key) -> list[Key]:
        """The cell itself and every total it is a part of."""
        ends = [()] if len(key) == 1 else [(end,) for end in dict.fromkeys((key[1], TOTAL))]
        return [(row, *end) for row in self.upward(key[0]) for end in ends]


@dataclass(frozen=True)
class Table:
    """Groups of persons by one or two dimensions; totals are made here.

    `cells`: the finest, in any order, with keys of one code each or of two. A combination that isn't given counts
    nobody. `parents`: for codes of the first dimension, child → parent (team → department → organisation), as deep as
    wanted. A single code above all others is the grand total; otherwise `TOTAL` is, as it always is for the second
    dimension, which doesn't nest. Persons directly in a department need a code of their own below it.
    Errors: TableError, at once.
    """

    cells: tuple[Cell, ...]
    parents: Mapping[str, str] = field(default_factory=dict)
    layout: Layout = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "cells", tuple(sorted(self.cells, key=lambda cell: cell.key)))
        object.__setattr__(self, "parents", dict(self.parents))
        _check_keys(self.cells)
        _check_numbers(self.cells)
        layout = _lay_out(self.cells, self.parents)
        object.__setattr__(self, "layout", layout)
        for cell in self.cells:
            if layout.is_total(cell.key):
                raise TableError("not_finest", at=cell.key)

    def counts(self) -> dict[Key, int]:
        """Persons in every cell, totals included."""
        sums = dict.fromkeys(self.layout.keys, 0)
        for cell in self.cells:
            for key in self.layout.wholes(cell.key):
                sums[key] += cell.count
        return sums

    def values(self) -> dict[Key, float] | None:
        """The sum of every cell, totals included, or None when the cells have no values."""
        if self.cells[0].value is None:
            return None
        parts: dict[Key, list[float]] = {key: [] for key in self.layout.keys}
        for cell in self.cells:
            for key in self.layout.wholes(cell.key):
                parts[key].append(cell.value or 0.0)
        return {key: math.fsum(part) for key, part in parts.items()}


def _check_keys(cells: Iterable[Cell]) -> None:
    seen: set[Key] = set()
    for cell in cells:
        codes = cell.key
        length = len(next(iter(seen), codes))
        if len(codes) != length or length not in {1, 2} or not all(codes) or TOTAL in codes:
            raise TableError("key", at=codes)
        if codes in seen:
            raise TableError("twice", at=codes)
        seen.add(codes)
    if not seen:
        raise TableError("empty")


def _check_numbers(cells: tuple[Cell, ...]) -> None:
    known: set[str] = set()
    has_values = cells[0].value is not None
    for cell in cells:
        try:
            is_count = index(cell.count) >= 0
        except TypeError:
            is_count = False
        if not is_count or (cell.members is not None and len(cell.members) != cell.count):
            raise TableError("count", at=cell.key)
        if (cell.value is not None) != has_values or not math.isfinite(cell.value or 0.0):
            raise TableError("value", at=cell.key)
        if cell.members and not known.isdisjoint(cell.members):
            raise TableError("overlap", at=cell.key)
        known |= cell.members or frozenset()


def _lay_out(cells: tuple[Cell, ...], parents: Mapping[str, str]) -> Layout:
    codes = {cell.key[0] for cell in cells} | set(parents) | set(parents.values())
    if not all(codes) or TOTAL in codes:
        raise TableError("key", at=TOTAL)
    for code in sorted(codes):
        above, steps = code, 0
        while above in parents:
            above, steps = parents[above], steps + 1
            if steps > len(parents):
                raise TableError("circle", at=code)
    tops = sorted(codes - set(parents))
    columns = tuple(sorted({cell.key[1] for cell in cells if len(cell.key) == 2}))
    if len(tops) == 1 and tops[0] in parents.values():
        return Layout(tops[0], dict(parents), columns)
    return Layout(TOTAL, {**parents, **dict.fromkeys(tops, TOTAL)}, columns)
