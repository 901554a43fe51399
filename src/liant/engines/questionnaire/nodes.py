"""The parts of a questionnaire, as values. What Liant doesn't use is kept in `extras`, so that nothing is lost on the way."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from liant.engines.questionnaire.expressions import Expression
from liant.engines.questionnaire.texts import Text

Json: TypeAlias = Any  # what json.loads gives
Extras: TypeAlias = Mapping[str, Json]
Key: TypeAlias = str | int | float | bool  # what a choice puts among the answers

OTHER, NONE, COMMENT = "other", "none", "-Comment"


@dataclass(frozen=True)
class Notes:
    """`x-liant` of a question or of a row of a matrix: what scoring, trends and reports know of it."""

    dimension: str | None = None
    weight: float = 1
    reversed: bool = False
    scores: tuple[tuple[str, float], ...] = ()  # answer, as JSON spells it → 0…100
    not_applicable: tuple[Key, ...] = ()  # answers that mean: this doesn't concern me
    bank: str | None = None  # the same in every questionnaire and every year that asks it
    evidence: bool = False  # whoever answers can be asked to show it
    extras: Extras = field(default_factory=dict)


@dataclass(frozen=True)
class Choice:
    """One of the answers to choose from, or a row or a column of a matrix."""

    value: Key
    text: Text | None = None
    visible_if: Expression | None = None
    enable_if: Expression | None = None
    notes: Notes | None = None
    extras: Extras = field(default_factory=dict)

    def said(self, lang: str) -> str:
        """What a person reads."""
        return self.text.in_language(lang) if self.text else str(self.value)


@dataclass(frozen=True)
class Validator:
    """`kind`: numeric, text, regex, email, answercount or expression."""

    kind: str
    text: Text | None = None
    least: float | None = None
    most: float | None = None
    pattern: str | None = None
    is_case_blind: bool = False
    expression: Expression | None = None
    extras: Extras = field(default_factory=dict)


@dataclass(frozen=True)
class Question:
    """Something that is answered. `kind` is SurveyJS's `type`; which fields a kind has stands in `fields.KINDS`."""

    kind: str
    name: str
    title: Text | None = None
    description: Text | None = None
    is_required: bool = False
    required_text: Text | None = None
    is_visible: bool = True
    is_read_only: bool = False
    visible_if: Expression | None = None
    required_if: Expression | None = None
    enable_if: Expression | None = None
    default: Json = None
    validators: tuple[Validator, ...] = ()
    choices: tuple[Choice, ...] = ()
    has_other: bool = False
    other_text: Text | None = None
    has_none: bool = False
    none_text: Text | None = None
    has_comment: bool = False
    comment_text: Text | None = None
    least_chosen: int = 0
    most_chosen: int = 0
    input_type: str = "text"
    least: Json = None
    most: Json = None
    step: Json = None
    placeholder: Text | None = None
    longest: int = 0
    rows_shown: int = 4
    rate_least: float = 1
    rate_most: float = 5
    rate_step: float = 1
    rate_values: tuple[Choice, ...] = ()
    least_text: Text | None = None
    most_text: Text | None = None
    value_true: Json = True
    value_false: Json = False
    label_true: Text | None = None
    label_false: Text | None = None
    columns: tuple[Choice, ...] = ()
    rows: tuple[Choice, ...] = ()
    needs_all_rows: bool = False
    has_many_files: bool = False
    accepted_types: str = ""
    largest_file: int = 0
    expression: Expression | None = None
    notes: Notes | None = None
    extras: Extras = field(default_factory=dict)

    def said(self, lang: str) -> str:
        """What a person reads: its title, else its name."""
        return self.title.in_language(lang) if self.title else self.name

    def scale(self) -> tuple[Choice, ...]:
        """The answers of a rating, from the least to the most."""
        if self.rate_values:
            return self.rate_values
        count = int((self.rate_most - self.rate_least) / self.rate_step + 1e-9) + 1
        points = [self.rate_least + at * self.rate_step for at in range(count)]
        return tuple(Choice(int(point) if point == int(point) else round(point, 9)) for point in points)


@dataclass(frozen=True)
class Display:
    """Something that is only read: `html`."""

    kind: str
    name: str
    html: Text | None = None
    visible_if: Expression | None = None
    is_visible: bool = True
    extras: Extras = field(default_factory=dict)


@dataclass(frozen=True)
class Unsupported:
    """An element that Liant can't ask: kept whole, and not shown."""

    kind: str
    name: str
    raw: Extras = field(default_factory=dict)


