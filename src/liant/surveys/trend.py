"""The same questions, wave after wave: each is found again by its name in the bank, in whatever edition or questionnaire it was
asked. From publications alone; what a wave hid, its line leaves out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from liant.engines.questionnaire import Question
from liant.engines.questionnaire import Questionnaire as Definition
from liant.engines.questionnaire.answering import offered
from liant.engines.questionnaire.items import Item, spell
from liant.engines.survival.estimate import wilson
from liant.surveys import queries
from liant.surveys.models import Questionnaire, Wave
from liant.surveys.respondent import definition_of
from liant.surveys.shaping import bank_key
from liant.surveys.showing import Dot, change_between, choice_said, dot_of, share_of

Json = Mapping[str, Any]
Asked = tuple[str, Any]  # what was asked, and what makes two of them alike: the same answers, counting the same


@dataclass(frozen=True)
class Measured:
    """A closed wave with enough answers: what was asked in it, and what may be shown of it."""

    wave: Wave
    key: str  # of its questionnaire
    whole: Definition
    figures: Json

    @property
    def at(self) -> datetime:
        return self.wave.opened_at or self.wave.created_at


@dataclass(frozen=True)
class Point:
    """One wave on a line. `dot` None: not shown (`is_hidden`), or not asked. `is_joined`: it asks the same as the point shown
    before, so that both may be compared; `change`: the difference, where it is beyond chance."""

    wave_id: int
    name: str
    at: datetime
    dot: Dot | None = None
    is_hidden: bool = False
    is_joined: bool = False
    is_reworded: bool = False
    change: float | None = None


@dataclass(frozen=True)
class Line:
    """What became of one question, or of one dimension."""

    id: str
    label: str
    points: Sequence[Point]

    @property
    def shown(self) -> list[Point]:
        return [one for one in self.points if one.dot is not None and one.dot.mean is not None]

    @property
    def is_broken(self) -> bool:
        return any(not one.is_joined for one in self.shown[1:])

    @property
    def is_reworded(self) -> bool:
        return any(one.is_reworded for one in self.points)


@dataclass(frozen=True)
class Strand:
    """One dimension, and its questions."""

    id: str
    title: str
    line: Line
    items: Sequence[Line]


@dataclass(frozen=True)
class Share:
    """How many of a hundred gave an answer in a wave, with the interval; None where it isn't shown."""

    percent: int | None
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True)
class Told:
    """A question that isn't scored: each answer's share, wave by wave."""

    label: str
    waves: Sequence[Point]
    rows: Sequence[tuple[str, Sequence[Share]]]


def measured(questionnaire: Questionnaire) -> list[Measured]:
    """The closed waves of the questionnaire, the oldest first, and those of others that asked some of the same questions."""
    found = [measure(wave, figures) for wave, figures in queries.published_waves(questionnaire)]
    own = [one for one in found if one.key == questionnaire.key]
    asked = {name for one in own for name in keys_of(one)}
    others = [one for one in found if one.key != questionnaire.key and asked & keys_of(one)]
    return sorted([*own, *others], key=lambda one: one.at)


def measure(wave: Wave, figures: Json) -> Measured:
    return Measured(wave, wave.edition.questionnaire.key, definition_of(wave.edition), figures)


def keys_of(one: Measured) -> set[str]:
    scored = {bank_key(one.key, item.id, item.bank) for item in one.whole.items}
    return scored | {bank_key(one.key, asked.name, asked.notes.bank if asked.notes else None) for asked in one.whole.questions()}  # fmt: skip


def strands(waves: Sequence[Measured], newest: Measured, lang: str) -> list[Strand]:
    """Every dimension of the newest wave of the questionnaire, with its questions as they were asked last."""
    scoring = newest.whole.liant.scoring
    if scoring is None:
        return []
    own = [one for one in waves if one.key == newest.key]
    found = []
    for dimension in scoring.dimensions:
        items = [item for item in newest.whole.items if item.dimension == dimension.id]
        line = Line(dimension.id, dimension.title.in_language(lang), dimension_points(own, dimension.id))
        found.append(
            Strand(dimension.id, line.label, line, [item_line(waves, newest.key, item, lang) for item in items])
        )
    return found


