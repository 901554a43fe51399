"""Where rules match inside a block: pairs that stand near, and what forgives a match."""

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from liant.engines.lint.passage import Passage
from liant.engines.lint.patterns import Pattern
from liant.engines.lint.rules import Rule


@dataclass(frozen=True)
class Match:
    """A place in the folded text; `values` fill the message, and what a measure suggests goes before the rule's own."""

    start: int
    end: int
    values: dict[str, str] = field(default_factory=dict)
    suggestion: dict[str, str] | None = None
    replacement: str | None = None


def near(pair: tuple[Pattern, Pattern], distance: int, raw: bytes, block: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Places where the second pattern of a pair matches within `distance` characters of the first; by sorted places, so linear."""
    ones = list(pair[0].find_all(raw, *block))
    if not ones:
        return
    starts = [span[0] for span in ones]
    for low, high in pair[1].find_all(raw, *block):
        place = bisect.bisect_left(starts, low)
        neighbours = ones[max(0, place - 1) : place + 1]
        if any(low - span[1] <= distance and span[0] - high <= distance for span in neighbours):
            yield low, high


def is_forgiven(passage: Passage, rule: Rule, raw: bytes, span: tuple[int, int], block: tuple[int, int]) -> bool:
    """Whether an exception covers a match, or something in its sentence, paragraph or text answers it."""
    if "link" in rule.evidence and passage.has_link:
        return True
    for language in passage.languages:
        pattern = rule.excepts.get(language)
        if pattern and _covers(pattern.find_all(raw, max(block[0], span[0] - 120), min(block[1], span[1] + 120)), span):
            return True
        pattern = rule.unless.get(language)
        if pattern:
            within = {"sentence": passage.sentence(*span), "paragraph": block, "text": (0, len(raw))}[
                rule.unless_within
            ]
            if pattern.is_in(raw, *within):
                return True
    return False


def _covers(exceptions: Iterator[tuple[int, int]] | Sequence[tuple[int, int]], span: tuple[int, int]) -> bool:
    return any(low < span[1] and span[0] < high for low, high in exceptions)
