"""The shape of ties as figures that follow from what is shown of it, and so tell nothing more: densities, how sure they are, how they
changed, and which links between teams are the only ones.

A density is a mean over pairs of people, and pairs that share somebody go together. Hoeffding: such a mean over all pairs of n people
is a mean of means over ⌊n/2⌋ pairs that share nobody, so that its variance is at most that of ⌊n/2⌋ independent pairs; between n and m
people, of min(n, m). The interval is Wilson's for so many: for sure wide enough as far as that goes, and made of nothing that isn't shown,
where one from the spread of people's own contacts would tell something of it. A change is Newcombe's of two such intervals.
Source: W. Hoeffding, Probability inequalities for sums of bounded random variables, JASA 58 (1963) 13, § 5; E. B. Wilson, JASA 22
(1927) 209; R. G. Newcombe, Stat. Med. 17 (1998) 873, method 10.
"""

import math
from collections.abc import Collection, Sequence
from typing import NamedTuple

Z = 1.959963984540054  # 95 %
Link = tuple[str, str]


class Estimate(NamedTuple):
    """A share from 0 to 1, or a difference of two, with its 95 % interval."""

    value: float
    low: float
    high: float


def disjoint(people: int, others: int | None = None) -> int:
    """How many pairs there are at most of which no two share a person: among `people`, or between them and `others`."""
    return people // 2 if others is None else min(people, others)


def share_of_pairs(share: float, apart: float) -> Estimate:
    """`share`: a mean over pairs of something from 0 to 1; `apart`: how many of the pairs share nobody (`disjoint`).

    ValueError for a share outside 0 to 1; with no pair apart nothing is known: 0 to 1.
    """
    if not 0 <= share <= 1:
        raise ValueError("A share is from 0 to 1.")
    if apart <= 0:
        return Estimate(share, 0.0, 1.0)
    middle = (share + Z * Z / (2 * apart)) / (1 + Z * Z / apart)
    half = Z / (1 + Z * Z / apart) * math.sqrt(share * (1 - share) / apart + (Z / (2 * apart)) ** 2)
    return Estimate(share, max(0.0, middle - half), min(1.0, middle + half))


def change(before: Estimate, after: Estimate) -> Estimate:
    """After less before. The same people twice go together, mostly the same way: the interval is then too wide, never too narrow."""
    value = after.value - before.value
    down = math.hypot(after.value - after.low, before.high - before.value)
    up = math.hypot(after.high - after.value, before.value - before.low)
    return Estimate(value, max(-1.0, value - down), min(1.0, value + up))


def only_links(links: Sequence[Link]) -> list[tuple[Link, frozenset[str]]]:
    """Links without which those that hang together now would not: each with the smaller side that it alone holds; in order.

    Time O(links²); of teams there are few.
    """
    found = []
    for one in sorted(links):
        left = [other for other in links if other != one]
        side = reached(one[0], left)
        if one[1] not in side:
            other = reached(one[1], left)
            found.append((one, min((side, other), key=lambda part: (len(part), sorted(part)))))
    return found


def reached(start: str, links: Collection[Link]) -> frozenset[str]:
    """All that hang together with one."""
    found, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        fresh = {end for link in links if here in link for end in link} - found
        found |= fresh
        waiting += sorted(fresh)
    return frozenset(found)


def in_a_ring(names: Sequence[str], weights: dict[Link, float]) -> list[str]:
    """An order in which those who are close stand near one another, always the same for the same figures: beginning with the first
    name, each time the closest to the last that is left. `weights`: by link, its names in order."""
    left = sorted(names)
    order: list[str] = []
    while left:
        last = order[-1] if order else ""
        nearest = min(left, key=lambda one: (-weights.get((min(one, last), max(one, last)), 0.0), one))
        order.append(nearest)
        left.remove(nearest)
    return order
