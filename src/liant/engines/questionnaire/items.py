"""What is scored: each question or row of a matrix that belongs to a dimension, and what each of its answers counts."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from liant.engines.questionnaire.nodes import NONE, OTHER, Choice, Key, Notes, Question, Scoring

SCORED = ("rating", "radiogroup", "dropdown", "checkbox", "boolean", "matrix", "expression")


@dataclass(frozen=True)
class Item:
    """`id` is the question's name, with `.row` for a row; `scores` are turned already where the item is reversed."""

    id: str
    question: Question
    row: Choice | None
    dimension: str
    weight: float
    scores: Mapping[str, float]  # answer, as JSON spells it → 0…100
    not_applicable: frozenset[str]
    bank: str | None

    def score(self, answer: object) -> float | None:
        """0…100; None where it wasn't answered or doesn't apply."""
        if isinstance(answer, list):
            ticked = [spell(one) for one in answer]
            known = [self.scores[one] for one in ticked if one in self.scores]
            total = min(100.0, sum(known)) if known else None
            return total if total is None or not self._is_reversed else 100 - total
        return None if answer is None else self.scores.get(spell(answer))

    def is_aside(self, answer: object) -> bool:
        """Whether the answer says that this doesn't concern whoever answers."""
        given = answer if isinstance(answer, list) else [answer]
        return any(spell(one) in self.not_applicable for one in given if one is not None)

    @property
    def _is_reversed(self) -> bool:
        notes = self.question.notes
        return self.question.kind == "checkbox" and bool(notes and notes.reversed)


class Unscored(ValueError):
    """An answer that nothing says what it counts."""

    def __init__(self, question: Question, answer: str) -> None:
        super().__init__(answer)
        self.question, self.answer = question, answer


def spell(value: object) -> str:
    """An answer as a key of JSON spells it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def items_of(questions: Iterable[Question], scoring: Scoring | None) -> Iterator[Item]:
    """All that is scored, in order. Errors: Unscored."""
    if scoring is None:
        return
    for question in questions:
        if question.kind == "matrix":
            yield from _rows(question, scoring)
        elif question.notes and question.notes.dimension:
            yield _item(question, None, question.notes, scoring)


def _rows(question: Question, scoring: Scoring) -> Iterator[Item]:
    outer = question.notes or Notes()
    for row in question.rows:
        own = row.notes or Notes()
        notes = Notes(
            dimension=own.dimension or outer.dimension,
            weight=own.weight if row.notes else outer.weight,
            reversed=own.reversed if row.notes else outer.reversed,
            scores=own.scores or outer.scores,
            not_applicable=own.not_applicable or outer.not_applicable,
            bank=own.bank,
        )
        if notes.dimension:
            yield _item(question, row, notes, scoring)


def _item(question: Question, row: Choice | None, notes: Notes, scoring: Scoring) -> Item:
    aside = frozenset(spell(one) for one in (*scoring.not_applicable, *notes.not_applicable))
    scores = {name: score for name, score in _scores(question, notes, aside).items() if name not in aside}
    if notes.reversed and question.kind != "checkbox":
        scores = {name: 100 - score for name, score in scores.items()}
    name = question.name if row is None else f"{question.name}.{spell(row.value)}"
    return Item(name, question, row, str(notes.dimension), notes.weight, scores, aside, notes.bank)


def _scores(question: Question, notes: Notes, aside: frozenset[str]) -> dict[str, float]:
    given = dict(notes.scores)
    if question.kind == "expression":  # what it may come to isn't known beforehand
        if not given:
            raise Unscored(question, "…")
        return given
    if question.kind == "boolean":
        return {spell(question.value_true): 100.0, spell(question.value_false): 0.0, **given}
    values = [choice.value for choice in _answers(question) if spell(choice.value) not in aside]
    if question.kind == "checkbox" and not given:
        given = dict.fromkeys(map(spell, values), 100 / max(1, len(values)))
    if question.has_none and NONE not in aside and question.kind == "checkbox":
        given.setdefault(NONE, 0)
    elif question.has_none and NONE not in aside and NONE not in given:
        raise Unscored(question, NONE)
    spoken = _in_numbers(values) if not given else {}
    for value in values:
        if spell(value) not in given and spell(value) not in spoken:
            raise Unscored(question, spell(value))
    known = {spell(value) for value in values} | {NONE, OTHER}
    return {**spoken, **{name: score for name, score in given.items() if name in known}}


def _answers(question: Question) -> tuple[Choice, ...]:
    if question.kind == "rating":
        return question.scale()
    return question.columns if question.kind == "matrix" else question.choices


def _in_numbers(values: list[Key]) -> dict[str, float]:
    """Numbers speak for themselves: the least is 0, the greatest 100."""
    if not all(isinstance(value, int | float) and not isinstance(value, bool) for value in values) or len(values) < 2:
        return {}
    numbers = [float(value) for value in values]
    least, most = min(numbers), max(numbers)
    return {spell(value): 100 * (float(value) - least) / (most - least) for value in values} if most > least else {}
