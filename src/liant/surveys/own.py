"""One person's own result, reckoned from their answers alone. Pure: nothing of it is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from liant.engines.questionnaire import Questionnaire, score
from liant.engines.questionnaire.scoring import DimensionScore
from liant.engines.questionnaire.texts import Text
from liant.surveys.models import Wave


@dataclass(frozen=True)
class OwnDimension:
    """From 0 to 100; None where too few of its questions were answered."""

    title: str
    about: str
    score: float | None
    level: str
    advice: str

    @property
    def share(self) -> float | None:
        return None if self.score is None else self.score / 100


@dataclass(frozen=True)
class OwnResult:
    """`first`: what to do before anything else, [(dimension, words), …], the lowest first."""

    verdict: str
    advice: str
    first: Sequence[tuple[str, str]]
    dimensions: Sequence[OwnDimension]
    is_min_rule: bool
    is_whole: bool  # no dimension that was asked is without a score


def has_own_result(wave: Wave, whole: Questionnaire) -> bool:
    return wave.shows_own_result and whole.liant.scoring is not None


def result_of(whole: Questionnaire, answers: Mapping[str, Any], lang: str) -> OwnResult:
    """In the words of the questionnaire. Errors: ValueError where it has no scoring."""
    found = score(whole, answers)
    outcome, scoring = found.outcome, whole.liant.scoring
    return OwnResult(
        verdict=said(outcome.verdict.title, lang) if outcome.verdict else "",
        advice=said(outcome.verdict.advice, lang) if outcome.verdict else "",
        first=[(said(one.title, lang), words) for one in outcome.first if (words := said(one.first, lang))],
        dimensions=[dimension_of(one, lang) for one in found.dimensions if one.asked],
        is_min_rule=scoring is not None and scoring.rule == "min",
        is_whole=not outcome.missing,
    )


def dimension_of(one: DimensionScore, lang: str) -> OwnDimension:
    level, dimension = one.level, one.dimension
    return OwnDimension(
        title=said(dimension.title, lang),
        about=said(dimension.about, lang),
        score=None if one.score is None else round(one.score, 1),
        level=said(level.title, lang) if level else "",
        advice=said(level.advice, lang) if level else "",
    )


def said(text: Text | None, lang: str) -> str:
    return text.in_language(lang) if text else ""
