"""The widest gap between groups that stand beside each other, where it is beyond chance, so many pairs having been looked at."""

import itertools
import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Json = Mapping[str, Any]
USUAL = statistics.NormalDist().inv_cdf(0.975)


@dataclass(frozen=True)
class Gap:
    """`higher` and `lower`: codes of groups; `points`: how far apart their means are."""

    higher: str
    lower: str
    points: float


def widest(shown: Sequence[Json], parents: Mapping[str, str]) -> Gap | None:
    """Of groups with the same group above them: a part isn't compared with its whole. `shown`: estimates with their code."""
    told = [one for one in shown if one["mean"] is not None and one["low"] is not None and one["high"] is not None]
    pairs = [
        (one, other) for one, other in itertools.combinations(told, 2)
        if parents.get(one["code"], "") == parents.get(other["code"], "")
    ]  # fmt: skip
    if not pairs:
        return None
    found = [gap for one, other in pairs if (gap := gap_of(one, other, len(pairs)))]
    return max(found, key=lambda gap: gap.points, default=None)


def gap_of(one: Json, other: Json, pairs: int) -> Gap | None:
    """None where it could be chance: the interval of the difference, widened for as many pairs (Bonferroni), holds 0."""
    wide = statistics.NormalDist().inv_cdf(1 - 0.025 / pairs) / USUAL
    half = wide * math.hypot((one["high"] - one["low"]) / 2, (other["high"] - other["low"]) / 2)
    points = abs(one["mean"] - other["mean"])
    if points <= half:
        return None
    higher, lower = (one, other) if one["mean"] > other["mean"] else (other, one)
    return Gap(higher["code"], lower["code"], round(points, 1))


def can_compare(shown: Sequence[Json], parents: Mapping[str, str]) -> bool:
    """Whether two groups beside each other are shown."""
    told = [parents.get(one["code"], "") for one in shown if one["mean"] is not None]
    return len(told) > len(set(told))