def dimension_points(waves: Sequence[Measured], dimension_id: str) -> list[Point]:
    """It is the same only where the same questions measure it, with the same weights."""
    asked: list[tuple[Measured, Asked | None, Dot | None]] = []
    for one in waves:
        measuring = [(bank_key(one.key, item.id, item.bank), item.weight, counting(item)) for item in one.whole.items
                     if item.dimension == dimension_id]  # fmt: skip
        shown = next((found for found in scores_in(one, "dimensions") if found["id"] == dimension_id), None)
        asked.append((one, ("", frozenset(measuring)) if measuring else None, dot_in(shown)))
    return points_of(asked)


def item_line(waves: Sequence[Measured], key: str, item: Item, lang: str) -> Line:
    wanted = bank_key(key, item.id, item.bank)
    asked: list[tuple[Measured, Asked | None, Dot | None]] = []
    for one in waves:
        found = next((other for other in one.whole.items if bank_key(one.key, other.id, other.bank) == wanted), None)
        shown = next((told for told in scores_in(one, "items") if found and told["id"] == found.id), None)
        asked.append((one, (label_of(found, lang), counting(found)) if found else None, dot_in(shown)))
    return Line(wanted, label_of(item, lang), points_of(asked))


def scores_in(one: Measured, part: str) -> Sequence[Json]:
    return one.figures.get("scores", {}).get(part, ())


def counting(item: Item) -> Any:
    return frozenset(item.scores.items()), item.not_applicable


def label_of(item: Item, lang: str) -> str:
    return item.row.said(lang) if item.row else item.question.said(lang)


def dot_in(found: Json | None) -> Dot | None:
    return dot_of("", found) if found and found["n"] is not None else None


def points_of(asked: Iterable[tuple[Measured, Asked | None, Dot | None]]) -> list[Point]:
    """One for each wave that asked it; one wave that asked something else is told by a gap."""
    points: list[Point] = []
    before: tuple[Asked, Dot] | None = None
    for one, what, dot in asked:
        if what is None:
            continue
        can_join = before is not None and before[0][1] == what[1]
        is_shown = dot is not None and dot.mean is not None
        points.append(
            Point(
                one.wave.pk, one.wave.name, one.at, dot, is_hidden=dot is None, is_joined=can_join and is_shown,
                is_reworded=can_join and before is not None and before[0][0] != what[0],
                change=change_between(before[1], dot) if can_join and before and dot else None,
            )
        )  # fmt: skip
        if dot is not None and is_shown:
            before = what, dot
    return points


def told(waves: Sequence[Measured], newest: Measured, lang: str) -> list[Told]:
    """What is chosen and not scored, asked in two waves at least: the share of each answer."""
    scored = {item.question.name for item in newest.whole.items}
    found = []
    for question in newest.whole.questions():
        if question.name in scored or question.kind not in ("radiogroup", "dropdown", "boolean", "checkbox", "rating"):
            continue
        key = question_key(newest, question)
        asked = [(one, same) for one in waves if (same := question_called(one, key)) and alike(same, question)]
        if len(asked) > 1:
            found.append(shares_of(question, asked, lang))
    return found


def question_key(one: Measured, question: Question) -> str:
    return bank_key(one.key, question.name, question.notes.bank if question.notes else None)


def question_called(one: Measured, key: str) -> Question | None:
    return next((question for question in one.whole.questions() if question_key(one, question) == key), None)


def alike(one: Question, other: Question) -> bool:
    """Whether both offer the same answers."""
    return one.kind == other.kind and {spell(choice.value) for choice in offered(one)} == {
        spell(choice.value) for choice in offered(other)
    }


def shares_of(question: Question, asked: Sequence[tuple[Measured, Question]], lang: str) -> Told:
    waves = [Point(one.wave.pk, one.wave.name, one.at) for one, _same in asked]
    rows = []
    for choice in offered(question):
        cells = [share_in(one, same.name, spell(choice.value)) for one, same in asked]
        rows.append((choice_said(choice, lang), cells))
    return Told(question.said(lang), waves, rows)


def share_in(one: Measured, name: str, value: str) -> Share:
    shown = next((found for found in one.figures.get("questions", ()) if found["name"] == name), None)
    if shown is None or not shown["n"]:
        return Share(None)
    count = next((found["n"] for found in shown.get("values", ()) if found["value"] == value), None)
    if count is None:
        return Share(None)
    low, high = wilson(count, shown["n"])
    return Share(share_of(count, shown["n"]), round(100 * low), round(100 * high))
