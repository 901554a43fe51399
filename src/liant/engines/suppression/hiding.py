"""Which cells are hidden: the small, those whose rest is small, and the cheapest others that keep these hidden."""

import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from liant.engines.suppression.groups import MINIMUM
from liant.engines.suppression.network import Freedom, Network
from liant.engines.suppression.published import Published, Shown
from liant.engines.suppression.table import Cell, Key, Layout, Table, TableError
from liant.engines.suppression.words import COMPLEMENT, PROTECTS, SMALL


@dataclass(frozen=True)
class Suppressed:
    """`published` may be shown. `reasons` says why each hidden cell is hidden, and that is not for everybody: to know
    that a cell is small is to know more than the table says (in 4 + 4 of 8, it is to know both). Show `say(HIDDEN)` to
    readers; keep the reasons for tests, logs and those who may see the figures."""

    published: Published
    reasons: Mapping[Key, str]


def suppress(
    table: Table, minimum: int = MINIMUM, *, zero_is_public: bool = False, hidden: Iterable[Key] = ()
) -> Suppressed:
    """Hide what would isolate fewer than `minimum` persons; the result passes `is_safe`, which says what that means.

    Hidden are cells, totals included, that count fewer than `minimum`; cells whose rest in any total they are part of
    counts between 1 and `minimum - 1`; and then, for each hidden cell that could still be worked out too closely, the
    cells with the fewest persons that give it room. A hidden cell loses its count and its value. Empty cells are hidden
    like small ones (that nobody of a team answered tells something about each of them) unless `zero_is_public`, which
    is for combinations that are empty by nature. `hidden` are cells to hide besides, such as those hidden last time.

    The same table gives the same result whatever the order of its cells; with the result's own hidden cells given
    again it doesn't change; a higher minimum hides the same cells and possibly more, since it starts from what each
    lower minimum hides. Hiding as few as possible is not promised: the cells are chosen one by one (a shortest way
    through the network), as the exact problem is NP-hard.
    Source: primary and complementary cell suppression: L. H. Cox, Suppression methodology and statistical disclosure
    control, JASA 75 (1980); J. P. Kelly, B. L. Golden, A. A. Assad, Cell suppression: disclosure protection for
    sensitive tabular data, Networks 22 (1992); A. Hundepool et al., Statistical disclosure control (2012), chapter 4.
    Errors: TableError for a minimum under two or for a cell of `hidden` that isn't there or is a public zero.
    """
    if minimum < 2:
        raise TableError("minimum")
    counts, values = table.counts(), table.values()
    keys = table.layout.keys
    rests = {key: _smallest_rest(table.layout, counts, key) for key in keys}
    least = 1 if zero_is_public else 0
    freedom = Freedom(Network(table.layout), [counts[key] for key in keys], set(), least)
    freedom.hidden |= _arcs(keys, counts, hidden, least)
    closing = _Closing(table.layout, freedom, minimum)
    for level in range(2, minimum + 1):
        small = {arc for arc, key in enumerate(keys) if least <= counts[key] < level or 0 < rests[key] < level}
        freedom.hidden |= small
        closing.close(level)
    reasons = {}
    for arc in sorted(freedom.hidden):
        key = keys[arc]
        is_rest = 0 < rests[key] < minimum
        reasons[key] = SMALL if counts[key] < minimum else COMPLEMENT if is_rest else PROTECTS
    shown = {key: Shown(counts[key], values[key] if values else None) for key in keys if key not in reasons}
    return Suppressed(Published(table.layout, shown, tuple(reasons), minimum, zero_is_public), reasons)


def answers_shown(counts: Mapping[str, int], minimum: int = MINIMUM) -> dict[str, int]:
    """How many gave each answer to one question, where it may be shown. That nobody gave one is shown beside others; where
    everybody gave the same, or it is the only one there is, nothing is: it would be each one's answer."""
    if len(counts) < 2 or sum(count > 0 for count in counts.values()) < 2:
        return {}
    table = Table(tuple(Cell((answer,), None, count) for answer, count in counts.items()))
    shown = suppress(table, minimum, zero_is_public=True).published.shown
    return {answer: shown[(answer,)].count for answer in counts if (answer,) in shown}


def _arcs(keys: tuple[Key, ...], counts: Mapping[Key, int], wanted: Iterable[Key], least: int) -> set[int]:
    places = {key: arc for arc, key in enumerate(keys)}
    arcs = set()
    for key in wanted:
        if key not in places:
            raise TableError("unknown", at=key)
        if counts[key] < least:
            raise TableError("public_zero", at=key)
        arcs.add(places[key])
    return arcs


def _smallest_rest(layout: Layout, counts: Mapping[Key, int], key: Key) -> int:
    """The fewest persons, but at least one, that a total has outside a cell; 0 when no total has any.

    Empty rests need no rule of their own: the empty cells in them are hidden, or public.
    """
    if counts[key] == 0:
        return 0
    return min((rest for whole in layout.wholes(key) if (rest := counts[whole] - counts[key]) > 0), default=0)


class _Closing:
    """Hides further cells until every hidden one has room enough. Hiding only ever adds room, so each is settled once."""

    def __init__(self, layout: Layout, freedom: Freedom, highest: int) -> None:
        self.freedom, self.highest = freedom, highest
        self.settled: set[int] = set()  # roomy enough for the highest level, hence for all
        # Of two cells with as many persons the finer is hidden: the total serves more readers.
        self.prices = [
            2 * count + layout.is_total(key) if count else None
            for key, count in zip(layout.keys, freedom.flow, strict=True)
        ]

    def close(self, level: int) -> None:
        """Give every hidden cell, the smallest first, the room that a minimum of `level` asks for."""
        flow = self.freedom.flow
        queue = [(flow[arc], arc) for arc in self.freedom.hidden - self.settled]
        heapq.heapify(queue)
        while queue:
            _, arc = heapq.heappop(queue)
            opened = self._openings(arc, level)
            self.freedom.hidden.update(opened)
            for other in opened:
                heapq.heappush(queue, (flow[other], other))

    def _openings(self, arc: int, level: int) -> list[int]:
        count = self.freedom.flow[arc]
        up = self.freedom.move(arc, 1, _up(self.highest, count, 0))
        down = 0 if up >= _up(self.highest, count, 0) else int(self.freedom.move(arc, -1, self.highest - 1))
        if up >= _up(self.highest, count, down):
            self.settled.add(arc)
        need = _up(level, count, down)
        return [] if up >= need else self.freedom.openings(arc, need, self.prices)


def _up(level: int, count: int, down: int) -> int:
    """How far a count that can fall by `down` must be able to rise: to the minimum, and to a wide enough interval."""
    return max(level - count, level - 1 - down, 0)
