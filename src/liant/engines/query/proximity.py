"""Where words and phrases stand, and which of them stand near each other; time stays near-linear in the text."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import accumulate

from liant.engines.query.nodes import Either, Near, Node, Term
from liant.engines.query.reading import Reading

Hit = tuple[int, int, bool]  # first word, last word, whether a # or @ opens it
Finder = Callable[[Reading], Collection[Hit]]


def finder(term: Term) -> Finder:
    """Finds a word or a phrase."""
    words, last = term.words, len(term.words) - 1
    has_sigil = bool(words[0].sigil)
    if not last:
        only = words[0]
        return lambda reading: [(index, index, has_sigil) for index in reading.find(only)]
    pivot = min(range(len(words)), key=lambda n: (words[n].is_wild, -len(words[n].folded)))
    others = [(n - pivot, word) for n, word in enumerate(words) if n != pivot]

    def find(reading: Reading) -> list[Hit]:
        return [
            (index - pivot, index - pivot + last, has_sigil)
            for index in reading.find(words[pivot])
            if index >= pivot and all(reading.stands(word, index + shift) for shift, word in others)
        ]

    return find


def window_finder(term: Term) -> Finder:
    """Finds every word of a phrase, in any order, with at most `distance` other words among them."""
    words, width = term.words, len(term.words) + (term.distance or 0)

    def find(reading: Reading) -> list[Hit]:
        slots: dict[int, list[int]] = {}
        for slot, word in enumerate(words):
            indexes = reading.find(word)
            if not indexes:
                return []
            for index in indexes:
                slots.setdefault(index, []).append(slot)
        places = sorted(slots)
        marks = [0] * (len(places) + 1)  # +1 where a full window opens, -1 after it: each place is looked at once
        for first, start in enumerate(places):
            after = bisect_left(places, start + width, first)
            if after - first >= len(words) and _can_fill(len(words), (slots[places[n]] for n in range(first, after))):
                marks[first] += 1
                marks[after] -= 1
        return [
            (index, index, any(words[slot].sigil for slot in slots[index]))
            for index, count in zip(places, accumulate(marks), strict=False)
            if count
        ]

    return find


def _can_fill(count: int, offers: Iterable[Sequence[int]]) -> bool:
    """Whether each of `count` slots can take a place of its own, each place offering some slots (Kuhn's matching)."""
    taken: dict[int, int] = {}
    seen: list[Sequence[int]] = []

    def settle(place: int, tried: set[int]) -> bool:
        for slot in seen[place]:
            if slot not in tried:
                tried.add(slot)
                if slot not in taken or settle(taken[slot], tried):
                    taken[slot] = place
                    return True
        return False

    for place, offer in enumerate(offers):
        seen.append(offer)
        settle(place, set())
        if len(taken) == count:
            return True
    return False


def near_finder(node: Near) -> Finder:
    """Finds the hits of both sides that stand within reach of one another, and of NEARs inside, those behind them."""
    side = _NearSide(node)

    def find(reading: Reading) -> Collection[Hit]:
        found = side.find(reading)
        return found.behind(found.hits)

    return find


class _Found:
    """The hits of one side of a NEAR."""

    def __init__(self, hits: set[Hit]) -> None:
        self.hits = hits

    def behind(self, chosen: set[Hit]) -> set[Hit]:
        """The chosen hits, with those they needed."""
        return chosen & self.hits


class _FoundGroup(_Found):
    def __init__(self, parts: list[_Found]) -> None:
        super().__init__(set().union(*(part.hits for part in parts)))
        self.parts = parts

    def behind(self, chosen: set[Hit]) -> set[Hit]:
        return set().union(*(part.behind(chosen & part.hits) for part in self.parts))


class _FoundNear(_Found):
    def __init__(self, left: _Found, right: _Found, near: Near) -> None:
        self.left, self.right, self.near = left, right, near
        lefts, rights = _meet(left.hits, right.hits, near)
        super().__init__(lefts | rights)

    def behind(self, chosen: set[Hit]) -> set[Hit]:
        by_left = _meet(chosen & self.left.hits, self.right.hits, self.near)
        by_right = _meet(self.left.hits, chosen & self.right.hits, self.near)
        return self.left.behind(by_left[0] | by_right[0]) | self.right.behind(by_left[1] | by_right[1])


class _TermSide:
    def __init__(self, term: Term) -> None:
        self.finder = finder(term)

    def find(self, reading: Reading) -> _Found:
        return _Found(set(self.finder(reading)))


class _GroupSide:
    def __init__(self, node: Either) -> None:
        self.parts = [_side(part) for part in node.parts]

    def find(self, reading: Reading) -> _Found:
        return _FoundGroup([part.find(reading) for part in self.parts])


class _NearSide:
    def __init__(self, node: Near) -> None:
        self.node, self.left, self.right = node, _side(node.left), _side(node.right)

    def find(self, reading: Reading) -> _Found:
        left = self.left.find(reading)
        right = self.right.find(reading) if left.hits else _Found(set())
        return _FoundNear(left, right, self.node)


def _side(node: Node) -> _TermSide | _GroupSide | _NearSide:
    if isinstance(node, Near):
        return _NearSide(node)
    if isinstance(node, Either):
        return _GroupSide(node)
    if isinstance(node, Term):
        return _TermSide(node)
    raise TypeError(f"{type(node).__name__} can't stand inside NEAR")


def _meet(lefts: set[Hit], rights: set[Hit], near: Near) -> tuple[set[Hit], set[Hit]]:
    """The hits of each side that have one of the other within reach; two hits never share a word."""
    if not lefts or not rights:
        return set(), set()
    before, after = _follow(lefts, rights, near.distance + 1)
    if not near.is_ordered:
        more_after, more_before = _follow(rights, lefts, near.distance + 1)
        before, after = before | more_before, after | more_after
    return before, after


def _follow(firsts: Iterable[Hit], seconds: Iterable[Hit], reach: int) -> tuple[set[Hit], set[Hit]]:
    """The firsts that end at most `reach` before the start of a second, and those seconds."""
    by_start = sorted(seconds)
    starts = [hit[0] for hit in by_start]
    marks = [0] * (len(starts) + 1)
    leading: set[Hit] = set()
    for hit in firsts:
        low, high = bisect_right(starts, hit[1]), bisect_right(starts, hit[1] + reach)
        if low < high:
            leading.add(hit)
            marks[low] += 1
            marks[high] -= 1
    return leading, {hit for hit, count in zip(by_start, accumulate(marks), strict=False) if count}
