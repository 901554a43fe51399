"""What changed between two revisions, word by word."""

import difflib
import re
from dataclasses import dataclass
from typing import Any, Literal

from liant.writing.rules import WORDS

WORD = re.compile(r"\s+|\w+|[^\w\s]")
MOST_WORDS = 20_000  # beyond, lines are compared


@dataclass(frozen=True)
class Change:
    kind: Literal["same", "added", "gone"]
    text: str


def compare(before: Any, after: Any) -> list[tuple[str, list[Change]]]:
    """(field, changes) of each field that differs."""
    found = []
    for name in WORDS:
        one, other = as_text(getattr(before, name, "")), as_text(getattr(after, name, ""))
        if one != other:
            found.append((name, changes(one, other)))
    return found


def as_text(value: Any) -> str:
    return "\n---\n".join(value) if isinstance(value, list) else str(value or "")


def changes(before: str, after: str) -> list[Change]:
    one, other = cut(before), cut(after)
    found: list[Change] = []
    for kind, start, end, new_start, new_end in difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Change("same", "".join(one[start:end])))
            continue
        if gone := "".join(one[start:end]):
            found.append(Change("gone", gone))
        if added := "".join(other[new_start:new_end]):
            found.append(Change("added", added))
    return found


def cut(text: str) -> list[str]:
    words = WORD.findall(text)
    return words if len(words) <= MOST_WORDS else text.splitlines(keepends=True)
