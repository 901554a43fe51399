"""Computed from values: how items are read and matched with an organisation's queries."""

import functools
from collections.abc import Sequence
from typing import Any

from liant.engines.query import Matcher, Query, compile_queries


def failed_tests(query: Query, must: Sequence[str], must_not: Sequence[str]) -> list[tuple[str, str]]:
    """Sentences that disagree: ("must" | "must_not", sentence)."""
    matcher = compile_queries([query])
    missed = [("must", text) for text in must if not matcher.match({"text": text})]
    wrong = [("must_not", text) for text in must_not if matcher.match({"text": text})]
    return missed + wrong


@functools.lru_cache(maxsize=200)
def compiled(queries: tuple[tuple[str, str], ...]) -> Matcher:
    """The matcher of these (name, expression) pairs, kept while they don't change."""
    return compile_queries([Query(name, expr) for name, expr in queries])


def as_document(item: Any, channel_name: str) -> dict[str, Any]:
    """An item as the query engine reads it."""
    author = item.person
    return {
        "text": item.text,
        "title": item.title,
        "author": author.name if author else "",
        "url": item.url,
        "lang": item.language,
        "channel": channel_name,
        "tags": item.tags,
    }


def as_matches(found: Sequence[Any]) -> list[dict[str, Any]]:
    return [{"name": match.name, "spans": [list(span) for span in match.spans]} for match in found]
