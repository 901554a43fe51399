"""Sums and means of numbers: where one person's number follows from them too closely, they are hidden.

Amounts from 0 (what each has given, sold, been paid): the p % rule, and the (n, k) rule of dominance. Answers on a scale
that ends: a mean near an end leaves nobody room to have answered otherwise.
Source: A. Hundepool et al., Statistical disclosure control (2012), 4.2; L. H. Cox, Linear sensitivity measures in statistical
disclosure control, J. Statist. Planning Inference 5 (1981). The rule for scales is the p % rule's reasoning for numbers with
two ends: the sum of all distances from an end bounds each one's.
"""

import math
from collections.abc import Collection, Mapping
from typing import NamedTuple

import numpy as np

from liant.engines.suppression.combining import Name, People
from liant.engines.suppression.otherwise import Floats, cheapest
from liant.engines.suppression.words import DOMINATED, ENDS, PROTECTS

CLOSENESS = 0.10  # p: nobody may know another's amount to within a tenth
DOMINANT, SHARE = 2, 0.85  # n and k: two together under 85 % of the total


class Scale(NamedTuple):
    """The least and the greatest number that can be answered."""

    low: float
    high: float


def is_dominated(amounts: Collection[float]) -> bool:
    """Whether the total of amounts from 0 tells one of them too closely: the second largest, who takes their own off the
    total, would know the largest to within `CLOSENESS`; or the `DOMINANT` largest make up `SHARE` of it.

    Where all are 0 the total tells everyone's. Errors: ValueError for an amount under 0.
    """
    if any(one < 0 for one in amounts):
        raise ValueError("An amount is 0 or more; for others give the scale.")
    ordered = sorted(amounts, reverse=True)
    total = math.fsum(ordered)
    if not ordered or total == 0:
        return True
    others = math.fsum(ordered[2:])
    return others < CLOSENESS * ordered[0] or math.fsum(ordered[:DOMINANT]) >= SHARE * total


def is_near_an_end(total: float, count: int, scale: Scale) -> bool:
    """Whether the mean of `count` numbers on a scale narrows what each may be: a person can be as far from an end as all
    are together, so that the sum of the distances, from either end, must be the length of the scale at least.

    Five who answer from 1 to 5 need a mean between 1.8 and 4.2; fifty, between 1.08 and 4.92. This is exact: by the mean
    alone, everybody may then have given any number of the scale, and otherwise nobody can have given some.
    """
    length = scale.high - scale.low
    slack = 1e-9 * max(1.0, abs(length))
    return min(total - count * scale.low, count * scale.high - total) < length - slack


def sums_to_hide(
    groups: Mapping[Name, People], values: Mapping[str, float], scale: Scale | None = None
) -> dict[Name, str]:
    """Groups whose sum is hidden, with the reason: those that tell one value too closely by themselves, and the cheapest
    others until from all the sums that are left nothing more follows. On a scale: everybody may have given either end, for
    all that anyone can find out. Of amounts: each may be `CLOSENESS` more, even for the one who gave most beside them."""
    return _Sums(groups, values, scale).hide()


class _Sums:
    """The values of people who are in the same groups, taken together; what follows is found by linear programmes."""

    def __init__(self, groups: Mapping[Name, People], values: Mapping[str, float], scale: Scale | None) -> None:
        low = scale.low if scale else 0.0
        self.length = scale.high - low if scale else math.inf
        self.reasons = {name: reason for name, members in groups.items() if (reason := _reason(members, values, scale))}
        self.shown = sorted(name for name in groups if name not in self.reasons)
        classes: dict[tuple[Name, ...], list[float]] = {}
        for key in sorted(frozenset().union(*groups.values())):
            kind = tuple(name for name in self.shown if key in groups[name])
            classes.setdefault(kind, []).append(values.get(key, low) - low)
        self.kinds = sorted(kind for kind in classes if kind)
        self.amounts = [sorted(classes[kind]) for kind in self.kinds]
        self.people = {name: len(groups[name]) for name in groups}

    def hide(self) -> dict[Name, str]:
        for at, own in enumerate(self.amounts):
            if self.length < math.inf:
                self.prove(at, own[-1], -own[-1])
                self.prove(at, own[-1], self.length - own[-1])
            else:
                self.prove(at, own[-1], CLOSENESS * own[-1])
        return self.reasons

    def prove(self, at: int, mine: float, change: float) -> None:
        """Somebody of class `at` gave more or less by `change`, and others made up for it."""
        while about := [name for name in self.shown if name in self.kinds[at]]:
            rows = np.array(
                [[name in kind for kind in (self.kinds[at], *self.kinds)] for name in self.shown], dtype=int
            )
            rise, fall = self.room(at, mine)
            prices = np.array([self.people[name] for name in self.shown], dtype=float)
            found = cheapest(rows[:, 1:], -change * rows[:, 0], rise, fall, prices)
            if found is None:
                missed = [min(about, key=lambda name: (self.people[name], name))]
            else:
                off = np.abs(rows[:, 1:] @ found + change * rows[:, 0]) > 1e-7 * (1 + abs(change))
                missed = [name for name, is_off in zip(self.shown, off, strict=True) if is_off]
            self.reasons |= dict.fromkeys(missed, PROTECTS)
            self.shown = [name for name in self.shown if name not in missed]
            if found is not None:
                return

    def room(self, at: int, mine: float) -> tuple[Floats, Floats]:
        """By how much the others of each class can rise and fall together."""
        totals = np.array([math.fsum(own) for own in self.amounts])
        sizes = np.array([len(own) for own in self.amounts], dtype=float)
        totals[at] -= mine
        sizes[at] -= 1
        if self.length == math.inf:
            others = [(own[-2] if place == at and len(own) > 1 else 0.0 if place == at else own[-1], place)
                      for place, own in enumerate(self.amounts) if set(self.kinds[place]) & set(self.kinds[at])]  # fmt: skip
            largest, place = max(others)
            totals[place] -= largest
            return np.full(sizes.size, np.inf), totals
        return np.maximum(sizes * self.length - totals, 0.0), np.maximum(totals, 0.0)


def _reason(members: People, values: Mapping[str, float], scale: Scale | None) -> str:
    own = [values[key] for key in members if key in values]
    if scale is None:
        return DOMINATED if is_dominated(own) else ""
    return ENDS if is_near_an_end(math.fsum(own), len(own), scale) else ""
