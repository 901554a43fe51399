"""The page of what became of each question, wave after wave: pictures, and the same as tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from liant.surveys import trend
from liant.surveys.lines import Picture, picture
from liant.surveys.models import Questionnaire
from liant.surveys.trend import Line, Measured, Point


@dataclass(frozen=True)
class Drawn:
    """A line, its picture, and its cell for each wave; None where it wasn't asked."""

    line: Line
    picture: Picture
    cells: Sequence[Point | None]

    @property
    def last(self) -> Point | None:
        return self.line.shown[-1] if self.line.shown else None

    @property
    def can_compare(self) -> bool:
        return len(self.line.shown) > 1


def trend_page(questionnaire: Questionnaire, lang: str) -> dict[str, Any]:
    waves = trend.measured(questionnaire)
    newest = next((one for one in reversed(waves) if one.key == questionnaire.key), None)
    context: dict[str, Any] = {
        "questionnaire": questionnaire, "title": questionnaire.title(lang),
        "waves": [(one, "" if one.key == questionnaire.key else one.wave.edition.questionnaire.title(lang)) for one in waves],
    }  # fmt: skip
    if newest is None:
        return context
    strands = trend.strands(waves, newest, lang)
    return context | {
        "strands": [(one, drawn(one.line, waves), [drawn(item, waves) for item in one.items]) for one in strands],
        "told": trend.told(waves, newest, lang),
        "count": sum(len(one.items) for one in strands),
    }


def drawn(line: Line, waves: Sequence[Measured]) -> Drawn:
    by_wave = {one.wave_id: one for one in line.points}
    return Drawn(line, picture(line), [by_wave.get(one.wave.pk) for one in waves])
