"""One person's answers in words, question by question, as they and their readers see them. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import ngettext

from liant.engines.questionnaire import Question, Questionnaire
from liant.engines.questionnaire.answering import offered
from liant.engines.questionnaire.expressions import is_empty
from liant.engines.questionnaire.items import spell
from liant.engines.questionnaire.nodes import COMMENT
from liant.surveys.showing import choice_said


@dataclass(frozen=True)
class Said:
    """A question, with what was answered: each line as (of what, words); "" where it is of the question itself."""

    label: str
    lines: Sequence[tuple[str, str]]


def in_words(
    whole: Questionnaire, answers: Mapping[str, Any], lang: str, without: Collection[str] = ()
) -> list[tuple[str, list[Said]]]:
    """[(title of the page, its questions that were answered), …]; `without` those that are told otherwise."""
    found = []
    for page in whole.pages:
        said = [
            Said(one.said(lang), lines) for one in page.questions()
            if one.kind != "expression" and one.name not in without and (lines := lines_of(one, answers, lang))
        ]  # fmt: skip
        if said:
            found.append((page.title.in_language(lang) if page.title else "", said))
    return found


def lines_of(one: Question, answers: Mapping[str, Any], lang: str) -> list[tuple[str, str]]:
    value, note = answers.get(one.name), answers.get(one.name + COMMENT)
    lines = [] if is_empty(value) else value_lines(one, value, lang)
    return [*lines, ("", str(note))] if note else lines


def value_lines(one: Question, value: Any, lang: str) -> list[tuple[str, str]]:
    words = {spell(choice.value): choice_said(choice, lang) for choice in offered(one)}
    if one.kind == "matrix" and isinstance(value, Mapping):
        rows = [(row.said(lang), value.get(spell(row.value))) for row in one.rows]
        return [(name, words.get(spell(given), spell(given))) for name, given in rows if given is not None]
    if one.kind == "file" and isinstance(value, list):
        return [("", ngettext("%(n)s file", "%(n)s files", len(value)) % {"n": len(value)})]
    if one.kind == "ranking" and isinstance(value, list):
        return [(f"{place}", words.get(spell(given), spell(given))) for place, given in enumerate(value, 1)]
    several = value if isinstance(value, list) else [value]
    return [("", words.get(spell(given), spell(given))) for given in several]
