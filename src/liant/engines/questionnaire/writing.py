"""Writes a questionnaire as SurveyJS's JSON: what was read comes out again, under today's names and without what goes without saying."""

from collections.abc import Callable
from dataclasses import fields as fields_of
from typing import Any

from liant.engines.questionnaire import fields
from liant.engines.questionnaire.nodes import (
    Choice,
    Dimension,
    Display,
    Element,
    Extras,
    Level,
    Liant,
    Notes,
    Page,
    Panel,
    Scoring,
    Unsupported,
    Validator,
    Verdict,
)
from liant.engines.questionnaire.whole import Questionnaire


def write(questionnaire: Questionnaire) -> dict[str, Any]:
    """The JSON of a questionnaire; `read` makes an equal one of it."""
    found = _filled(fields.WHOLE, questionnaire)
    if questionnaire.liant != Liant():
        found["x-liant"] = _liant(questionnaire.liant)
    if questionnaire.calculated:
        found["calculatedValues"] = [
            {
                "name": one.name,
                "expression": one.expression.source,
                **({"includeIntoResult": True} if one.is_answer else {}),
                **one.extras,
            }
            for one in questionnaire.calculated
        ]
    return {**found, **questionnaire.extras, "pages": [_page(page) for page in questionnaire.pages]}


def _page(page: Page) -> dict[str, Any]:
    own = _filled(fields.PAGE, page)
    return {"name": page.name, **own, **page.extras, "elements": [write_element(one) for one in page.elements]}


def write_element(element: Element) -> dict[str, Any]:
    """The JSON of one element."""
    match element:
        case Unsupported():
            return dict(element.raw)
        case Panel():
            inner = [write_element(one) for one in element.elements]
            own = _filled(fields.PANEL, element)
            return {"type": "panel", "name": element.name, **own, **element.extras, "elements": inner}
        case Display():
            return {"type": element.kind, "name": element.name, **_filled(fields.HTML, element), **element.extras}
    own = _filled(fields.KINDS[element.kind], element)
    return {"type": element.kind, "name": element.name, **own, **element.extras}


def _filled(keys: tuple[fields.Key, ...], part: Any) -> dict[str, Any]:
    usual = {one.name: one.default for one in fields_of(part)}
    found = {}
    for key in keys:
        value = getattr(part, key.field)
        if value is not None and not _is_usual(value, usual[key.field]):
            found[key.json] = _WRITERS[key.how](value)
    return found


def _is_usual(value: Any, usual: Any) -> bool:
    """Equal, and of one kind: 1 isn't true."""
    return isinstance(value, bool) == isinstance(usual, bool) and value == usual


def _choice(choice: Choice) -> Any:
    own = _filled(fields.CHOICE, choice)
    return {"value": choice.value, **own, **choice.extras} if own or choice.extras else choice.value


def _validator(validator: Validator) -> dict[str, Any]:
    own = _filled((*fields.VALIDATORS[validator.kind], *fields.VALIDATOR), validator)
    return {"type": validator.kind, **own, **validator.extras}


def _notes(notes: Notes) -> dict[str, Any]:
    found = _spoken(
        dimension=(notes.dimension, None),
        weight=(notes.weight, 1),
        reversed=(notes.reversed, False),
        scores=(dict(notes.scores), {}),
        not_applicable=(list(notes.not_applicable), []),
        bank=(notes.bank, None),
        evidence=(notes.evidence, False),
    )
    return {**found, **notes.extras}


def _liant(liant: Liant) -> dict[str, Any]:
    found = _spoken(
        id=(liant.id, None),
        version=(liant.version, 1),
        recurrence=(liant.recurrence, "once"),
        min_group=(liant.min_group, 5),
    )
    scoring = {"scoring": _scoring(liant.scoring)} if liant.scoring else {}
    return {**found, **scoring, **liant.extras}


def _scoring(scoring: Scoring) -> dict[str, Any]:
    found = _spoken(
        rule=(scoring.rule, "min"),
        answered=(scoring.answered, 0.6),
        not_applicable=(list(scoring.not_applicable), []),
        levels=([_level(level) for level in scoring.levels], []),
        dimensions=([_dimension(dimension) for dimension in scoring.dimensions], None),
        verdicts=([_verdict(verdict) for verdict in scoring.verdicts], []),
    )
    return {**found, **scoring.extras}


def _dimension(dimension: Dimension) -> dict[str, Any]:
    found = _spoken(
        id=(dimension.id, None),
        title=(dimension.title.as_json(), None),
        about=(dimension.about and dimension.about.as_json(), None),
        weight=(dimension.weight, 1),
        first=(dimension.first and dimension.first.as_json(), None),
        levels=([_level(level) for level in dimension.levels], []),
    )
    return {**found, **dimension.extras}


def _level(level: Level | Verdict) -> dict[str, Any]:
    found = {"id": level.id, **_spoken(
        title=(level.title and level.title.as_json(), None), advice=(level.advice and level.advice.as_json(), None)
    )}  # fmt: skip
    bound: Extras = {} if level.least is None else {"from": level.least}
    return {**found, **bound, **level.extras}


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {**_level(verdict), **_spoken(needs=(dict(verdict.needs), {}))}


def _spoken(**pairs: tuple[Any, Any]) -> dict[str, Any]:
    """The values that differ from what goes without saying."""
    return {name: value for name, (value, usual) in pairs.items() if value != usual}


_WRITERS: dict[str, Callable[[Any], Any]] = {
    "text": lambda value: value.as_json(),
    "expression": lambda value: value.source,
    "flag": bool,
    "count": int,
    "number": lambda value: value,
    "words": str,
    "any": lambda value: value,
    "choices": lambda value: [_choice(one) for one in value],
    "validators": lambda value: [_validator(one) for one in value],
    "notes": _notes,
}
