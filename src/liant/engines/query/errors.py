"""What is wrong with a query: a message id, its values and its place; the words are in messages.py, in both languages."""

from liant.engines.query.messages import MESSAGES
from liant.engines.query.nodes import Place


class QueryError(ValueError):
    """A query that can't be used.

    `code` is the message id and `params` its values; `offset` and `length` count code points of the expression from 0,
    `line` and `column` from 1.
    """

    def __init__(self, code: str, place: Place, source: str, **params: str | int) -> None:
        super().__init__(code)
        self.code, self.params, self.source = code, params, source
        self.offset, self.length = place
        before = source[: self.offset]
        self.line = before.count("\n") + 1
        self.column = self.offset - (before.rfind("\n") + 1) + 1

    def fault(self, lang: str = "en") -> str:
        """What was wrong, in "en" or "fr"."""
        return MESSAGES[self.code][lang][0].format(**self.params)

    def advice(self, lang: str = "en") -> str:
        """What to do about it, in "en" or "fr"."""
        return MESSAGES[self.code][lang][1].format(**self.params)

    def message(self, lang: str = "en") -> str:
        """What was wrong and what to do, in one line."""
        return f"{self.fault(lang)} {self.advice(lang)}"

    def __str__(self) -> str:
        return f"line {self.line}, column {self.column}: {self.message()}"
