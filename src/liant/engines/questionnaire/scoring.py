"""Scores of one respondent: each dimension from 0 to 100, its level and what to do, and the verdict on the whole."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from liant.engines.questionnaire.expressions import Value
from liant.engines.questionnaire.items import Item
from liant.engines.questionnaire.nodes import Dimension, Level, Scoring, Verdict
from liant.engines.questionnaire.settling import Settled, settle
from liant.engines.questionnaire.whole import Questionnaire


@dataclass(frozen=True)
class DimensionScore:
    """`score`: the weighted mean of the items answered, 0…100; None where fewer than `Scoring.answered` of those asked
    were (an answer that doesn't apply isn't asked). `n` answered of `asked`; `spread`: the standard deviation between
    items (n - 1), None under two."""

    dimension: Dimension
    score: float | None
    n: int
    asked: int
    spread: float | None
    level: Level | None


@dataclass(frozen=True)
class Outcome:
    """What the dimensions come to together.

    `overall`: the lowest score (rule "min") or the weighted mean, None while a dimension that was asked has no score;
    `missing` names these. `lowest`: the dimension with the lowest score, the earlier of two, whatever the rule. `first`:
    what keeps from the next verdict, the lowest first.
    """

    overall: float | None
    lowest: Dimension | None
    level: Level | None
    verdict: Verdict | None
    first: tuple[Dimension, ...]
    missing: tuple[Dimension, ...]


@dataclass(frozen=True)
class Scores:
    """A respondent's scores, in the order of the definition."""

    dimensions: tuple[DimensionScore, ...]
    outcome: Outcome


def score(questionnaire: Questionnaire, answers: Mapping[str, Value]) -> Scores:
    """The scores of one respondent. Errors: ValueError where the questionnaire has no scoring."""
    scoring = scoring_of(questionnaire)
    given = item_scores(questionnaire, settle(questionnaire, answers))
    found = []
    for dimension in scoring.dimensions:
        own = [(item, value) for item, value in given if item.dimension == dimension.id]
        found.append(_dimension_score(scoring, dimension, own))
    outcome = conclude(scoring, {one.dimension.id: one.score for one in found if one.asked})
    return Scores(tuple(found), outcome)


def scoring_of(questionnaire: Questionnaire) -> Scoring:
    """The scoring of a questionnaire. Errors: ValueError."""
    if questionnaire.liant.scoring is None:
        raise ValueError("This questionnaire has no scoring.")
    return questionnaire.liant.scoring


def item_scores(questionnaire: Questionnaire, settled: Settled) -> list[tuple[Item, float | None]]:
    """Every item that was asked and applies, with its score; None where it wasn't answered."""
    found: list[tuple[Item, float | None]] = []
    for item in questionnaire.items:
        if item.question.name not in (settled.shown if item.question.kind == "expression" else settled.open):
            continue
        answer = settled.values.get(item.question.name)
        if item.row is not None:
            answer = answer.get(str(item.row.value)) if isinstance(answer, dict) else None
        if not item.is_aside(answer):
            found.append((item, item.score(answer)))
    return found


def _dimension_score(scoring: Scoring, dimension: Dimension, given: list[tuple[Item, float | None]]) -> DimensionScore:
    known = [(item.weight, value) for item, value in given if value is not None]
    weight = math.fsum(one for one, _ in known)
    value = None
    if weight > 0 and len(known) >= scoring.answered * len(given) - 1e-9:
        value = math.fsum(one * value for one, value in known) / weight
    return DimensionScore(
        dimension=dimension,
        score=value,
        n=len(known),
        asked=len(given),
        spread=_deviation([value for _, value in known]),
        level=level_at(scoring.levels_of(dimension), value),
    )


def _deviation(values: list[float]) -> float | None:
    if len(values) < 2:
        return None
    mean = math.fsum(values) / len(values)
    return math.sqrt(math.fsum((value - mean) ** 2 for value in values) / (len(values) - 1))


def level_at(levels: tuple[Level, ...], value: float | None) -> Level | None:
    """The highest level that a score reaches."""
    if value is None:
        return None
    reached = [level for level in levels if value >= (level.least or 0) - 1e-9]
    return reached[-1] if reached else None


def conclude(scoring: Scoring, scores: Mapping[str, float | None]) -> Outcome:
    """The verdict on the scores of the dimensions that were asked."""
    by_name = {dimension.id: dimension for dimension in scoring.dimensions}
    known = {name: value for name, value in scores.items() if value is not None}
    missing = tuple(by_name[name] for name, value in scores.items() if value is None)
    lowest = by_name[min(known, key=lambda name: known[name])] if known else None
    overall = None
    if known and not missing:
        overall = min(known.values()) if scoring.rule == "min" else _mean(scoring, known)
    verdict = following = None
    if overall is not None and scoring.verdicts:
        reached = _reached(scoring, overall, known)
        verdict = scoring.verdicts[reached]
        following = scoring.verdicts[reached + 1] if reached + 1 < len(scoring.verdicts) else None
    first = _first(scoring, following, known, lowest) if following is not None else ()
    return Outcome(
        overall, lowest, level_at(scoring.levels, overall), verdict, tuple(by_name[one] for one in first), missing
    )


def _mean(scoring: Scoring, known: Mapping[str, float]) -> float:
    weights = {dimension.id: dimension.weight for dimension in scoring.dimensions if dimension.id in known}
    total = math.fsum(weights.values())
    return math.fsum(weights[name] * known[name] for name in weights) / total if total else min(known.values())


def _reached(scoring: Scoring, overall: float, known: Mapping[str, float]) -> int:
    """The place of the last verdict in a row that is met: one doesn't jump over what isn't."""
    place = 0
    for at, verdict in enumerate(scoring.verdicts):
        has_needs = all(known.get(name, 100) >= least - 1e-9 for name, least in verdict.needs)
        if overall < verdict.least - 1e-9 or not has_needs:
            break
        place = at
    return place


def _first(scoring: Scoring, following: Verdict, known: Mapping[str, float], lowest: Dimension | None) -> list[str]:
    needs = dict(following.needs)
    wanted = {name: max(needs.get(name, 0), following.least if scoring.rule == "min" else 0) for name in known}
    under = [name for name, value in known.items() if value < wanted[name] - 1e-9]
    if not under and lowest is not None:
        under = [lowest.id]
    return sorted(under, key=lambda name: known[name])
