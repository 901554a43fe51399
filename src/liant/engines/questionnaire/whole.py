"""A whole questionnaire, with what is worked out of it once: the order of its conditions, and what is scored."""

import functools
from collections.abc import Iterator
from dataclasses import dataclass, field

from liant.engines.questionnaire.dependencies import Asked, asked, ordered
from liant.engines.questionnaire.items import Item, items_of
from liant.engines.questionnaire.nodes import Calculated, Extras, Liant, Page, Question, Remark
from liant.engines.questionnaire.texts import Text


@dataclass(frozen=True)
class Questionnaire:
    """A whole questionnaire, checked."""

    pages: tuple[Page, ...]
    title: Text | None = None
    description: Text | None = None
    locale: str | None = None
    completed_html: Text | None = None
    calculated: tuple[Calculated, ...] = ()
    liant: Liant = field(default_factory=Liant)
    extras: Extras = field(default_factory=dict)
    unsupported: tuple[Remark, ...] = field(default=(), compare=False)

    def questions(self) -> Iterator[Question]:
        """All questions in order."""
        return (question for page in self.pages for question in page.questions())

    def question(self, name: str) -> Question:
        """The question of a name. Errors: KeyError."""
        for question in self.questions():
            if question.name == name:
                return question
        raise KeyError(name)

    @functools.cached_property
    def parts(self) -> tuple[Asked, ...]:
        """What has a value, each after what its conditions ask for. Errors: Circle, which `read` tells first."""
        return tuple(ordered(list(asked(self.calculated, self.pages))))

    @functools.cached_property
    def items(self) -> tuple[Item, ...]:
        """What is scored, in order. Errors: Unscored, which `read` tells first."""
        return tuple(items_of(self.questions(), self.liant.scoring))
