"""Names that a form may have: what stands in our names for the names of another format, each once."""

import re
from collections.abc import Iterator

from liant.engines.questionnaire.items import spell
from liant.engines.questionnaire.nodes import COMMENT, Question
from liant.engines.questionnaire.whole import Questionnaire

_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9_]+")


class Names:
    """Gives names out. `plain` makes one of whatever it is given; two alike get a number."""

    def __init__(self) -> None:
        self.taken: set[str] = set()

    def give(self, wanted: str) -> str:
        """A name as near to the one wanted as can be."""
        base = plain(wanted)
        found, number = base, 2
        while found.lower() in self.taken:
            found, number = f"{base}_{number}", number + 1
        self.taken.add(found.lower())
        return found


def plain(wanted: str) -> str:
    """Letters, digits and underscores, opened by a letter."""
    found = _NOT_IN_A_NAME.sub("_", wanted)[:60] or "_"
    return found if found[0].isalpha() or found[0] == "_" else f"_{found}"


def references(questionnaire: Questionnaire, names: Names) -> dict[str, str]:
    """A name for everything that a condition may refer to: questions, rows, what is written beside, calculated values."""
    found: dict[str, str] = {}
    for reference in _references(questionnaire):
        found[reference] = names.give(reference.replace(COMMENT, "_comment"))
    return found


def _references(questionnaire: Questionnaire) -> Iterator[str]:
    for question in questionnaire.questions():
        yield question.name
        for row in question.rows:
            yield f"{question.name}.{spell(row.value)}"
        if has_words_beside(question):
            yield question.name + COMMENT
    for calculated in questionnaire.calculated:
        yield calculated.name


def has_words_beside(question: Question) -> bool:
    """Whether something may be written beside the answer."""
    return question.has_comment or question.has_other
