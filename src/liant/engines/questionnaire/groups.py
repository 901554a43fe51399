"""Scores of a group: for each dimension the mean with its interval, the median, how many; and the verdict on the means.

Whether a group may be shown is not settled here: it is asked of `engines.suppression`, with the questionnaire's `min_group`.
"""

import functools
import math
import statistics
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from liant.engines.questionnaire.expressions import Value
from liant.engines.questionnaire.nodes import Dimension, Level
from liant.engines.questionnaire.scoring import Outcome, Scores, conclude, level_at, score, scoring_of
from liant.engines.questionnaire.whole import Questionnaire


@dataclass(frozen=True)
class Estimate:
    """`n` values; `mean` with its 95 % interval (Student's, within 0…100; None under two), `median`, and the standard
    deviation `spread` (n - 1; None under two). All None where there is no value."""

    n: int
    mean: float | None
    low: float | None
    high: float | None
    median: float | None
    spread: float | None


@dataclass(frozen=True)
class GroupDimension:
    """`levels`: how many respondents stand at each, in the order of the levels."""

    dimension: Dimension
    estimate: Estimate
    level: Level | None
    levels: Mapping[str, int]


@dataclass(frozen=True)
class GroupScores:
    """`n` respondents; `outcome` is that of the means, `verdicts` how many respondents each verdict is for."""

    n: int
    dimensions: tuple[GroupDimension, ...]
    outcome: Outcome
    verdicts: Mapping[str, int]


def group_scores(questionnaire: Questionnaire, answers: Iterable[Mapping[str, Value]]) -> GroupScores:
    """The scores of a group. Errors: ValueError where the questionnaire has no scoring."""
    return together(questionnaire, [score(questionnaire, one) for one in answers])


def together(questionnaire: Questionnaire, scores: Sequence[Scores]) -> GroupScores:
    """The scores of a group from those of its respondents."""
    scoring = scoring_of(questionnaire)
    found = []
    for at, dimension in enumerate(scoring.dimensions):
        own = [one.dimensions[at] for one in scores]
        measured = estimate([one.score for one in own if one.score is not None])
        levels = scoring.levels_of(dimension)
        counts = Counter(one.level.id for one in own if one.level is not None)
        level = level_at(levels, measured.mean)
        found.append(GroupDimension(dimension, measured, level, {one.id: counts[one.id] for one in levels}))
    was_asked = [any(one.dimensions[at].asked for one in scores) for at in range(len(found))]
    means = {one.dimension.id: one.estimate.mean for one, is_asked in zip(found, was_asked, strict=True) if is_asked}
    verdicts = Counter(one.outcome.verdict.id for one in scores if one.outcome.verdict is not None)
    return GroupScores(
        n=len(scores),
        dimensions=tuple(found),
        outcome=conclude(scoring, means),
        verdicts={one.id: verdicts[one.id] for one in scoring.verdicts},
    )


def estimate(values: Sequence[float]) -> Estimate:
    """The mean of values between 0 and 100, and how sure it is.

    The interval is Student's: right for the mean of answers that are close to normal or many; wide where they are few.
    """
    count = len(values)
    if count == 0:
        return Estimate(0, None, None, None, None, None)
    mean = math.fsum(values) / count
    if count == 1:
        return Estimate(1, mean, None, None, mean, None)
    spread = math.sqrt(math.fsum((value - mean) ** 2 for value in values) / (count - 1))
    half = student(count - 1) * spread / math.sqrt(count)
    return Estimate(count, mean, max(0.0, mean - half), min(100.0, mean + half), statistics.median(values), spread)


@functools.lru_cache(maxsize=1024)
def student(freedom: int) -> float:
    """The 97.5 % point of Student's t, by halving; to nine digits."""
    low, high = 1.9, 13.0
    while high - low > 1e-10:
        middle = (low + high) / 2
        if _tail(middle, freedom) > 0.025:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _tail(t: float, freedom: int) -> float:
    """P(T > t), from the finite sums for whole degrees of freedom.

    Source: M. Abramowitz, I. A. Stegun, Handbook of Mathematical Functions (1964), 26.7.3 and 26.7.4.
    """
    if freedom > 10_000:
        return 1 - statistics.NormalDist().cdf(t * (1 - 1 / (4 * freedom)) / math.sqrt(1 + t * t / (2 * freedom)))
    angle = math.atan(t / math.sqrt(freedom))
    sine, cosine = math.sin(angle), math.cos(angle)
    if freedom % 2:
        term, total = cosine, 0.0
        for k in range(3, freedom + 1, 2):
            total += term
            term *= cosine * cosine * (k - 1) / k
        inside = 2 / math.pi * (angle + sine * total)
    else:
        term, total = 1.0, 0.0
        for k in range(2, freedom + 1, 2):
            total += term
            term *= cosine * cosine * (k - 1) / k
        inside = sine * total
    return (1 - inside) / 2
