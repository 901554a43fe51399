"""Patterns of rules: written with accents and plain spaces, compiled by RE2, which can't explode on any input.

RE2 has neither look-around nor back-references: what a pattern must not be is said by `except`. One search is linear in the
text; the number of searches in one block is bounded, so that finding every match is linear too (see ADR 20).
"""

from collections.abc import Iterator

import re2

from liant.engines.lint.folding import fold_pattern

MATCHES_A_BLOCK = 50


class BadPattern(ValueError):
    """A pattern that can't be compiled: `column` from 1 in the pattern, where known."""

    def __init__(self, reason: str, column: int) -> None:
        super().__init__(reason)
        self.reason, self.column = reason, column


def options() -> re2.Options:
    """What every pattern is compiled with: bytes, no distinction of case, no line printed on an error."""
    found = re2.Options()
    found.encoding = re2.Options.Encoding.LATIN1
    found.case_sensitive = False
    found.log_errors = False
    return found


def translate(pattern: str) -> str:
    """A pattern as RE2 reads it over folded text: a plain space stands for any run of white space, ` ?` for such a run or none."""
    folded = fold_pattern(pattern)
    found: list[str] = []
    is_class = is_escaped = False
    for place, char in enumerate(folded):
        before, after = folded[place - 1 : place], folded[place + 1 : place + 2]
        if is_escaped:
            is_escaped = False
        elif char == "\\":
            is_escaped = True
        elif char in "[]":
            is_class = char == "["
        elif char == " " and not is_class:
            found.append(r"\s*" if after in ("?", "*") else r"\s" if after in ("+", "{") else r"\s+")
            continue
        elif char in "?*" and before == " " and not is_class:
            continue
        found.append(char)
    return "".join(found)


class Pattern:
    """A compiled pattern; `source` is what RE2 reads."""

    __slots__ = ("_compiled", "source")

    def __init__(self, pattern: str) -> None:
        """Raises BadPattern."""
        self.source = translate(pattern).encode("latin-1", "replace")
        try:
            self._compiled = re2.compile(self.source, options())
        except re2.error as error:
            raise BadPattern(_reason(error), _column(pattern)) from error
        if self._compiled.search(b"") is not None:
            raise BadPattern("it matches a text with nothing in it", 1)

    def find_all(self, raw: bytes, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Places of the matches of a block, at most MATCHES_A_BLOCK."""
        matches = self._compiled.finditer(raw, start, end)
        for _, match in zip(range(MATCHES_A_BLOCK), matches, strict=False):
            yield match.span()

    def find_every(self, raw: bytes, limit: int = 1 << 20) -> Iterator[tuple[int, int]]:
        """Every match: for patterns whose matches eat all that they have looked at, so that no part is read twice."""
        for _, match in zip(range(limit), self._compiled.finditer(raw), strict=False):
            yield match.span()

    def is_in(self, raw: bytes, start: int = 0, end: int | None = None) -> bool:
        """Whether it matches between two places."""
        return self._compiled.search(raw, start, end) is not None


def _reason(error: Exception) -> str:
    said = error.args[0] if error.args else ""
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)


def _column(pattern: str) -> int:
    """Where a pattern stops being one: the shortest beginning that fails in another way than by being cut short."""
    low = 1
    for end in range(1, len(pattern) + 1):
        try:
            re2.compile(translate(pattern[:end]).encode("latin-1", "replace"), options())
        except re2.error as error:
            if any(word in _reason(error) for word in ("missing", "trailing")):
                continue
            return end
        low = end + 1
    return min(low, len(pattern))
