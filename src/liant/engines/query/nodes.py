"""The parts of a parsed query. Two queries are equal when they read the same, wherever they stand and whatever is commented."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

FARTHEST = 100  # words that NEAR and ~ may span; the title is kept farther than this from the text


class Place(NamedTuple):
    """Where something stands in the expression: code points from its start, and how many."""

    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Word:
    """One word looked for. `accented` and `cased` are None where that comparison isn't asked for."""

    folded: str  # may hold the wildcards * and ?
    accented: str | None = None
    cased: str | None = None
    sigil: str = ""  # the # or @ that opens it
    chain: str = ""  # the # or @ of the tag or handle it belongs to
    is_glued: bool = False  # that tag or handle goes on after this word
    is_wild: bool = field(init=False)
    is_plain: bool = field(init=False)  # the folded form says all

    def __post_init__(self) -> None:
        is_wild = "*" in self.folded or "?" in self.folded
        object.__setattr__(self, "is_wild", is_wild)
        is_plain = not (is_wild or self.chain or self.accented is not None or self.cased is not None)
        object.__setattr__(self, "is_plain", is_plain)


@dataclass(frozen=True, slots=True)
class Term:
    """A word, a phrase, or words within `distance` of each other."""

    raw: str
    kind: str  # bare, quoted or case
    words: tuple[Word, ...]
    distance: int | None = None
    place: Place = field(default=Place(0, 0), compare=False)
    comments: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Filter:
    """`field:value` or `field:(value OR value)`."""

    name: str
    values: tuple[Term, ...]
    place: Place = field(default=Place(0, 0), compare=False)
    comments: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Range:
    """`followers:[low TO high]`, both included; None is open."""

    name: str
    low: int | None
    high: int | None
    place: Place = field(default=Place(0, 0), compare=False)
    comments: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Near:
    """At most `distance` words between the two sides."""

    left: "Node"
    right: "Node"
    distance: int
    is_ordered: bool
    place: Place = field(default=Place(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class All:
    parts: tuple["Node", ...]
    place: Place = field(default=Place(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Either:
    parts: tuple["Node", ...]
    place: Place = field(default=Place(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    part: "Node"
    place: Place = field(default=Place(0, 0), compare=False)


Node = Term | Filter | Range | Near | All | Either | Not


@dataclass(frozen=True, slots=True)
class Expression:
    """A whole query, checked; `source` is the text it was read from."""

    root: Node
    source: str = field(default="", compare=False)
    closing_comments: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Query:
    """A named query, as it is saved."""

    name: str
    expr: str


class Match(NamedTuple):
    """A query that matched, and the [start, end) code points of the item's text that made it."""

    name: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Document:
    """What is matched. What is unknown is None, never empty by guess."""

    text: str
    title: str | None = None
    author: str | None = None
    url: str | None = None
    lang: str | None = None
    channel: str | None = None
    tags: Sequence[str] = ()
    followers: int | None = None

    def as_mapping(self) -> Mapping[str, Any]:
        return self.__dict__
