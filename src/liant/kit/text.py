"""Counting what people write as networks count it."""

import regex

_GRAPHEME = regex.compile(r"\X")


def count_graphemes(text: str) -> int:
    """Characters as a reader sees them: an emoji of a family is one."""
    return sum(1 for _ in _GRAPHEME.finditer(text))
