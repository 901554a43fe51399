"""All queries against one item at once.

One automaton (Aho and Corasick, 1975) finds the anchors of every query in one pass over the item's folded words; only
the queries it points at are then checked word by word, so the time follows what is found and not how many queries
there are.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import ahocorasick_rs

from liant.engines.query import words as forms
from liant.engines.query.nodes import All, Document, Either, Expression, Filter, Match, Node, Query
from liant.engines.query.parser import parse
from liant.engines.query.plans import Item, Plan, make_plan
from liant.engines.query.proximity import Hit
from liant.engines.query.reading import Folded, fold
from liant.engines.query.selection import anchors
from liant.engines.query.terms import host_of

_BREAK = forms.SECTION.encode() + b" "


class Matcher:
    """Compiled queries. Safe to share between threads: matching changes nothing in it."""

    def __init__(self, named: Sequence[tuple[str, Expression]]) -> None:
        self._names = [name for name, _ in named]
        self._plans: list[Plan] = [make_plan(expression.root) for _, expression in named]
        by_pattern: dict[bytes, list[int]] = {}
        for number, (_, expression) in enumerate(named):
            for anchor in anchors(expression.root):
                pattern = f" {anchor.literal}" if anchor.is_open else f" {anchor.literal} "
                by_pattern.setdefault(pattern.encode(), []).append(number)
        self._has_filters = any(_has_filter(expression.root) for _, expression in named)
        self._queries_of = [tuple(numbers) for numbers in by_pattern.values()]
        self._automaton = ahocorasick_rs.BytesAhoCorasick(list(by_pattern)) if by_pattern else None

    def match(self, item: Mapping[str, Any] | Document) -> list[Match]:
        """The queries that match one item, in their own order, each with its spans.

        `item` has `text` and may have title, author, url, lang, channel, tags, followers; what is absent or None is
        unknown and meets no filter. Spans are [start, end) code points of `text`, rising and apart; a query met by the
        title or by filters alone has none.
        """
        if self._automaton is None:
            return []
        values = item.as_mapping() if isinstance(item, Document) else item
        text, title = values.get("text") or "", values.get("title")
        joined, level = fold(text)
        haystack = b" " + joined + b" "
        if title:
            haystack += _BREAK + fold(title)[0] + b" "
        if self._has_filters:
            haystack += _aside(values)
        found = self._automaton.find_matches_as_indexes(haystack, overlapping=True)
        if not found:
            return []
        candidates = {number for hit in found for number in self._queries_of[hit[0]]}
        reading = Item(values, Folded(text, joined, level), Folded(title, *fold(title)) if title else None)
        matches = []
        for number in sorted(candidates):
            hits = self._plans[number](reading)
            if hits is not None:
                matches.append(Match(self._names[number], _spans(hits, reading)))
        return matches

    def match_many(self, items: Iterable[Mapping[str, Any] | Document]) -> Iterator[list[Match]]:
        """For each item in turn, what `match` gives."""
        return map(self.match, items)


def compile_queries(queries: Iterable[Query]) -> Matcher:
    """Read and compile queries for matching. Raises QueryError at the first that can't be read.

    Building takes time proportional to the queries; matching an item takes time proportional to its length and to the
    queries whose anchors it holds.
    """
    return Matcher([(query.name, parse(query.expr)) for query in queries])


def _has_filter(node: Node) -> bool:
    """Whether an anchor may come from what surrounds title and text."""
    if isinstance(node, Filter):
        return node.name in {"author", "site", "tag"}
    parts = node.parts if isinstance(node, All | Either) else ()
    return any(_has_filter(part) for part in parts)


def _aside(values: Mapping[str, Any]) -> bytes:
    """The folded words of author, site and tags, for the anchors of filters."""
    author, tags, url = values.get("author"), values.get("tags"), values.get("url")
    fields = [author or "", host_of(url) if url else "", *(tags or ())]
    return b"".join(_BREAK + fold(field)[0] + b" " for field in fields)


def _spans(hits: Collection[Hit], item: Item) -> tuple[tuple[int, int], ...]:
    if not hits:
        return ()
    content = item.content
    within = set(hits) if len(hits) > 1 else hits
    if content.base:
        within = [hit for hit in within if hit[0] >= content.base]
    if len(within) < 2:
        return tuple(content.span(first, last, has_sigil=sign) for first, last, sign in within)
    spans: list[tuple[int, int]] = []
    for start, end in sorted([content.span(first, last, has_sigil=sign) for first, last, sign in within]):
        if spans and start < spans[-1][1]:
            spans[-1] = spans[-1][0], max(end, spans[-1][1])
        else:
            spans.append((start, end))
    return tuple(spans)
