"""Several tables about the same people, shown together and beside what was shown before."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from liant.engines.suppression.combining import Name, People, too_telling
from liant.engines.suppression.groups import MINIMUM
from liant.engines.suppression.means import Scale, sums_to_hide
from liant.engines.suppression.otherwise import Whole, swap
from liant.engines.suppression.people import Answered, Crossed, Person, Population
from liant.engines.suppression.published import Shown
from liant.engines.suppression.table import TOTAL
from liant.engines.suppression.words import COMPLEMENT, PROTECTS, SMALL

Cell = tuple[
    Name, str, str
]  # the group, the question, the answer; ("", "") for the people, (question, TOTAL) for answerers
Key = tuple[Name, str]
Way = tuple[int, int, Whole, set[Key]]  # the price, the second answer, how many change where, the cells that this hides


@dataclass(frozen=True)
class Release:
    """What may be shown. `counts`: the people of each shown cell; `sums`: of each group whose mean may be shown; `hidden`:
    each other cell with its reason, which is not for readers (see `Suppressed`), as `hidden_sums`. `told`: the shown groups
    with their people, to be given as `earlier` when the next wave is released, and shown to nobody."""

    counts: Mapping[Cell, int]
    sums: Mapping[Name, Shown]
    hidden: Mapping[Cell, str]
    hidden_sums: Mapping[Name, str]
    told: Mapping[Name, People]


def release(
    people: Sequence[Person],
    tables: Sequence[Crossed],
    minimum: int = MINIMUM,
    *,
    parents: Mapping[str, Mapping[str, str]] | None = None,
    scale: Scale | None = None,
    earlier: Sequence[Mapping[Name, People]] = (),
) -> Release:
    """Hide what would isolate fewer than `minimum` people for whoever has all these tables and the `earlier` ones.

    The outsider is a colleague: they know who is in which group, then and now, and who answered. What is shown holds:

    1. Each shown cell counts `minimum` people or more.
    2. No sum over fewer than `minimum` people follows from shown groups, of any table, now and earlier (`too_telling`).
    3. Take people who are in the same groups, and an answer which fewer than `minimum` of them gave, or none. Where they are
       `minimum` or more, it may be for all the outsider can find out that `minimum` of them gave it, and the numbers that
       may be are spread by `minimum - 1` at least; where they are fewer, that all of them gave it, and that none did. So
       no answer of a small group is known, nor that all of a group answered alike.
    4. A sum of values is shown only where no single value follows from it too closely (`sums_to_hide`).

    Each hidden number of 3 is proven to be unknown, by other answers with which all that is shown would be the same. What
    can't be proven is hidden. `parents`: by dimension, code → the code above. `scale`: of the values; without one they are
    amounts from 0. The same people in any order give the same release. Empty cells are hidden like small ones.

    Its limits: one table that nests one way is hidden more sparingly by `suppress`; questions are looked at one by one, so
    that two that follow from each other should be one; an outsider who knows answers of others beside their own may find
    out more. Errors: TableError.
    """
    whole = Population(people, tables, parents or {})
    groups = too_telling(whole.groups, minimum, earlier)
    told = {name: members for name, members in whole.groups.items() if name not in groups}
    counts: dict[Cell, int] = {(name, "", ""): len(members) for name, members in told.items()}
    hidden: dict[Cell, str] = {(name, "", ""): reason for name, reason in groups.items()}
    for question in sorted(whole.asked):
        opened = _Opening(whole.answered(question), told, minimum)
        for (name, answer), count in opened.counts.items():
            if (name, answer) in opened.shown:
                counts[name, question, answer] = count
            else:
                hidden[name, question, answer] = groups.get(name) or opened.reason((name, answer))
    sums, hidden_sums = _sums(whole, told, minimum, scale, earlier)
    return Release(counts, sums, hidden, hidden_sums, told)


def _sums(whole: Population, told: Mapping[Name, People], minimum: int, scale: Scale | None,
          earlier: Sequence[Mapping[Name, People]]) -> tuple[dict[Name, Shown], dict[Name, str]]:  # fmt: skip
    """Of those who have a value, the sum of each group where it may be shown."""
    values = {one.key: one.value for one in whole.people if one.value is not None}
    if not values:
        return {}, {}
    valued = {name: frozenset(members & values.keys()) for name, members in told.items()}
    hidden = too_telling(valued, minimum, earlier) if len(values) < len(whole.people) else {}
    left = {name: members for name, members in valued.items() if name not in hidden}
    hidden |= sums_to_hide(left, values, scale)
    sums = {name: Shown(len(members), math.fsum(values[key] for key in members))
            for name, members in left.items() if name not in hidden}  # fmt: skip
    return sums, hidden


class _Opening:
    """The cells of one question: all that may be are shown at first; then the cheapest are hidden until every small number
    is proven to be unknown. Hiding only ever makes more possible, so what is proven once stays so."""

    def __init__(self, given: Answered, told: Mapping[Name, People], minimum: int) -> None:
        self.given, self.minimum = given, minimum
        self.now: Whole = np.array(given.counts, dtype=np.int64)  # classes × answers, the last being none
        self.none = len(given.answers)
        self.names = sorted(given.inside)
        self.rows: Whole = np.array(
            [[at in inside for at in range(len(given.sizes))] for inside in self.insides()], int
        )
        counted = self.rows @ self.now
        self.counts = {(name, code): int(counted[at, place]) for at, name in enumerate(self.names)
                       for place, code in enumerate(given.answers)}  # fmt: skip
        self.counts |= {(name, TOTAL): int(counted[at, : self.none].sum()) for at, name in enumerate(self.names)}
        self.shown = {key for key, count in self.counts.items() if key[0] in told and count >= minimum}
        self.low, self.high = self.now.copy(), self.now.copy()
        for atom, low, high in self.wanted():
            self.prove(*atom, high)
            self.prove(*atom, low)

    def insides(self) -> list[set[int]]:
        return [set(self.given.inside[name]) for name in self.names]

    def wanted(self) -> Iterator[tuple[tuple[int, int], int, int]]:
        """Each small number, the fewest people first, with what must be possible: at least, and at most."""
        order = sorted((int(count), at) for at, count in np.ndenumerate(self.now[:, : self.none]))
        for count, at in order:
            size = self.given.sizes[at[0]]
            if size < self.minimum:
                yield (at[0], at[1]), 0, size
            elif count < self.minimum:
                high = min(size, max(self.minimum, count + self.minimum - 1))
                yield (at[0], at[1]), max(0, min(count, high - self.minimum + 1)), high

    def prove(self, at: int, place: int, wanted: int) -> None:
        """Find other answers with that many there, hiding what stands against it."""
        if self.low[at, place] <= wanted <= self.high[at, place]:
            return
        other = self.now.copy()
        while (need := wanted - int(other[at, place])) != 0:
            found = self.cheapest_way(other, at, place, need)
            if found is None:
                self.shown.discard(self.cheapest_about(at))
                continue
            _, back, changes, missed = found
            self.shown -= missed
            other[:, place] += changes
            other[:, back] -= changes
            self.low, self.high = np.minimum(self.low, other), np.maximum(self.high, other)

    def cheapest_way(self, other: Whole, at: int, place: int, need: int) -> Way | None:
        found: list[Way] = []
        for back in sorted(range(self.none + 1), key=lambda one: (-other[at, one], one)):
            way = self.way(other, at, place, back, need)
            if way is not None:
                found.append(way)
                if way[0] == 0:
                    break
        return min(found, key=lambda one: one[:2], default=None)

    def way(self, other: Whole, at: int, place: int, back: int, need: int) -> Way | None:
        """To swap between two answers."""
        number = min(need, int(other[at, back])) if need > 0 else need
        if back == place or number == 0:
            return None
        touched = [self.cells(name, place, back) for name in self.names]
        used = [one for one, cells in enumerate(touched) if cells]
        prices = np.array([sum(self.counts[key] for key in touched[one]) for one in used], dtype=float)
        changes = swap(other[:, back], other[:, place], self.rows[used], prices, at=at, number=number)
        if changes is None:
            return None
        missed = {key for one in used if self.rows[one] @ changes for key in touched[one]}
        return sum(self.counts[key] for key in missed), back, changes, missed

    def cells(self, name: Name, first: int, second: int) -> list[Key]:
        """The shown cells of a group that change when somebody changes between these two answers."""
        codes = [self.given.answers[one] for one in (first, second) if one != self.none]
        return [key for code in (*codes, *([TOTAL] if self.none in (first, second) else []))
                if (key := (name, code)) in self.shown]  # fmt: skip

    def cheapest_about(self, at: int) -> Key:
        """Of the shown cells about a class, that of the fewest people. With none left, its people may have answered anything."""
        return min(
            (key for key in self.shown if at in self.given.inside[key[0]]), key=lambda key: (self.counts[key], key)
        )

    def reason(self, key: Key) -> str:
        if self.counts[key] < self.minimum:
            return SMALL
        rest = self.counts[key[0], TOTAL] - self.counts[key]
        return COMPLEMENT if 0 < rest < self.minimum else PROTECTS
