"""Cuts an expression into its signs."""

import re
from typing import NamedTuple

from liant.engines.questionnaire.expressions.errors import ExpressionError
from liant.engines.questionnaire.expressions.tree import Place

LONGEST = 20_000
MOST_SIGNS = 1000

_SPACE = re.compile(r"[ \t\r\n]+")
_REFERENCE = re.compile(r"\{([^{}]*)\}")
_NUMBER = re.compile(r"\d+(?:\.\d+)?(?![\w.])")
_WORD = re.compile(r"[^\W\d]\w*")
_SIGN = re.compile(r"<=|>=|=>|=<|<>|!=|==|&&|\|\||\*=|[-+*/%^<>=!(),\[\]]")
_QUOTED = re.compile(r"""'((?:\\['"]|[^'"])*)'|"((?:\\['"]|[^'"])*)\"""")


class Sign(NamedTuple):
    """`kind` is one of: reference, number, quoted, word, sign, end."""

    kind: str
    text: str
    place: Place


def cut(source: str) -> list[Sign]:
    """The signs of `source`, the last of kind "end". Raises ExpressionError."""
    if len(source) > LONGEST:
        raise ExpressionError("too_long", Place(LONGEST, len(source) - LONGEST), source, limit=LONGEST)
    signs: list[Sign] = []
    offset = 0
    while offset < len(source):
        if space := _SPACE.match(source, offset):
            offset = space.end()
            continue
        sign = _next(source, offset)
        signs.append(sign)
        if len(signs) > MOST_SIGNS:
            raise ExpressionError("too_many", sign.place, source, limit=MOST_SIGNS)
        offset += sign.place.length
    return [*signs, Sign("end", "", Place(len(source), 0))]


def _next(source: str, offset: int) -> Sign:
    if source[offset] == "{":
        found = _REFERENCE.match(source, offset)
        if found is None or not found[1].strip():
            raise ExpressionError("brace", Place(offset, 1), source)
        return Sign("reference", found[1].strip(), Place(offset, len(found[0])))
    if source[offset] in "'\"":
        found = _QUOTED.match(source, offset)
        if found is None:
            raise ExpressionError("quote", Place(offset, 1), source)
        text = found[1] if found[1] is not None else found[2]
        return Sign("quoted", text.replace("\\'", "'").replace('\\"', '"'), Place(offset, len(found[0])))
    for kind, pattern in (("number", _NUMBER), ("word", _WORD), ("sign", _SIGN)):
        if found := pattern.match(source, offset):
            return Sign(kind, found[0], Place(offset, len(found[0])))
    raise ExpressionError("stray", Place(offset, 1), source, raw=source[offset])
