"""What a crisis holds back, computed from plain values. What nobody said anything about is held too: what leaves cannot be
called back, what is held takes one word to leave."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Why = Literal["house", "channel", "topic", "no topic", "territory"]
WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Land:
    """A territory: the channels that speak for it, and the words by which a text names it."""

    channels: frozenset[int] = frozenset()
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Extent:
    is_whole_house: bool = False
    topics: frozenset[int] = frozenset()
    channels: frozenset[int] = frozenset()
    lands: tuple[Land, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.is_whole_house or self.topics or self.channels or self.lands)


@dataclass(frozen=True)
class Concern:
    """What is about to leave. A conversation has no topic, and its words are for one person: only its channel counts."""

    channel_id: int | None = None
    topic_id: int | None = None
    text: str = ""
    is_conversation: bool = False


def why_held(extent: Extent, concern: Concern) -> Why | None:
    """The first reason for which it is within the extent, or None."""
    reasons: list[tuple[Why, bool]] = [
        ("house", extent.is_whole_house),
        ("channel", concern.channel_id in extent.channels),
        ("territory", any(concern.channel_id in land.channels for land in extent.lands)),
    ]
    if not concern.is_conversation:
        reasons += [
            ("no topic", bool(extent.topics) and concern.topic_id is None),
            ("topic", concern.topic_id in extent.topics),
            ("territory", any(is_named(land.words, concern.text) for land in extent.lands)),
        ]
    return next((why for why, is_so in reasons if is_so), None)


def is_named(names: Iterable[str], text: str) -> bool:
    """Whether one of these stands in the text as whole words, whatever the accents and capitals."""
    found = f" {' '.join(WORD.findall(plain(text)))} "
    return any(f" {wanted} " in found for name in names if (wanted := " ".join(WORD.findall(plain(name)))))


def plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
