"""The table as a network: every cell, totals included, is an arc and its count the flow; what flows into a node flows out.

People leave the grand total, split by first code down to the finest, then by second code, and gather again up to the
totals of the second codes. Every equation of the table holds at a node or follows from those that do, so a table with
one nested dimension and one flat dimension is a pure network: the least and the greatest count a cell may have are
whole numbers that a maximum flow finds exactly.
Source: D. Gusfield, A graph theoretic approach to statistical data security, SIAM J. Comput. 17 (1988);
L. H. Cox, Network models for complementary cell suppression, JASA 90 (1995).
"""

import heapq
import math
from collections import deque
from collections.abc import Container, Sequence

from liant.engines.suppression.table import TOTAL, Key, Layout

Step = tuple[int, int]  # an arc, and 1 to raise its count or -1 to lower it
_SINK = ("sink",)


class Network:
    """The arcs of a layout, in the order of its keys."""

    def __init__(self, layout: Layout) -> None:
        names: dict[tuple[str, ...], int] = {}
        self.ends: list[tuple[int, int]] = []
        for key in layout.keys:
            tail, head = _ends(layout, key)
            self.ends.append((names.setdefault(tail, len(names)), names.setdefault(head, len(names))))
        self.steps: list[list[tuple[int, int, int]]] = [[] for _ in names]  # arc, sign, node it leads to
        for arc, (start, end) in enumerate(self.ends):
            self.steps[start].append((arc, 1, end))
            self.steps[end].append((arc, -1, start))


def _ends(layout: Layout, key: Key) -> tuple[tuple[str, ...], tuple[str, ...]]:
    row, above = key[0], layout.parents.get(key[0])
    is_leaf = row in layout.leaves
    if len(key) == 2 and key[1] != TOTAL:
        column = key[1]
        parts: tuple[str, ...] = ("finest", row) if is_leaf else ("gather", row, column)
        return parts, _SINK if above is None else ("gather", above, column)
    start: tuple[str, ...] = _SINK if above is None else ("split", above)
    if not is_leaf:
        return start, ("split", row)
    return start, _SINK if len(key) == 1 else ("finest", row)


class Freedom:
    """How far the counts of hidden cells can move while those of shown cells stay.

    `flow` is any set of counts that agrees with what is shown; the bounds don't depend on which. Every hidden cell
    counts `least` or more, and nothing bounds it above but the others.
    """

    def __init__(self, network: Network, flow: Sequence[int], hidden: set[int], least: int) -> None:
        self.network, self.flow, self.hidden, self.least = network, list(flow), hidden, least

    def move(self, arc: int, sign: int, limit: float = math.inf) -> float:
        """How far a hidden cell can be raised (1) or lowered (-1), at most `limit`; infinity where nothing stops it."""
        return self._push(list(self.flow), arc, sign, limit)

    def openings(self, arc: int, need: int, prices: Sequence[int | None]) -> list[int]:
        """The cheapest cells to hide besides so that `arc` can rise by `need`. None as a price: can't be hidden."""
        flow = list(self.flow)
        need -= int(self._push(flow, arc, 1, need))
        if need <= 0:
            return []
        way = self._cheapest(flow, arc, need, prices)
        return [step for step, _ in way if step not in self.hidden]

    def _push(self, flow: list[int], arc: int, sign: int, limit: float) -> float:
        tail, head = self.network.ends[arc]
        start, goal = (head, tail) if sign > 0 else (tail, head)
        if sign < 0:
            limit = min(limit, flow[arc] - self.least)
        moved = 0.0
        while moved < limit:
            way = self.shortest(flow, start, {goal}, without=arc)
            if way is None:
                break
            room = min(self.room(flow, way), limit - moved)
            if room == math.inf:
                return room
            for step, up in way:
                flow[step] += up * int(room)
            moved += room
        return int(moved)

    def room(self, flow: Sequence[int], way: Sequence[Step]) -> float:
        """The most that can go along a way: only cells that are lowered stop it."""
        return min((flow[arc] - self.least for arc, sign in way if sign < 0), default=math.inf)

    def shortest(
        self, flow: Sequence[int], start: int, goals: Container[int], without: int | None = None
    ) -> list[Step] | None:
        """The steps through hidden cells from a node to one of `goals`; None when there are none."""
        came: dict[int, tuple[int, Step]] = {start: (start, (-1, 0))}
        queue = deque([start])
        while queue:
            node = queue.popleft()
            if node in goals:
                return _way(came, start, node)
            for arc, sign, to in self.network.steps[node]:
                if to in came or arc == without or arc not in self.hidden or (sign < 0 and flow[arc] <= self.least):
                    continue
                came[to] = (node, (arc, sign))
                queue.append(to)
        return None

    def _cheapest(self, flow: Sequence[int], without: int, need: int, prices: Sequence[int | None]) -> list[Step]:
        goal, start = self.network.ends[without]
        came: dict[int, tuple[int, Step]] = {start: (start, (-1, 0))}
        best = {start: 0}
        queue = [(0, start)]
        while queue:
            cost, node = heapq.heappop(queue)
            if node == goal:
                break
            if cost > best[node]:
                continue
            for arc, sign, to in self.network.steps[node]:
                price = 0 if arc in self.hidden else prices[arc]
                if price is None or arc == without or (sign < 0 and flow[arc] - self.least < need):
                    continue
                if cost + price < best.get(to, math.inf):
                    best[to], came[to] = cost + price, (node, (arc, sign))
                    heapq.heappush(queue, (cost + price, to))
        return _way(came, start, goal)


def _way(came: dict[int, tuple[int, Step]], start: int, node: int) -> list[Step]:
    way: list[Step] = []
    while node != start:
        node, step = came[node]
        way.append(step)
    return way[::-1]