@dataclass(frozen=True)
class Panel:
    """Elements that belong together."""

    name: str
    title: Text | None = None
    description: Text | None = None
    visible_if: Expression | None = None
    required_if: Expression | None = None
    enable_if: Expression | None = None
    is_visible: bool = True
    is_read_only: bool = False
    elements: tuple["Element", ...] = ()
    extras: Extras = field(default_factory=dict)


Element: TypeAlias = Question | Display | Unsupported | Panel


@dataclass(frozen=True)
class Page:
    """What is asked at once."""

    name: str
    title: Text | None = None
    description: Text | None = None
    visible_if: Expression | None = None
    enable_if: Expression | None = None
    is_visible: bool = True
    elements: tuple[Element, ...] = ()
    extras: Extras = field(default_factory=dict)

    def questions(self) -> Iterator[Question]:
        """Its questions in order, those in panels included."""
        return (element for element in flat(self.elements) if isinstance(element, Question))


@dataclass(frozen=True)
class Calculated:
    """A value reckoned from answers, which conditions and texts may use."""

    name: str
    expression: Expression
    is_answer: bool = False  # kept among the answers
    extras: Extras = field(default_factory=dict)


@dataclass(frozen=True)
class Level:
    """A stretch of scores, from `least` (0…100) up to the next, with what to do there. A dimension's level may leave out
    what the level of the same name of the whole scoring says."""

    id: str
    least: float | None = None
    title: Text | None = None
    advice: Text | None = None
    extras: Extras = field(default_factory=dict)


@dataclass(frozen=True)
class Dimension:
    """What some questions measure together; `first` says what to do first where it holds everything back."""

    id: str
    title: Text
    about: Text | None = None
    weight: float = 1
    first: Text | None = None
    levels: tuple[Level, ...] = ()
    extras: Extras = field(default_factory=dict)


@dataclass(frozen=True)
class Verdict:
    """What the whole comes to from `least` on, where each dimension of `needs` has what it needs."""

    id: str
    least: float
    title: Text
    advice: Text | None = None
    needs: tuple[tuple[str, float], ...] = ()
    extras: Extras = field(default_factory=dict)


@dataclass(frozen=True)
class Scoring:
    """How answers become scores. `rule`: "min" (the lowest dimension decides) or "mean"."""

    dimensions: tuple[Dimension, ...]
    rule: str = "min"
    answered: float = 0.6  # no score where a smaller share was answered
    not_applicable: tuple[Key, ...] = ()
    levels: tuple[Level, ...] = ()
    verdicts: tuple[Verdict, ...] = ()  # rising
    extras: Extras = field(default_factory=dict)

    def levels_of(self, dimension: Dimension | None) -> tuple[Level, ...]:
        """The levels of a dimension, rising, completed by the whole scoring's; without a dimension, the whole's."""
        if dimension is None or not dimension.levels:
            return self.levels
        shared = {level.id: level for level in self.levels}
        found = []
        for level in dimension.levels:
            usual = shared.get(level.id, level)
            found.append(
                replace(
                    level,
                    least=usual.least if level.least is None else level.least,
                    title=level.title or usual.title,
                    advice=level.advice or usual.advice,
                )
            )
        own = {level.id for level in found}
        found += [level for level in self.levels if level.id not in own]
        return tuple(sorted(found, key=lambda level: level.least or 0))


@dataclass(frozen=True)
class Liant:
    """`x-liant` of the whole. `recurrence`: once, monthly, quarterly, half-yearly or yearly."""

    id: str | None = None
    version: int = 1
    recurrence: str = "once"
    min_group: int = 5
    scoring: Scoring | None = None
    extras: Extras = field(default_factory=dict)


@dataclass(frozen=True)
class Remark:
    """A feature that Liant keeps and doesn't use: where (a JSON Pointer), and its name."""

    where: str
    feature: str

    def message(self, lang: str = "en") -> str:
        """The remark as a sentence."""
        if lang.startswith("fr"):
            return f"{self.where}\u00a0: Liant garde « {self.feature} » et n’en fait rien."
        return f"{self.where}: Liant keeps “{self.feature}” and does nothing with it."


def flat(elements: tuple[Element, ...]) -> Iterator[Element]:
    """Elements in order, each panel before what it holds."""
    for element in elements:
        yield element
        if isinstance(element, Panel):
            yield from flat(element.elements)
