"""What is computed from values alone: what changed between two revisions, and the tree of pages."""

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

WORD = re.compile(r"\s+|\w+|[^\w\s]")
MOST_SIGNS = 60_000  # beyond, lines are compared
DEEPEST = 6  # steps that a page is indented by


@dataclass(frozen=True)
class Change:
    kind: Literal["same", "added", "gone"]
    text: str


def changes(before: str, after: str) -> list[Change]:
    """What changed, word by word, in order; joined again, the "same" and "gone" are `before`, the "same" and "added" `after`."""
    is_long = max(len(before), len(after)) > MOST_SIGNS
    one, other = (text.splitlines(keepends=True) if is_long else WORD.findall(text) for text in (before, after))
    found: list[Change] = []
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            found.append(Change("same", "".join(one[start:end])))
            continue
        if gone := "".join(one[start:end]):
            found.append(Change("gone", gone))
        if added := "".join(other[new_start:new_end]):
            found.append(Change("added", added))
    return found


@dataclass(frozen=True)
class Branch:
    """A page in the tree, and how deep it stands."""

    page: Any
    depth: int


def tree(pages: Iterable[Any]) -> list[Branch]:
    """Each page once, under the one it belongs to; one whose own is put away, or that would turn in a circle, stands first."""
    every = {one.pk: one for one in pages}
    below: dict[int | None, list[Any]] = {}
    for one in every.values():
        below.setdefault(one.parent_id if one.parent_id in every else None, []).append(one)
    found = list(walk(below, None, 0))
    lost = [one for one in every.values() if one.pk not in {branch.page.pk for branch in found}]
    return [*found, *(Branch(one, 0) for one in lost)]


def walk(below: dict[int | None, list[Any]], parent: int | None, depth: int) -> Iterator[Branch]:
    for one in below.get(parent, ()):
        yield Branch(one, min(depth, DEEPEST))
        yield from walk(below, one.pk, depth + 1)


def within(page_id: int, pages: Iterable[Any]) -> set[int]:
    """The page and all that stand under it: none of them can be what it stands under."""
    parents = {one.pk: one.parent_id for one in pages}
    found = {page_id}
    while more := {key for key, parent in parents.items() if parent in found and key not in found}:
        found |= more
    return found
