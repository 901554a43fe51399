"""What a form posts, or a row of a table holds, as answers: strings become the values that the questionnaire knows.

Names of fields: the question's; `name.row` for a row of a matrix; `name.choice` for the rank of a choice, or a tick of a
checkbox in a table; `name-Comment` for what is written beside. What can't be read stays as it was typed, for `problems` to tell.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from liant.engines.questionnaire.expressions import Value, is_empty
from liant.engines.questionnaire.expressions.comparing import as_number
from liant.engines.questionnaire.items import spell
from liant.engines.questionnaire.nodes import COMMENT, NONE, OTHER, Choice, Key, Page, Question
from liant.engines.questionnaire.settling import settle
from liant.engines.questionnaire.whole import Questionnaire

LONGEST = 100_000  # characters of one answer
_TICKED = frozenset(("1", "true", "yes", "x", "on", "oui"))


def normalise(
    questionnaire: Questionnaire, posted: Mapping[str, Sequence[str]], page: Page | None = None
) -> dict[str, Any]:
    """The answers in what was posted, of one page or of all; fields that nothing asks for are left, empty ones too."""
    found: dict[str, Any] = {}
    for question in questionnaire.questions() if page is None else page.questions():
        if question.kind in {"file", "expression"}:
            continue
        value = _READERS.get(question.kind, _read_words)(question, posted)
        if not is_empty(value):
            found[question.name] = value
        if question.has_comment or question.has_other:
            comment = _last(posted, question.name + COMMENT).strip()
            if comment:
                found[question.name + COMMENT] = comment
    return found


def from_row(questionnaire: Questionnaire, row: Mapping[str, str]) -> dict[str, Any]:
    """The answers in a row of a table: several in one cell stand as JSON, or apart by semicolons."""
    posted: dict[str, Sequence[str]] = {name: [cell] for name, cell in row.items() if cell}
    for question in questionnaire.questions():
        cell = row.get(question.name) or ""
        if question.kind in {"checkbox", "ranking"} and cell:
            values = _several(question, cell)
            posted[question.name] = values
            if question.kind == "ranking":
                posted |= {f"{question.name}.{value}": [str(at)] for at, value in enumerate(values, 1)}
        elif question.kind == "checkbox":
            known = [spell(one.value) for one in offered(question)]
            posted[question.name] = [
                one for one in known if (row.get(f"{question.name}.{one}") or "").lower() in _TICKED
            ]
        elif question.kind == "matrix" and cell.startswith("{"):
            posted |= {f"{question.name}.{name}": [spell(value)] for name, value in _loaded(cell, {}).items()}
    return normalise(questionnaire, posted)


def counted(questionnaire: Questionnaire, answers: Mapping[str, Value]) -> dict[str, Value]:
    """The answers that count: without those of questions that aren't shown, and with what is reckoned from them."""
    settled = settle(questionnaire, answers)
    kept = {one.name for one in questionnaire.calculated if one.is_answer}
    aside = {one.name for one in questionnaire.calculated} - kept
    return {name: value for name, value in settled.values.items() if name not in aside and not is_empty(value)}


def offered(question: Question) -> tuple[Choice, ...]:
    """All that can be chosen, other and none included."""
    if question.kind == "rating":
        return question.scale()
    if question.kind == "matrix":
        return question.columns
    if question.kind == "boolean":
        return (Choice(question.value_true, question.label_true), Choice(question.value_false, question.label_false))
    more = [Choice(OTHER, question.other_text)] if question.has_other else []
    more += [Choice(NONE, question.none_text)] if question.has_none else []
    return (*question.choices, *more)


def _several(question: Question, cell: str) -> list[str]:
    if cell.startswith("["):
        return [spell(one) for one in _loaded(cell, [])]
    known = {spell(one.value) for one in offered(question)}
    return [cell] if cell in known else [part.strip() for part in cell.split(";") if part.strip()]


def _loaded(cell: str, usual: Any) -> Any:
    try:
        found = json.loads(cell)
    except (ValueError, RecursionError):
        return usual
    return found if isinstance(found, type(usual)) else usual


def _last(posted: Mapping[str, Sequence[str]], name: str) -> str:
    values = posted.get(name)
    return values[-1][:LONGEST].replace("\r\n", "\n") if values else ""


def _read_words(question: Question, posted: Mapping[str, Sequence[str]]) -> Any:
    value = _last(posted, question.name)
    if question.kind == "comment" or question.input_type == "password":
        return value if value.strip() else None
    value = value.strip()
    if question.input_type in {"number", "range"} and value:
        number = as_number(value.replace("\u202f", "").replace("\u00a0", "").replace(" ", ""))
        return value if number is None else number
    return value or None


def _read_one(question: Question, posted: Mapping[str, Sequence[str]]) -> Any:
    return _known(_last(posted, question.name), offered(question))


def _read_many(question: Question, posted: Mapping[str, Sequence[str]]) -> Any:
    choices = offered(question)
    return _each_once(_known(value[:LONGEST], choices) for value in posted.get(question.name, ()) if value)


def _read_rows(question: Question, posted: Mapping[str, Sequence[str]]) -> Any:
    found = {}
    for row in question.rows:
        value = _last(posted, f"{question.name}.{spell(row.value)}")
        if value:
            found[spell(row.value)] = _known(value, question.columns)
    return found


def _read_ranks(question: Question, posted: Mapping[str, Sequence[str]]) -> Any:
    """The choices in the order of their ranks; two of one rank stay a list of words that `problems` refuses."""
    ranks: list[tuple[float, int, Key]] = []
    for at, choice in enumerate(question.choices):
        value = _last(posted, f"{question.name}.{spell(choice.value)}").strip()
        rank = as_number(value)
        if rank is not None:
            ranks.append((rank, at, choice.value))
    ranks.sort()
    if len({rank for rank, _, _ in ranks}) < len(ranks):
        return [str(rank) for rank, _, _ in ranks]
    return [value for _, _, value in ranks]


def _read_boolean(question: Question, posted: Mapping[str, Sequence[str]]) -> Any:
    value = _last(posted, question.name)
    if not value:
        return None
    for own, usual in ((question.value_true, "true"), (question.value_false, "false")):
        if value in {spell(own), usual}:
            return own
    return value


def _known(value: str, choices: Iterable[Choice]) -> Key | None:
    """The value of a choice as the questionnaire writes it; what isn't one, as it was typed."""
    return next((choice.value for choice in choices if spell(choice.value) == value), value) if value else None


def _each_once(values: Iterable[Any]) -> list[Any]:
    found: list[Any] = []
    for value in values:
        if value not in found:
            found.append(value)
    return found


_READERS = {
    "radiogroup": _read_one,
    "dropdown": _read_one,
    "rating": _read_one,
    "checkbox": _read_many,
    "ranking": _read_ranks,
    "matrix": _read_rows,
    "boolean": _read_boolean,
}
