"""What only shows when the whole is read: names given twice, conditions about nothing, scores that don't add up."""

import itertools
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

import re2

from liant.engines.questionnaire import fields
from liant.engines.questionnaire.dependencies import Circle, asked, ordered, owner
from liant.engines.questionnaire.expressions import Expression
from liant.engines.questionnaire.items import SCORED, Unscored, items_of, spell
from liant.engines.questionnaire.nodes import (
    Choice,
    Dimension,
    Element,
    Level,
    Notes,
    Page,
    Panel,
    Question,
    Scoring,
    Unsupported,
    flat,
)
from liant.engines.questionnaire.places import Path
from liant.engines.questionnaire.whole import Questionnaire

if TYPE_CHECKING:
    from liant.engines.questionnaire.reading import Reader

MOST_QUESTIONS = 1000
LONGEST_PATTERN = 1000
LARGEST_SCALE = 101
_CHOSEN = ("radiogroup", "dropdown", "checkbox", "ranking")
_EXPRESSIONS = ("visible_if", "required_if", "enable_if", "expression")
_JSON = {"visible_if": "visibleIf", "required_if": "requiredIf", "enable_if": "enableIf", "expression": "expression"}


def check(whole: Questionnaire, reader: "Reader") -> None:
    """Note on the reader whatever doesn't hold together."""
    elements = [element for page in whole.pages for element in flat(page.elements)]
    if not any(isinstance(element, Question | Unsupported) for element in elements):
        reader.fail("definition.nothing", ())
    if len(elements) > MOST_QUESTIONS:
        reader.fail("definition.many_questions", ("pages",), limit=MOST_QUESTIONS)
        return
    _check_names(whole, elements, reader)
    for element in elements:
        if isinstance(element, Question):
            _check_question(element, reader, reader.places[id(element)])
    _check_references(whole, elements, reader)
    if not reader.faults:
        try:
            ordered(list(asked(whole.calculated, whole.pages)))
        except Circle as circle:
            reader.fail("definition.circle", (), names=str(circle))
    _check_scoring(whole, reader)


def _check_names(whole: Questionnaire, elements: list[Element], reader: "Reader") -> None:
    seen = {calculated.name for calculated in whole.calculated}
    if len(seen) < len(whole.calculated):
        reader.fail("definition.twice", ("calculatedValues",), name=_first_twice([c.name for c in whole.calculated]))
    for element in elements:
        if element.name in seen and not isinstance(element, Panel):
            reader.fail("definition.twice", (*reader.places[id(element)], "name"), name=element.name)
        if not isinstance(element, Panel):
            seen.add(element.name)


def _first_twice(names: list[str]) -> str:
    return next(name for name, count in Counter(names).items() if count > 1)


def _check_question(question: Question, reader: "Reader", path: Path) -> None:
    if question.kind == "text" and question.input_type not in fields.INPUT_TYPES:
        known = ", ".join(fields.INPUT_TYPES)
        reader.fail("definition.one_of", (*path, "inputType"), raw=question.input_type, known=known)
    if question.kind in _CHOSEN and not (question.choices or question.has_other or question.has_none):
        reader.fail("definition.no_choices", path, name=question.name)
    if question.kind == "matrix" and not (question.columns and question.rows):
        reader.fail("definition.no_rows", path, name=question.name)
    if question.kind == "expression" and question.expression is None:
        reader.fail("definition.no_expression", path, name=question.name)
    if question.kind == "rating":
        _check_scale(question, reader, path)
    for key, choices in (("choices", question.choices), ("columns", question.columns), ("rows", question.rows)):
        values = [spell(choice.value) for choice in choices]
        if len(set(values)) < len(values):
            reader.fail("definition.same_choice", (*path, key), value=_first_twice(values))
    for at, validator in enumerate(question.validators):
        _check_pattern(validator.pattern, reader, (*path, "validators", at, "regex"))


def _check_scale(question: Question, reader: "Reader", path: Path) -> None:
    least, most, step = question.rate_least, question.rate_most, question.rate_step
    if not question.rate_values and (step <= 0 or most <= least or (most - least) / step > LARGEST_SCALE - 1):
        reader.fail("definition.scale", path, least=least, most=most, step=step)


def _check_pattern(pattern: str | None, reader: "Reader", path: Path) -> None:
    if pattern is None:
        return
    options = re2.Options()
    options.log_errors = False
    options.max_mem = 1 << 20
    if len(pattern) > LONGEST_PATTERN:
        reader.fail("definition.long_regex", path, limit=LONGEST_PATTERN)
        return
    try:
        re2.compile(pattern, options)
    except re2.error as error:
        reader.fail("definition.regex", path, raw=str(error.args[0] if error.args else error)[:100])


# references -------------------------------------------------------------------------------------------------------------


def _check_references(whole: Questionnaire, elements: list[Element], reader: "Reader") -> None:
    known = {element.name for element in elements if not isinstance(element, Panel)}
    known |= {calculated.name for calculated in whole.calculated}
    lowered = {name.lower(): name for name in known}
    for path, expression in _expressions(whole, elements, reader):
        for name in expression.names():
            if owner(name, known) is None:
                meant = lowered.get(name.lower())
                code = "definition.name_case" if meant else "definition.unknown_name"
                reader.fail(code, path, name=name, meant=meant or "")


