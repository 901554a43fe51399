"""What each column of the answers' table means, and the table's rows: one column for each thing that was asked."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from liant.engines.questionnaire.answering import offered
from liant.engines.questionnaire.expressions import Value
from liant.engines.questionnaire.items import Item, spell
from liant.engines.questionnaire.nodes import COMMENT, Choice, Notes, Question
from liant.engines.questionnaire.whole import Questionnaire

HEADER = (
    "column",
    "question",
    "kind",
    "label",
    "values",
    "asked_if",
    "required",
    "dimension",
    "weight",
    "reversed",
    "scores",
    "bank",
)
_COMMENT_SAID = {"fr": "ce qui est écrit à côté", "en": "what is written beside"}
_OTHER_SAID = {"fr": {"other": "Autre", "none": "Aucun"}, "en": {"other": "Other", "none": "None"}}


class Column(NamedTuple):
    """A column of the answers' table, as the codebook describes it; in the order of `HEADER`."""

    column: str
    question: str
    kind: str
    label: str
    values: str
    asked_if: str
    required: str
    dimension: str
    weight: str
    reversed: str
    scores: str
    bank: str


def codebook(questionnaire: Questionnaire, lang: str = "fr") -> list[Column]:
    """The columns in order, said in a language."""
    items = {item.id: item for item in questionnaire.items}
    conditions = {part.name: " and ".join(f"({one.source})" for one in part.shown_if) for part in questionnaire.parts}
    found = []
    for question in questionnaire.questions():
        for name, label, row in _columns(question, lang):
            notes = (row.notes if row is not None and row.notes else question.notes) or Notes()
            column = _column(question, name, label, items.get(name), notes)
            values = "" if column.kind == "comment" else _values(question, lang)
            found.append(column._replace(values=values, asked_if=conditions[question.name]))
    for calculated in questionnaire.calculated:
        if calculated.is_answer:
            blank = ("",) * 6
            found.append(
                Column(calculated.name, calculated.name, "calculated", calculated.expression.source, "", "", *blank)
            )
    return found


def as_row(questionnaire: Questionnaire, answers: Mapping[str, Value]) -> dict[str, str]:
    """One respondent's answers under the columns of the codebook; `from_row` reads them again."""
    found: dict[str, str] = {}
    for question in questionnaire.questions():
        value = answers.get(question.name)
        if question.kind == "matrix":
            given = value if isinstance(value, dict) else {}
            for row in question.rows:
                found[f"{question.name}.{spell(row.value)}"] = _cell(given.get(spell(row.value)))
        elif question.kind == "checkbox":
            ticked = [spell(one) for one in value] if isinstance(value, list) else []
            for choice in offered(question):
                found[f"{question.name}.{spell(choice.value)}"] = (
                    ("1" if spell(choice.value) in ticked else "0") if ticked else ""
                )
        else:
            found[question.name] = _cell(value)
        if question.has_comment or question.has_other:
            found[question.name + COMMENT] = _cell(answers.get(question.name + COMMENT))
    for calculated in questionnaire.calculated:
        if calculated.is_answer:
            found[calculated.name] = _cell(answers.get(calculated.name))
    return found


def _cell(value: Value) -> str:
    if isinstance(value, list):
        return "; ".join(spell(one.get("name", one)) if isinstance(one, dict) else spell(one) for one in value)
    return "" if value is None else spell(value)


def _columns(question: Question, lang: str) -> Iterator[tuple[str, str, Choice | None]]:
    said = question.said(lang)
    if question.kind == "matrix":
        for row in question.rows:
            yield f"{question.name}.{spell(row.value)}", f"{said} – {row.said(lang)}", row
    elif question.kind == "checkbox":
        for choice in offered(question):
            yield f"{question.name}.{spell(choice.value)}", f"{said} – {_said(choice, lang)}", None
    else:
        yield question.name, said, None
    if question.has_comment or question.has_other:
        words = (
            question.comment_text.in_language(lang)
            if question.comment_text
            else _COMMENT_SAID["fr" if lang.startswith("fr") else "en"]
        )
        yield question.name + COMMENT, f"{said} – {words}", None


def _column(question: Question, name: str, label: str, scored: Item | None, notes: Notes) -> Column:
    is_comment = name.endswith(COMMENT) and not question.name.endswith(COMMENT)
    return Column(
        column=name,
        question=question.name,
        kind="comment" if is_comment else question.input_type if question.kind == "text" else question.kind,
        label=label,
        values="",
        asked_if="",
        required="yes" if question.is_required else (question.required_if.source if question.required_if else ""),
        dimension="" if is_comment else (notes.dimension or (scored.dimension if scored else "")),
        weight=spell(scored.weight) if scored else "",
        reversed="yes" if notes.reversed and not is_comment else "",
        scores="; ".join(f"{one} = {value:g}" for one, value in scored.scores.items()) if scored else "",
        bank="" if is_comment else (notes.bank or ""),
    )


def _values(question: Question, lang: str) -> str:
    if question.kind == "checkbox":
        return "1; 0"
    return "; ".join(f"{spell(one.value)} = {_said(one, lang)}" for one in offered(question))


def _said(choice: Choice, lang: str) -> str:
    usual = _OTHER_SAID["fr" if lang.startswith("fr") else "en"]
    return choice.text.in_language(lang) if choice.text else usual.get(spell(choice.value), spell(choice.value))
