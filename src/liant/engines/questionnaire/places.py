"""Where something stands in a JSON text: a pointer such as `/pages/0/elements/2/visibleIf`, its line and its column."""

import json
import re
from collections.abc import Iterable
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import NamedTuple

Path = tuple[str | int, ...]

_SPACE = re.compile(r"[ \t\n\r]*")
_PLAIN = re.compile(r"[^\s,\]}]+")


class Place(NamedTuple):
    """A line and a column, from 1, in code points."""

    line: int
    column: int


def pointer(path: Iterable[str | int]) -> str:
    """A JSON Pointer (RFC 6901), empty for the whole."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


def find(source: str, path: Path) -> Place:
    """Where the value at `path` begins in a JSON text that can be read; its nearest ancestor where there is none.

    Time: linear in the text.
    """
    offset = _skip(source, 0)
    for step in path:
        inner = _member(source, offset, step) if isinstance(step, str) else _element(source, offset, step)
        if inner is None:
            break
        offset = inner
    return place_of(source, offset)


def place_of(source: str, offset: int) -> Place:
    """The line and the column of an offset."""
    return Place(source.count("\n", 0, offset) + 1, offset - (source.rfind("\n", 0, offset) + 1) + 1)


def _member(source: str, offset: int, name: str) -> int | None:
    if source[offset] != "{":
        return None
    found, offset = None, _skip(source, offset + 1)
    while source[offset] != "}":
        key, offset = scanstring(source, offset + 1, False)
        offset = _skip(source, _skip(source, offset) + 1)
        if key == name:
            found = offset  # of two the last counts, as json reads them
        offset = _after(source, offset)
    return found


def _element(source: str, offset: int, number: int) -> int | None:
    if source[offset] != "[":
        return None
    offset = _skip(source, offset + 1)
    while source[offset] != "]":
        if number == 0:
            return offset
        number, offset = number - 1, _after(source, offset)
    return None


def _after(source: str, offset: int) -> int:
    """Past a value, and past the comma that follows it."""
    end = _skip(source, _past(source, offset))
    return _skip(source, end + 1) if source[end] == "," else end


def _past(source: str, offset: int) -> int:
    if source[offset] == '"':
        return int(scanstring(source, offset + 1, False)[1])
    if source[offset] not in "{[":
        found = _PLAIN.match(source, offset)
        return found.end() if found else offset + 1
    depth = 0
    while True:
        character = source[offset]
        if character == '"':
            offset = int(scanstring(source, offset + 1, False)[1])
            continue
        depth += (character in "{[") - (character in "}]")
        offset += 1
        if depth == 0:
            return offset


def _skip(source: str, offset: int) -> int:
    found = _SPACE.match(source, offset)
    return found.end() if found else offset


def fault_of(error: json.JSONDecodeError) -> Place:
    """Where a text stops being JSON."""
    return Place(error.lineno, error.colno)
