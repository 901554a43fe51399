"""What a name generator came to: each named tie on one line, for whoever named them and for the readers they were told of.
A questionnaire is one by the bank names of its questions: `ties.name`, then what is asked of each name. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from liant.engines.questionnaire import Question, Questionnaire
from liant.engines.questionnaire.expressions import is_empty
from liant.surveys.retelling import value_lines

NAME, ASKED = "ties.name", ("ties.close", "ties.often", "ties.about")
NUMBER = re.compile(r"\d+$")


@dataclass(frozen=True)
class Ties:
    """A table: its head, and a line for each name."""

    head: list[str]
    rows: list[list[str]]


def bank_of(one: Question) -> str:
    return (one.notes.bank or "") if one.notes else ""


def of_ties(whole: Questionnaire) -> dict[str, dict[str, Question]]:
    """{number: {bank name: question}}, of each name that may be given; empty where it generates no names."""
    found: dict[str, dict[str, Question]] = {}
    for one in whole.questions():
        number = NUMBER.search(one.name)
        if number and bank_of(one) in (NAME, *ASKED):
            found.setdefault(number[0], {})[bank_of(one)] = one
    return {number: several for number, several in found.items() if NAME in several}


def names_of(whole: Questionnaire) -> frozenset[str]:
    """The questions of its ties: told in the picture, and to the house not at all."""
    return frozenset(one.name for several in of_ties(whole).values() for one in several.values())


def ties_of(whole: Questionnaire, answers: Mapping[str, Any], lang: str) -> Ties | None:
    """None where it generates no names."""
    generator = of_ties(whole)
    if not generator:
        return None
    rows = []
    for several in generator.values():
        name = answers.get(several[NAME].name)
        if not is_empty(name):
            rows.append([str(name), *(said(several.get(bank), answers, lang) for bank in ASKED)])
    return Ties(
        [_("Name"), pgettext("tie", "How close"), pgettext("tie", "How often"), pgettext("tie", "About what")], rows
    )


def said(one: Question | None, answers: Mapping[str, Any], lang: str) -> str:
    value = answers.get(one.name) if one else None
    if one is None or is_empty(value):
        return "–"
    words = ", ".join(words for _of, words in value_lines(one, value, lang))
    if one.kind == "rating":
        return _("%(value)s of %(most)s") % {"value": words, "most": one.scale()[-1].said(lang)}
    return words
