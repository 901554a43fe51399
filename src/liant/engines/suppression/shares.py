"""Rounded figures give counts back: a percentage beside how many were asked, a mean beside its distribution."""

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from liant.engines.suppression.groups import MINIMUM
from liant.engines.suppression.outsider import Interval

MOST_BITS = 60_000_000  # for each number of people and what they can make: some megabytes, and tenths of a second


def counts_behind(share: float, base: int, step: float = 1.0) -> Interval:
    """How many of `base` may have been counted for a percentage rounded to `step`: 17 % of 30 is 5, and nothing else.

    Errors: ValueError for a base under one, a step of 0 or less, or a share that no count gives.
    """
    if base < 1 or step <= 0:
        raise ValueError("A share needs a base, and a step to round to.")
    slack = 1e-9 * base
    low = max(0, math.ceil((share - step / 2) * base / 100 - slack))
    high = min(base, math.floor((share + step / 2) * base / 100 + slack))
    if low > high:
        raise ValueError("No count gives this share.")
    return Interval(low, high)


def share_is_safe(count: int, base: int, minimum: int = MINIMUM, step: float = 1.0) -> bool:
    """Whether a percentage rounded to `step` may be shown of a known base.

    Either the count itself may be, as may the rest; or rounding hides enough: of both it may be that they are `minimum` or
    more, and what may be is spread by `minimum - 1`. So 0 % and 100 % are shown of no small base: they tell everyone's answer.
    """
    if count >= minimum and base - count >= minimum:
        return True
    low, high = counts_behind(step * math.floor(100 * count / base / step + 0.5), base, step)
    return high >= minimum and base - low >= minimum and high - low >= minimum - 1


@dataclass(frozen=True)
class Told:
    """A mean as it is shown, and the standard deviation (n - 1) where that is shown too, both rounded to `step`."""

    n: int
    mean: float
    spread: float | None = None
    step: float = 0.1


def keeps_hidden(
    told: Told,
    shown: Mapping[float, int],
    hidden: Sequence[float],
    minimum: int = MINIMUM,
    *,
    least: int = 1,
    guarded: Collection[float] | None = None,
) -> bool:
    """Whether the counts of hidden answers stay unknown beside the mean, and the spread, of all answers.

    `shown`: answer → how many gave it; `hidden`: the answers whose counts aren't shown, each known to be given by `least`
    people; `guarded`: those that matter, otherwise all. Of each it must be possible that `minimum` people gave it, with what
    may be spread by `minimum - 1`: exactly, by counting all possibilities. Where there are more than `MOST_BITS` to count, as
    beside the spread of hundreds of hidden answers, nothing is vouched for: False. Answers are compared in equal steps of a
    tenth of the least at least, or in hundredths.
    """
    left = told.n - sum(shown.values())
    floor, unit = _grid([*shown, *hidden])
    steps = [round((answer - floor) / unit) for answer in hidden]
    fixed = [(round((answer - floor) / unit), count) for answer, count in shown.items()]
    most = max(steps, default=0)
    wide = 1 if told.spread is None else left * most**2 + 1
    if left * most * wide * left > MOST_BITS:
        return False
    for at, answer in enumerate(hidden):
        if guarded is not None and answer not in guarded:
            continue
        reach = _reachable([other for place, other in enumerate(steps) if place != at], left, wide, least)
        possible = [
            count for count in range(least, left + 1)
            if any(_hits(reach[left - count], wide, total, squares)
                   for total, squares in _windows(told, floor, unit, [*fixed, (steps[at], count)]))
        ]  # fmt: skip
        if not possible or possible[-1] < minimum or possible[-1] - possible[0] < minimum - 1:
            return False
    return True


def _grid(answers: Sequence[float]) -> tuple[float, float]:
    """The least answer, and a step of which all the others are whole numbers away from it: thirds of a hundred too."""
    floor = min(answers, default=0.0)
    apart = sorted({answer - floor for answer in answers} - {0.0})
    if not apart:
        return floor, 1.0
    for parts in range(1, 11):
        unit = apart[0] / parts
        if all(abs(one / unit - round(one / unit)) < 1e-3 for one in apart):
            return floor, unit
    return floor, math.gcd(*(round(100 * one) for one in apart)) / 100


def _windows(
    told: Told, floor: float, unit: float, fixed: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, tuple[float, float]]]:
    """For each sum that rounding leaves, in steps, what the others make: their sum, and between what their squares add up to."""
    half = told.n * (told.step / 2) / unit + 1e-6
    middle = told.n * (told.mean - floor) / unit
    ours, squares = sum(step * count for step, count in fixed), sum(step**2 * count for step, count in fixed)
    for total in range(math.ceil(middle - half), math.floor(middle + half) + 1):
        if told.spread is None:
            yield total - ours, (0, 0)
            continue
        ends = [max(0.0, (told.spread + sign * (told.step / 2 + 1e-6)) / unit) for sign in (-1, 1)]
        low, high = ((told.n - 1) * end**2 + total**2 / told.n - squares for end in ends)
        yield total - ours, (low, high)


def _reachable(steps: Sequence[int], most: int, wide: int, least: int) -> list[int]:
    """For each number of people what they can make with these answers, each given by `least` people: a bit for each pair of
    sum and sum of squares, at sum × wide + squares; the squares are left out where wide is 1."""
    sums = [1] + [0] * most
    for step in steps:
        shift = step * wide + (step**2 if wide > 1 else 0)
        with_it = list(sums) if least == 0 else [0] * (most + 1)
        for count in range(1, most + 1):
            with_it[count] |= (sums[count - 1] | with_it[count - 1]) << shift
        sums = with_it
    return sums


def _hits(reach: int, wide: int, total: int, squares: tuple[float, float]) -> bool:
    if total < 0:
        return False
    row = (reach >> (total * wide)) & ((1 << wide) - 1)
    low, high = max(0, math.ceil(squares[0] - 1e-6)), math.floor(squares[1] + 1e-6)
    return high >= low and bool((row >> low) & ((1 << (high - low + 1)) - 1))
