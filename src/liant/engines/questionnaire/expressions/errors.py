"""What is wrong with an expression: a message id, its values and its place."""

from liant.engines.questionnaire.expressions.tree import Place
from liant.engines.questionnaire.messages import MESSAGES


class ExpressionError(ValueError):
    """An expression that can't be read. `offset` and `length` count code points from 0."""

    def __init__(self, code: str, place: Place, source: str, **params: str | int) -> None:
        super().__init__(code)
        self.code, self.params, self.source = code, params, source
        self.offset, self.length = place

    def message(self, lang: str = "en") -> str:
        """What was wrong and what to do, in "en" or "fr"."""
        return " ".join(MESSAGES[f"expression.{self.code}"][lang]).format(**self.params)

    def __str__(self) -> str:
        return f"character {self.offset + 1}: {self.message()}"
