"""Cuts a query into its signs: words, phrases, brackets, operators. Comments ride on the sign that follows them."""

import re
from dataclasses import dataclass, replace

from liant.engines.query.errors import QueryError
from liant.engines.query.nodes import FARTHEST, Place

LONGEST = 100_000
FIELDS = ("author", "channel", "followers", "lang", "site", "tag", "title")
_OTHER_NAMES = {
    "language": "lang",
    "tags": "tag",
    "url": "site",
    "domain": "site",
    "from": "author",
    "source": "channel",
    "authorfollowers": "followers",
    "titre": "title",
    "auteur": "author",
    "langue": "lang",
    "canal": "channel",
}
_CLOSERS = {'"': '"', "“": "”", "«": "»"}

_SPACE = re.compile(r"\s+")
_BARE = re.compile(r"""[^\s()"“”«»{}\[\]~<>]+""")
_FIELD = re.compile(r"([A-Za-z_]+):")
_NEAR = re.compile(r"NEAR/(\d+)(f?)")
_RANGE = re.compile(r"\[\s*(\d{1,18}|\*)\s+TO\s+(\d{1,18}|\*)\s*\]")
_TILDE = re.compile(r"~(\d*)")


@dataclass(frozen=True, slots=True)
class Sign:
    """`kind` is one of: word, quoted, case, open, close, tilde, field, range, AND, OR, NOT, NEAR, end."""

    kind: str
    text: str
    place: Place
    values: tuple[int | None, ...] = ()
    comments: tuple[str, ...] = ()


def cut(source: str) -> list[Sign]:
    """The signs of `source`, the last of kind "end". Raises QueryError."""
    if len(source) > LONGEST:
        raise QueryError("too_long", Place(LONGEST, len(source) - LONGEST), source, limit=LONGEST)
    signs: list[Sign] = []
    comments: list[str] = []
    offset, is_in_list = 0, False  # between the brackets of field:( )
    while offset < len(source):
        if space := _SPACE.match(source, offset):
            offset = space.end()
        elif source.startswith("<<<", offset):
            end = source.find(">>>", offset + 3)
            if end < 0:
                raise QueryError("unclosed_comment", Place(offset, 3), source)
            comments.append(source[offset + 3 : end].strip())
            offset = end + 3
        else:
            follows_field = bool(signs) and signs[-1].kind == "field"
            sign = _next(source, offset, is_value=follows_field or is_in_list)
            is_in_list = (sign.kind == "open" and follows_field) or (is_in_list and sign.kind != "close")
            signs.append(replace(sign, comments=tuple(comments)) if comments else sign)
            comments.clear()
            offset += sign.place.length
    return [*signs, Sign("end", "", Place(len(source), 0), comments=tuple(comments))]


def _next(source: str, offset: int, *, is_value: bool) -> Sign:
    character = source[offset]
    if character in _CLOSERS:
        return _enclosed(source, offset, "quoted", _CLOSERS[character], "unclosed_quote")
    if character == "{":
        return _enclosed(source, offset, "case", "}", "unclosed_brace")
    if character in "()":
        return Sign("open" if character == "(" else "close", character, Place(offset, 1))
    if tilde := _TILDE.match(source, offset):
        place = Place(offset, len(tilde[0]))
        if not tilde[1]:
            raise QueryError("tilde_number", place, source)
        return Sign("tilde", tilde[0], place, (_distance(tilde[1], place, source),))
    if character == "[" and is_value:
        return _range(source, offset)
    bare = _BARE.match(source, offset)
    if bare is None:
        raise QueryError("stray", Place(offset, 1), source, raw=character)
    return _bare(source, offset, bare[0], is_value=is_value)


def _enclosed(source: str, offset: int, kind: str, closer: str, fault: str) -> Sign:
    end = source.find(closer, offset + 1)
    if end < 0:
        raise QueryError(fault, Place(offset, 1), source)
    text = " ".join(source[offset + 1 : end].replace('"', " ").split())
    return Sign(kind, text, Place(offset, end + 1 - offset))


def _range(source: str, offset: int) -> Sign:
    found = _RANGE.match(source, offset)
    if found is None:
        end = source.find("]", offset) + 1 or len(source)
        raise QueryError("bad_range", Place(offset, end - offset), source)
    low, high = (None if value == "*" else int(value) for value in found.groups())
    place = Place(offset, len(found[0]))
    if (low is None and high is None) or (low is not None and high is not None and low > high):
        raise QueryError("bad_range", place, source)
    return Sign("range", found[0], place, (low, high))


def _bare(source: str, offset: int, text: str, *, is_value: bool) -> Sign:
    place = Place(offset, len(text))
    if text in {"AND", "OR", "NOT"}:
        return Sign(text, text, place)
    if is_value:
        return Sign("word", text, place)
    if near := _NEAR.fullmatch(text):
        return Sign("NEAR", text, place, (_distance(near[1], place, source), int(near[2] == "f")))
    if text == "NEAR" or text.upper().startswith("NEAR/"):
        raise QueryError("near_distance", place, source, raw=text)
    if field := _FIELD.match(text):
        _check_field(field[1], Place(offset, len(field[0])), source)
        return Sign("field", field[1], Place(offset, len(field[0])))
    return Sign("word", text, place)


def _check_field(name: str, place: Place, source: str) -> None:
    if name in FIELDS:
        return
    meant = _OTHER_NAMES.get(name.lower(), name.lower())
    if meant in FIELDS:
        raise QueryError("field_name", place, source, raw=name, field=meant)
    raise QueryError("unknown_field", place, source, raw=name, known=", ".join(f"{field}:" for field in FIELDS))


def _distance(digits: str, place: Place, source: str) -> int:
    if len(digits) > 9 or int(digits) > FARTHEST:
        raise QueryError("too_far", place, source, distance=digits[:12], limit=FARTHEST)
    return int(digits)
