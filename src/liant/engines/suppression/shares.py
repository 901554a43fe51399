"""Rounded figures give counts back: a percentage beside how many were asked, a mean beside its distribution."""

import math
from collections.abc import Mapping, Sequence

from liant.engines.suppression.groups import MINIMUM
from liant.engines.suppression.outsider import Interval


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


def mean_keeps_hidden(
    shown: Mapping[float, int],
    hidden: Sequence[float],
    left: int,
    window: tuple[float, float],
    minimum: int = MINIMUM,
) -> bool:
    """Whether the counts of hidden answers stay unknown beside the mean of all answers.

    `shown`: answer → how many gave it; `hidden`: the answers whose counts aren't shown, each known to be given by one at
    least; `left`: how many gave one of these; `window`: between which sums the rounded mean leaves the truth. Of each hidden
    count it must be possible that it is `minimum`, with a spread of `minimum - 1`: exactly, by counting all possibilities.
    Answers are compared in hundredths of their unit.
    """
    base = sum(_units(answer) * count for answer, count in shown.items())
    floor = min(map(_units, hidden), default=0)
    steps = [_units(answer) - floor for answer in hidden]
    least = math.ceil(window[0] * 100 - 1e-6) - base - floor * left
    most = math.floor(window[1] * 100 + 1e-6) - base - floor * left
    for at, step in enumerate(steps):
        reach = _reachable([other for place, other in enumerate(steps) if place != at], left)
        possible = [
            count
            for count in range(1, left + 1)
            if _hits(reach[left - count], least - step * count, most - step * count)
        ]
        if not possible or possible[-1] < minimum or possible[-1] - possible[0] < minimum - 1:
            return False
    return True


def _units(answer: float) -> int:
    return round(answer * 100)


def _reachable(steps: Sequence[int], most: int) -> list[int]:
    """For each number of people the sums they can make with these answers, each given by one at least: a bit for each sum."""
    sums = [1] + [0] * most
    for step in steps:
        with_it = [0] * (most + 1)
        for count in range(1, most + 1):
            with_it[count] = (sums[count - 1] | with_it[count - 1]) << step
        sums = with_it
    return sums


def _hits(sums: int, least: int, most: int) -> bool:
    if most < 0 or most < least:
        return False
    least = max(0, least)
    return bool((sums >> least) & ((1 << (most - least + 1)) - 1))
