"""Where rules match inside a block: pairs that stand near, and what forgives a match."""

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from liant.engines.lint.passage import Passage
from liant.engines.lint.rules import Rule


@dataclass(frozen=True)
class Match:
    """A place in the folded text; `values` fill the message, and what a measure suggests goes before the rule's own."""

    start: int
    end: int
    values: dict[str, str] = field(default_factory=dict)
    suggestion: dict[str, str] | None = None
    replacement: str | None = None


def find_near(
    passage: Passage, rule: Rule, language: str, raw: bytes, block: tuple[int, int]
) -> Iterator[tuple[int, int]]:
    """Places where the second pattern of a pair matches near the first, neither being an exception; by sorted places, so linear.

    A rule that looks across paragraphs reads the whole text from the block that holds its first pattern.
    """
    one, other = rule.nears[language]
    exceptions = _exceptions(passage, rule, raw, block)
    ones = [span for span in one.find_all(raw, *block) if not _covers(exceptions, span)]
    if not ones:
        return
    low, high = block
    if rule.across:
        low, high = max(0, ones[0][0] - rule.distance), min(len(raw), ones[-1][1] + rule.distance)
    starts = [span[0] for span in ones]
    for start, end in other.find_all(raw, low, high):
        place = bisect.bisect_left(starts, start)
        neighbours = ones[max(0, place - 1) : place + 1]
        if any(start - span[1] <= rule.distance and span[0] - end <= rule.distance for span in neighbours):
            yield start, end


def _exceptions(passage: Passage, rule: Rule, raw: bytes, block: tuple[int, int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for language in passage.languages:
        if language in rule.excepts:
            found += rule.excepts[language].find_all(raw, *block)
    return found


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
