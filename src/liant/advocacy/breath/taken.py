"""What the nightly count holds in memory while it counts, and writes nowhere. Days are counted from the day the programme opened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

STRETCH = 28
"""Days of a stretch: *active* means shared at least once within one."""


@dataclass(frozen=True, slots=True)
class Shared:
    """One share; `follows`: (day, how often people followed its link); `carried`: on which days others carried that link further."""

    day: int
    follows: tuple[tuple[int, int], ...] = ()
    carried: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """Something shared, the first time that its expert did: `at`, in days; `token`, under which it was handed on; `came_from`, that
    of whoever handed it on to them. "": none."""

    at: float
    token: str = ""
    came_from: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """One piece on a short list: how it came to stand there, as `engines.ranking` keeps it (`eligible`: 0 where nobody knows), and what
    became of it."""

    day: int
    is_explored: bool
    is_best: bool
    chance: float
    eligible: int
    opened: bool
    shared: bool


@dataclass(frozen=True, slots=True)
class Taken:
    """An expert who agreed to be counted without their name. `shown`: what stood on their list; `judged`: (day, whether
    they found it useful); `present`: meetings; `asked`: (day, what followed)."""

    key: int
    joined: int
    shares: tuple[Shared, ...] = ()
    shown: tuple[Shown, ...] = ()
    judged: tuple[tuple[int, bool], ...] = ()
    present: tuple[int, ...] = ()
    asked: tuple[tuple[int, str], ...] = ()
    steps: tuple[Step, ...] = ()

    @property
    def suggested(self) -> list[tuple[int, bool]]:
        """(day, whether they opened it)."""
        return [(one.day, one.opened) for one in self.shown]

    def shared_within(self, first: int, past: int) -> list[Shared]:
        return [one for one in self.shares if first <= one.day < past]


@dataclass(frozen=True, slots=True)
class Offered:
    day: int
    kind: str
    topic: int | None
    is_about_us: bool


@dataclass(frozen=True)
class House:
    """What everyone of the house may know: whom it told of the programme and when, who is in which team, what was offered, what
    was said of offers without a name (day, reason), and who put up an example (day, member)."""

    invited: Mapping[int, int]
    teams: Mapping[int, Sequence[str]]
    offered: Sequence[Offered]
    said: Sequence[tuple[int, str]]
    examples: Sequence[tuple[int, int]]


@dataclass(frozen=True)
class Stretch:
    """The `number`th four weeks, from 1."""

    number: int

    @property
    def first(self) -> int:
        return (self.number - 1) * STRETCH

    @property
    def past(self) -> int:
        return self.number * STRETCH
