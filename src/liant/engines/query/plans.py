"""Turns the tree of a query into one function that checks a reading of an item and says where it was found."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from liant.engines.query.nodes import All, Either, Filter, Near, Node, Not, Range, Term
from liant.engines.query.proximity import Finder, Hit, finder, near_finder, window_finder
from liant.engines.query.reading import Folded, Reading, read_alone
from liant.engines.query.selection import anchors, cost
from liant.engines.query.terms import host_of

Plan = Callable[["Item"], Collection[Hit] | None]  # None: not matched; else where, in the words of title and text


class Item:
    """What a plan looks at: the item's values, and readings made when first asked."""

    __slots__ = ("_author", "_content", "_tags", "_text", "_title", "values")

    def __init__(self, values: Mapping[str, Any], text: Folded, title: Folded | None) -> None:
        self.values = values
        self._text, self._title = text, title
        self._content: Reading | None = None
        self._author: Reading | None = None
        self._tags: list[Reading] | None = None

    @property
    def content(self) -> Reading:
        if self._content is None:
            self._content = Reading(self._text, self._title)
        return self._content

    @property
    def author(self) -> Reading:
        if self._author is None:
            self._author = read_alone(self.values.get("author") or "")
        return self._author

    @property
    def tags(self) -> list[Reading]:
        if self._tags is None:
            self._tags = [read_alone(tag) for tag in self.values.get("tags") or ()]
        return self._tags


def make_plan(node: Node) -> Plan:
    """The function that checks one tree."""
    if isinstance(node, Term):
        return _term_plan(node)
    if isinstance(node, Near):
        find = near_finder(node)
        return lambda item: find(item.content) or None
    if isinstance(node, All):
        return _all_plan(node)
    if isinstance(node, Either):
        return _either_plan(node)
    if isinstance(node, Not):
        inner = make_plan(node.part)
        return lambda item: () if inner(item) is None else None
    return _range_plan(node) if isinstance(node, Range) else _FILTERS[node.name](node)


def _all_plan(node: All) -> Plan:
    positive = [part for part in node.parts if not isinstance(part, Not)]
    positive.sort(key=lambda part: cost(anchors(part)) if anchors(part) else 1)  # what fails most comes first
    plans = [make_plan(part) for part in (*positive, *(part for part in node.parts if isinstance(part, Not)))]

    def check(item: Item) -> Collection[Hit] | None:
        hits: list[Hit] = []
        for plan in plans:
            found = plan(item)
            if found is None:
                return None
            hits.extend(found)
        return hits

    return check


def _either_plan(node: Either) -> Plan:
    simple: dict[str, Plan | None] = {}  # one folded word each: the item's words are looked up, not the list walked
    plans: list[Plan] = []
    for part in node.parts:
        if isinstance(part, Term) and len(part.words) == 1 and part.words[0].is_plain:
            simple[part.words[0].folded] = None
        else:
            plans.append(make_plan(part))
    wanted = simple.keys()

    def check(item: Item) -> Collection[Hit] | None:
        where = item.content.where
        both = wanted & where.keys() if len(wanted) > len(where) else [word for word in wanted if word in where]
        hits: list[Hit] = [(index, index, False) for word in both for index in where[word]]
        is_found = bool(hits)
        for plan in plans:
            found = plan(item)
            if found is not None:
                is_found = True
                hits.extend(found)
        return hits if is_found else None

    return check


def _term_plan(term: Term) -> Plan:
    find = finder(term) if term.distance is None else window_finder(term)

    def check(item: Item) -> Collection[Hit] | None:
        return find(item.content) or None

    return check


def _range_plan(node: Range) -> Plan:
    low, high = node.low or 0, node.high

    def check(item: Item) -> Collection[Hit] | None:
        count = item.values.get("followers")
        return () if count is not None and count >= low and (high is None or count <= high) else None

    return check


def _title_plan(node: Filter) -> Plan:
    finders = [finder(value) for value in node.values]

    def check(item: Item) -> Collection[Hit] | None:
        content = item.content
        return () if any(hit[0] < content.base for find in finders for hit in find(content)) else None

    return check


def _author_plan(node: Filter) -> Plan:
    finders = [finder(value) for value in node.values]
    return lambda item: () if any(find(item.author) for find in finders) else None


def _tag_plan(node: Filter) -> Plan:
    values = [(finder(value), len(value.words)) for value in node.values]
    return lambda item: () if any(_is_whole(find, count, tag) for tag in item.tags for find, count in values) else None


def _channel_plan(node: Filter) -> Plan:
    values = [(finder(value), len(value.words)) for value in node.values]

    def check(item: Item) -> Collection[Hit] | None:
        channel = read_alone(item.values.get("channel") or "")
        return () if any(_is_whole(find, count, channel) for find, count in values) else None

    return check


def _is_whole(find: Finder, count: int, reading: Reading) -> bool:
    return len(reading.folded) == count and bool(find(reading))


def _lang_plan(node: Filter) -> Plan:
    wanted = [value.raw.lower().replace("_", "-") for value in node.values]

    def check(item: Item) -> Collection[Hit] | None:
        lang = (item.values.get("lang") or "").lower().replace("_", "-")
        return () if any(lang == value or lang.startswith(f"{value}-") for value in wanted) else None

    return check


def _site_plan(node: Filter) -> Plan:
    wanted = [value.raw for value in node.values]

    def check(item: Item) -> Collection[Hit] | None:
        host = host_of(item.values.get("url") or "")
        return () if any(host == value or host.endswith(f".{value}") for value in wanted) else None

    return check


_FILTERS: dict[str, Callable[[Filter], Plan]] = {
    "author": _author_plan,
    "channel": _channel_plan,
    "lang": _lang_plan,
    "site": _site_plan,
    "tag": _tag_plan,
    "title": _title_plan,
}
