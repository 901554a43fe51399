"""What someone who has all that is published can derive about the rest, and whether that is little enough."""

import math
from typing import NamedTuple

from liant.engines.suppression.network import Freedom, Network
from liant.engines.suppression.published import Published
from liant.engines.suppression.table import Key, TableError


class Interval(NamedTuple):
    """Persons, both ends included and both possible; `high` is `math.inf` where nothing bounds it."""

    low: int
    high: float


def attack(published: Published) -> dict[Key, Interval]:
    """The counts that each hidden cell may have for someone who knows all that is shown.

    The outsider knows every shown count, how the cells add up, that counts are whole numbers from 0 (from 1 where
    zeros are public), and nothing else. Both ends are attained, so no reasoning from these facts does better.
    Works for one hidden cell in a few searches through the network: milliseconds for hundreds of cells.
    Source: see `network.py`. Errors: TableError("inconsistent") when no counts agree with what is shown.
    """
    freedom = _freedom(published)
    found = {}
    for arc, key in enumerate(published.layout.keys):
        if arc in freedom.hidden:
            count = freedom.flow[arc]
            found[key] = Interval(count - int(freedom.move(arc, -1)), count + freedom.move(arc, 1))
    return found


def is_safe(published: Published) -> bool:
    """Whether what is published isolates no group smaller than its `minimum`. True when

    1. every shown cell counts `minimum` or more, or is empty where zeros are public, and
    2. for every hidden cell, `high >= minimum` and `high - low >= minimum - 1` in the interval of `attack`.

    Why this is enough: let a group made of finest cells count s persons, 0 < s < minimum, and let its count or its sum
    follow from what is published. By 1 all its cells are hidden or empty, and none can exceed s, against 2. So no such
    group can be counted, be it a cell, a rest or any union; nor can anybody prove that a hidden cell is small. A sum
    that is worked out by adding and subtracting shown sums would be a count worked out in the same way, so the sums of
    these groups stay unknown too, even to someone who knows from elsewhere how large each group is.

    Its limits: an outsider who also knows the sums of some persons (their own), that a sum is at its least or greatest
    possible (all said no), how suppression chooses, the reasons, or another publication, may derive more.
    Errors: as `attack`.
    """
    minimum = published.minimum
    if any(s.count < minimum and not (s.count == 0 and published.zero_is_public) for s in published.shown.values()):
        return False
    return all(i.high >= minimum and i.high - i.low >= minimum - 1 for i in attack(published).values())


def _freedom(published: Published) -> Freedom:
    """Some counts that agree with what is shown, found as the outsider would: without the table."""
    network = Network(published.layout)
    hidden, flow = set(), []
    for arc, key in enumerate(published.layout.keys):
        shown = published.shown.get(key)
        flow.append(published.least if shown is None else shown.count)
        if shown is None:
            hidden.add(arc)
    freedom = Freedom(network, flow, hidden, published.least)
    excess = [0] * len(network.steps)
    for arc, (tail, head) in enumerate(network.ends):
        excess[tail] -= flow[arc]
        excess[head] += flow[arc]
    wanting = {node for node, over in enumerate(excess) if over < 0}
    for node in range(len(excess)):
        while excess[node] > 0:
            _send(freedom, excess, wanting, node)
    return freedom


def _send(freedom: Freedom, excess: list[int], wanting: set[int], node: int) -> None:
    way = freedom.shortest(freedom.flow, node, wanting)
    if way is None:
        raise TableError("inconsistent")
    arc, sign = way[-1]
    end = freedom.network.ends[arc][1 if sign > 0 else 0]
    room = min(freedom.room(freedom.flow, way), excess[node], -excess[end])
    amount = excess[node] if room == math.inf else int(room)
    for step, up in way:
        freedom.flow[step] += up * amount
    excess[node] -= amount
    excess[end] += amount
    if excess[end] == 0:
        wanting.discard(end)
