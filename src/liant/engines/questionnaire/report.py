"""Scores as JSON: what `liant survey score` prints and the interface for programmes answers, the same numbers as the screen."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from liant.engines.questionnaire.expressions import Value
from liant.engines.questionnaire.groups import GroupDimension, together
from liant.engines.questionnaire.nodes import Dimension
from liant.engines.questionnaire.reliability import Reliability, reliability
from liant.engines.questionnaire.scoring import Outcome, Scores, score
from liant.engines.questionnaire.whole import Questionnaire

DRAWS = 300


def report(
    questionnaire: Questionnaire, answers: Sequence[Mapping[str, Value]], *, draws: int = DRAWS
) -> dict[str, Any]:
    """The scores of a group and of each respondent. Errors: ValueError where the questionnaire has no scoring.

    Numbers keep four digits behind the point. Whether `n` is enough to show is the caller's to ask.
    """
    scores = [score(questionnaire, one) for one in answers]
    group = together(questionnaire, scores)
    qualities = reliability(questionnaire, answers, draws=draws)
    found = {
        "id": questionnaire.liant.id,
        "version": questionnaire.liant.version,
        "n": group.n,
        "min_group": questionnaire.liant.min_group,
        "dimensions": [_dimension(*pair) for pair in zip(group.dimensions, qualities, strict=True)],
        "outcome": _outcome(group.outcome),
        "verdicts": dict(group.verdicts),
        "respondents": [_respondent(one) for one in scores],
    }
    return _rounded(found)


def _dimension(one: GroupDimension, quality: Reliability) -> dict[str, Any]:
    level = one.level
    return {
        "id": one.dimension.id,
        "title": one.dimension.title.as_json(),
        **asdict(one.estimate),
        "level": None if level is None else level.id,
        "advice": level.advice.as_json() if level is not None and level.advice else None,
        "levels": dict(one.levels),
        "omega": asdict(quality.omega) if quality.omega else None,
        "alpha": asdict(quality.alpha) if quality.alpha else None,
        "complete": quality.n,
        "items": [asdict(item) for item in quality.items],
    }


def _outcome(outcome: Outcome) -> dict[str, Any]:
    verdict = outcome.verdict
    return {
        "overall": outcome.overall,
        "lowest": outcome.lowest.id if outcome.lowest else None,
        "level": outcome.level.id if outcome.level else None,
        "verdict": None if verdict is None else verdict.id,
        "title": None if verdict is None else verdict.title.as_json(),
        "advice": verdict.advice.as_json() if verdict is not None and verdict.advice else None,
        "first": [_first(one) for one in outcome.first],
        "missing": [one.id for one in outcome.missing],
    }


def _first(dimension: Dimension) -> dict[str, Any]:
    return {"id": dimension.id, "do": dimension.first.as_json() if dimension.first else None}


def _respondent(scores: Scores) -> dict[str, Any]:
    outcome = scores.outcome
    return {
        "scores": {one.dimension.id: one.score for one in scores.dimensions},
        "answered": {one.dimension.id: [one.n, one.asked] for one in scores.dimensions},
        "overall": outcome.overall,
        "verdict": outcome.verdict.id if outcome.verdict else None,
        "first": [one.id for one in outcome.first],
    }


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _rounded(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(one) for one in value]
    return round(value, 4) if isinstance(value, float) else value