def _expressions(whole: Questionnaire, elements: list[Element], reader: "Reader") -> Iterator[tuple[Path, Expression]]:
    for at, calculated in enumerate(whole.calculated):
        yield ("calculatedValues", at, "expression"), calculated.expression
    for part in (*whole.pages, *elements):
        if isinstance(part, Unsupported):
            continue
        path = reader.places[id(part)]
        yield from _own(part, path)
        if isinstance(part, Question):
            yield from _inner(part, path)


def _own(part: Page | Element | Choice, path: Path) -> Iterator[tuple[Path, Expression]]:
    for field in _EXPRESSIONS:
        expression = getattr(part, field, None)
        if expression is not None:
            yield (*path, _JSON[field]), expression


def _inner(question: Question, path: Path) -> Iterator[tuple[Path, Expression]]:
    for key, choices in (("choices", question.choices), ("columns", question.columns), ("rows", question.rows)):
        for at, choice in enumerate(choices):
            yield from (((*path, key, at, *place[len(path) :]), found) for place, found in _own(choice, path))
    for at, validator in enumerate(question.validators):
        if validator.expression is not None:
            yield (*path, "validators", at, "expression"), validator.expression


# scoring ----------------------------------------------------------------------------------------------------------------


def _check_scoring(whole: Questionnaire, reader: "Reader") -> None:
    scoring, path = whole.liant.scoring, ("x-liant", "scoring")
    known = {dimension.id for dimension in scoring.dimensions} if scoring else set()
    measured = {name for place, name in _dimensions(whole, reader) if _is_known(name, known, reader, place)}
    if scoring is None:
        return
    if not scoring.dimensions:
        reader.fail("definition.no_dimensions", path)
    if len(known) < len(scoring.dimensions):
        reader.fail("definition.twice", (*path, "dimensions"), name=_first_twice([d.id for d in scoring.dimensions]))
    for at, dimension in enumerate(scoring.dimensions):
        if dimension.id not in measured:
            reader.fail("definition.unmeasured", (*path, "dimensions", at), name=dimension.id)
        _check_levels(scoring, dimension, reader, (*path, "dimensions", at))
    _check_levels(scoring, None, reader, path)
    _check_verdicts(scoring, known, reader, (*path, "verdicts"))
    if not reader.faults:
        _check_items(whole, reader)


def _is_known(name: str, known: set[str], reader: "Reader", path: Path) -> bool:
    if name not in known:
        reader.fail("definition.unknown_dimension", path, name=name, known=", ".join(sorted(known)) or "–")
    return name in known


def _dimensions(whole: Questionnaire, reader: "Reader") -> Iterator[tuple[Path, str]]:
    for question in whole.questions():
        path = reader.places[id(question)]
        placed: list[tuple[Path, Notes | None]] = [((*path, "x-liant", "dimension"), question.notes)]
        placed += [((*path, "rows", at, "x-liant", "dimension"), row.notes) for at, row in enumerate(question.rows)]
        for place, notes in placed:
            if notes and notes.dimension:
                if question.kind not in SCORED:
                    reader.fail("definition.not_scored", place, kind=question.kind, known=", ".join(SCORED))
                yield place, notes.dimension


def _check_levels(scoring: Scoring, dimension: Dimension | None, reader: "Reader", path: Path) -> None:
    levels = scoring.levels_of(dimension)
    if dimension is None or dimension.levels:
        if len({level.id for level in levels}) < len(levels):
            reader.fail("definition.twice", (*path, "levels"), name=_first_twice([level.id for level in levels]))
        if any(level.least is None or level.title is None for level in levels):
            reader.fail("definition.level", (*path, "levels"))
        elif levels and not _rise(levels):
            reader.fail("definition.levels_rise", (*path, "levels"))


def _rise(levels: tuple[Level, ...]) -> bool:
    bounds = [level.least or 0 for level in levels]
    return bounds[0] == 0 and all(one < other for one, other in itertools.pairwise(bounds))


def _check_verdicts(scoring: Scoring, known: set[str], reader: "Reader", path: Path) -> None:
    bounds = [verdict.least for verdict in scoring.verdicts]
    if bounds and (bounds[0] != 0 or any(one >= other for one, other in itertools.pairwise(bounds))):
        reader.fail("definition.levels_rise", path)
    for at, verdict in enumerate(scoring.verdicts):
        for name, _ in verdict.needs:
            _is_known(name, known, reader, (*path, at, "needs", name))
    if scoring.verdicts and scoring.verdicts[0].needs:
        reader.fail("definition.first_needs", (*path, 0, "needs"))


def _check_items(whole: Questionnaire, reader: "Reader") -> None:
    try:
        list(items_of(whole.questions(), whole.liant.scoring))
    except Unscored as unscored:
        question = unscored.question
        reader.fail("definition.unscored", reader.places[id(question)], name=question.name, answer=unscored.answer)
