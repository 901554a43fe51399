"""How long a network says a text is: graphemes, code points, UTF-16 units or X's weights; an address at its own price."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Unit = Literal["graphemes", "characters", "utf16", "weighted"]
_LINK = r"https?://[^\s<>«»\u201c\u201d]+"
_NAME = r"(?<![\w/@.])@([\w.-]+)@[\w.-]+\w"
# Ranges that X counts once (twitter-text 3); every other character counts twice, and so does any emoji.
_LIGHT = ((0, 0x10FF), (0x2000, 0x200D), (0x2010, 0x201F), (0x2032, 0x2037))


@dataclass(frozen=True)
class Counting:
    """`link`: what each address counts for, None when it counts as written. `drops_servers`: of @name@server only @name
    counts."""

    unit: Unit = "characters"
    link: int | None = None
    drops_servers: bool = False


# Networks with a way of their own; the others count code points.
COUNTINGS = {
    "bluesky": Counting("graphemes"),
    "mastodon": Counting("graphemes", 23, drops_servers=True),
    "threads": Counting("graphemes"),
    "x": Counting("weighted", 23),
}


def counting_of(network: str, unit: Unit = "characters") -> Counting:
    """The network's own way of counting, else plainly by this unit."""
    return COUNTINGS.get(network) or Counting(unit)


def length(text: str, counting: Counting | Unit = "characters") -> int:
    """How long a text is, lines ended as networks keep them rather than as forms send them."""
    counting = Counting(counting) if isinstance(counting, str) else counting
    return measure(text.replace("\r\n", "\n"), counting)[0]


def measure(text: str, counting: Counting, limit: int | None = None) -> tuple[int, int]:
    """(how long it is, place of the first character beyond `limit`; the end of the text where there is none)."""
    if counting == Counting():
        return len(text), len(text) if limit is None else min(limit, len(text))
    count, beyond = 0, len(text)
    for start, cost in _steps(text, counting):
        count += cost
        if limit is not None and count > limit and beyond == len(text):
            beyond = start
    return count, beyond


def _steps(text: str, counting: Counting) -> Iterator[tuple[int, int]]:
    """(place, price) of each address, name and grapheme, in their order."""
    import regex  # late: it takes a while to load

    whole: dict[int, tuple[int, int]] = {}
    if counting.drops_servers:
        whole = {one.start(): (one.end(), 1 + len(regex.findall(r"\X", one[1]))) for one in regex.finditer(_NAME, text)}
    if counting.link is not None:
        whole |= {one.start(): (one.end(), counting.link) for one in regex.finditer(_LINK, text, regex.IGNORECASE)}
    end = 0
    for one in regex.finditer(r"\X", text):
        if one.start() < end:
            continue
        end, cost = whole.get(one.start()) or (one.end(), _price(one[0], counting.unit))
        yield one.start(), cost


def _price(grapheme: str, unit: Unit) -> int:
    if unit == "graphemes":
        return 1
    if unit == "utf16":
        return len(grapheme.encode("utf-16-le", "surrogatepass")) // 2
    if unit == "characters":
        return len(grapheme)
    is_emoji = len(grapheme) > 1 and ord(max(grapheme)) > 0x2000
    return 2 if is_emoji else sum(1 if any(low <= ord(one) <= high for low, high in _LIGHT) else 2 for one in grapheme)
