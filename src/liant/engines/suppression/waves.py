"""What waves tell together to whoever supposes that those who stayed answered as before.

Take shown groups of now and of earlier waves, two or three, added and subtracted so that each person is counted once more,
once less or not at all: this year's bakers less last year's. By the supposition those who stayed drop out. Left are some
`people` who came or went, `less` of them counted less. Their shown counts of an answer, combined alike, and `less` added, make

    the number of those who came and gave the answer, or went and had not given it

which is known as if it had been published of a group of these people. It is held to what any count is held to: were it under
the minimum, or all but fewer than the minimum, it would be told what some of them answered. Sums of values on a scale are held
so too, the values of those who went being turned round (high for low).
Source: the differences that the tracker of D. E. Denning, P. J. Denning, M. D. Schwartz uses (see `combining`), over time: releases
that are each safe and aren't together, as in J.-W. Byun et al., Secure anonymization for incremental datasets, SDM 2006.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from liant.engines.suppression.combining import Name, People
from liant.engines.suppression.groups import MINIMUM
from liant.engines.suppression.otherwise import Floats, Whole
from liant.engines.suppression.published import Shown

Cell = tuple[
    Name, str, str
]  # the group, the question, the answer; ("", "") for the people, (question, TOTAL) for answerers
Flags = NDArray[np.bool_]
Places = NDArray[np.int64]
MOST_COMBINED = (
    40_000_000  # figures of combinations that are looked at; beyond, the smallest groups of now tell nothing
)
_SLACK = 1e-9


@dataclass(frozen=True)
class Wave:
    """What a wave showed, to be given as `earlier` when the next is released. `told`: the shown groups with their people, to be
    kept where the answers are and shown to nobody; `counts`: the people of each shown cell; `sums`: of each group whose mean
    was shown."""

    told: Mapping[Name, People]
    counts: Mapping[Cell, int]
    sums: Mapping[Name, Shown]


class Valued(NamedTuple):
    """A sum of values, or an array of them: of how many people, how far above all of them being at the lower end, and by how
    much that may be off, where what is known is rounded."""

    people: Any
    above: Any
    off: Any = 0.0


UNKNOWN = Valued(np.nan, np.nan)


def is_about_few(number: Any, people: Any, minimum: int = MINIMUM) -> Any:
    """Whether so many of `people` may not be known: too few, or too few others. Numbers or arrays of them; nan is unknown.

    A number that can't be, under 0 or over all, says that somebody who stayed has changed: the supposition is plainly false,
    and nothing follows from it.
    """
    return (people > 0) & (((number >= 0) & (number < minimum)) | ((people - minimum < number) & (number <= people)))


def is_sum_near_an_end(found: Valued, more: Any, less: Any, length: float) -> Any:
    """The same for a difference of sums over `more` people who count more and `less` who count less, on a scale so long:
    whether it leaves somebody no room to have answered either end (see `is_near_an_end`). Not all of them need have a value;
    as many are taken to have one as may be. Of amounts, on a scale without an end, nothing may be known of those who came alone,
    nor of those who went."""
    of_less = np.minimum(less, more - found.people)
    of_more = of_less + found.people
    some = (of_less >= 0) & (of_more >= 0) & (of_less + of_more > 0)
    if length == np.inf:
        return some & ((more == 0) | (less == 0))
    nearest = np.minimum(found.above + of_less * length, of_more * length - found.above)
    slack = _SLACK * length * (of_more + of_less)
    return some & (-slack - found.off <= nearest) & (nearest < length - slack)


@dataclass(frozen=True)
class Block:
    """Combinations of one group with each second and third: arrays of (seconds, thirds); without a third it is one, -1.
    `people` is 0 where somebody would be counted twice."""

    first: int
    seconds: Places
    thirds: Places
    signs: tuple[int, int]
    people: Whole
    less: Whole

    def of(self, numbers: Floats) -> Floats:
        """The numbers of the groups, one each, combined."""
        found = numbers[self.first] + self.signs[0] * numbers[self.seconds][:, None]
        return found + self.signs[1] * numbers[self.thirds][None, :] if self.signs[1] else found

    def all_of(self, numbers: Floats) -> Floats:
        """The same, each added."""
        found = numbers[self.first] + numbers[self.seconds][:, None]
        return found + numbers[self.thirds][None, :] if self.signs[1] else found


class Together:
    """Groups of now, then of earlier waves, and all combinations of two or three of them with one of each at least. `weights`:
    how many each key stands for, where it is a class of them; one each by default."""

    def __init__(self, sets: Sequence[People], now: int, weights: Mapping[str, int] | None = None) -> None:
        places = {key: at for at, key in enumerate(sorted(frozenset().union(*sets)))}
        kinds: Whole = np.zeros((len(sets), len(places)), dtype=np.int64)
        for at, people in enumerate(sets):
            kinds[at, [places[key] for key in people]] = 1
        each = np.array([1 if weights is None else weights[key] for key in places], dtype=float)
        found, back = np.unique(kinds, axis=1, return_inverse=True)
        self.now, self.count = now, len(sets)
        self.rows: Floats = found.astype(float)
        self.sizes: Floats = np.bincount(back.ravel(), each, found.shape[1]).astype(float)
        self.both = (self.rows * self.sizes) @ self.rows.T

    def blocks(self) -> Iterator[Block]:
        before = np.arange(self.now, self.count)
        for first in range(self.now if len(before) else 0):
            yield from self.pairs(first, before)
            yield from self.triples(first, np.arange(first + 1, self.count), before)

    def pairs(self, first: int, seconds: Places) -> Iterator[Block]:
        own, sizes, shared = self.both[first, first], self.both.diagonal()[seconds], self.both[first, seconds]
        for sign in (1, -1):
            people = np.where((sign < 0) | (shared == 0), own + sizes + 2 * sign * shared, 0)
            places = (seconds, np.array([-1]))
            yield _block(first, places, (sign, 0), people[:, None], (own + sign * sizes)[:, None])

    def triples(self, first: int, seconds: Places, thirds: Places) -> Iterator[Block]:
        sizes = self.both.diagonal()
        one, other = self.both[first, seconds][:, None], self.both[first, thirds][None, :]
        apart = self.both[np.ix_(seconds, thirds)]
        in_all = (self.rows[first] * self.sizes * self.rows[seconds]) @ self.rows[thirds].T
        twice = {(1, 1): one + other + apart - 2 * in_all, (1, -1): one - in_all,
                 (-1, 1): other - in_all, (-1, -1): apart - in_all}  # fmt: skip
        is_new = thirds[None, :] > seconds[:, None]
        for (sign, last), doubled in twice.items():
            net = sizes[first] + sign * sizes[seconds][:, None] + last * sizes[thirds][None, :]
            squares = sizes[first] + sizes[seconds][:, None] + sizes[thirds][None, :]
            people = squares + 2 * (sign * one + last * other + sign * last * apart)
            yield _block(first, (seconds, thirds), (sign, last), np.where((doubled == 0) & is_new, people, 0), net)


def _block(first: int, places: tuple[Places, Places], signs: tuple[int, int], people: Floats, net: Floats) -> Block:
    """`net`: how many count more, less how many count less."""
    counted: Whole = np.rint(people).astype(np.int64)
    return Block(first, *places, signs, counted, (counted - np.rint(net).astype(np.int64)) // 2)


class Telling(NamedTuple):
    """What may not be known beside earlier waves. `alone`: groups of now × figures; `twos`: of two groups of now, not both."""

    alone: Flags
    twos: Flags


def telling_counts(sets: Sequence[People], now: int, counts: Floats, minimum: int,
                   weights: Mapping[str, int] | None = None) -> Telling:  # fmt: skip
    """`sets`: the people of groups, `now` of them of now and first; `counts`: groups × answers, nan where one isn't known;
    `weights`: as for `Together`."""

    def tells(block: Block, at: int) -> Flags:
        return np.asarray(is_about_few(block.of(counts[:, at]) + block.less, block.people, minimum))

    return _telling(Together(sets, now, weights), counts.shape[1], tells)


def is_plainly_false(sets: Sequence[People], now: int, counts: Floats) -> bool:
    """Whether the supposition is false, as two or three groups show already (see `telling_counts`)."""
    known: dict[tuple[People, int], float] = {}
    for people, own in zip(sets, counts, strict=True):
        for at, count in enumerate(own):
            if not np.isnan(count) and known.setdefault((people, at), count) != count:
                return True
    with np.errstate(invalid="ignore"):
        for block in Together(sets, now).blocks():
            for at in range(counts.shape[1]):
                number = block.of(counts[:, at]) + block.less
                if ((block.people > 0) & ((number < 0) | (number > block.people))).any():
                    return True
    return False


def telling_sums(sets: Sequence[People], now: int, sums: Sequence[Valued], length: float,
                 weights: Mapping[str, int] | None = None) -> Telling:  # fmt: skip
    """The same for a sum of each group; `length`: of the scale."""
    people, above, off = (np.array(one, dtype=float) for one in zip(*sums, strict=True))

    def tells(block: Block, _at: int) -> Flags:
        found = Valued(block.of(people), block.of(above), block.all_of(off))
        near = np.asarray(is_sum_near_an_end(found, block.people - block.less, block.less, length))
        is_asked = length < np.inf or block.signs == (-1, 0)  # of amounts, a union tells no more than its groups
        return near & (block.people > 0) & is_asked

    return _telling(Together(sets, now, weights), 1, tells)


def _telling(groups: Together, figures: int, tells: Callable[[Block, int], Flags]) -> Telling:
    now = groups.now
    alone = np.zeros((now, figures), dtype=bool)
    twos = np.zeros((now, now, figures), dtype=bool)
    with np.errstate(invalid="ignore"):
        for block in groups.blocks():
            both = int((block.seconds < now).sum())
            for at in range(figures):
                found = tells(block, at)
                twos[block.first, block.seconds[:both], at] |= found[:both].any(axis=1)
                alone[block.first, at] |= found[both:].any()
    return Telling(alone, twos)


def too_many(now: int, before: int, figures: int) -> int:
    """How many of the groups of now are more than can be looked at."""
    most = next((one for one in range(now, 0, -1) if one * (one + before) * before * figures <= MOST_COMBINED), 0)
    return now - most
