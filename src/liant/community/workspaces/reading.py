"""What every reader of a workspace gives: who turned to whom and when, or what is wrong with which line. Words are looked
through for names and let go; nothing here keeps them."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

MOST_PROBLEMS = 50
THANKING = {"pray", "thanks", "thank_you", "thankyou", "merci", "ty"}  # emoji by which one thanks


@dataclass(frozen=True)
class Act:
    """`member` and `to`: members by id, both among those who agreed."""

    key: str
    kind: str  # of the ledger
    member: int
    to: int
    at: datetime


@dataclass(frozen=True)
class Outward:
    """What a member, by id, had to do with a community outside, by its number."""

    key: str
    kind: str
    member: int
    community: int
    at: datetime


@dataclass(frozen=True)
class Problem:
    """Where, and what is wrong there: code and values, said in the reader's language by the page. `column`: of a table."""

    where: str
    number: int
    what: str
    column: str = ""


@dataclass
class Found:
    """`known`: the address (or name) of each member who agreed → their id. Whoever is not in it is not there. `communities`: outside,
    by name, as `ledger.kinds.community_key` has it."""

    source: str
    known: Mapping[str, int]
    communities: Mapping[str, int] = field(default_factory=dict)
    outward: dict[str, Outward] = field(default_factory=dict)
    acts: dict[str, Act] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def note(self, kind: str, member: str | None, to: str | None, at: datetime, *named: Any) -> None:
        """Once for each `named`: what tells this act from all others there."""
        one, other = self.known.get((member or "").lower()), self.known.get((to or "").lower())
        if one is None or other is None or one == other:
            return
        key = self._key(kind, one, other, *named)
        self.acts.setdefault(key, Act(key, kind, one, other, at))

    def note_outside(self, kind: str, member: str, community: int, at: datetime, *named: Any) -> None:
        """The same, towards a community."""
        one = self.known.get(member.lower())
        if one is not None:
            key = self._key(kind, one, f"community {community}", *named)
            self.outward.setdefault(key, Outward(key, kind, one, community, at))

    def _key(self, kind: str, *named: Any) -> str:
        summed = hashlib.sha256("\n".join(str(part) for part in (kind, *named)).encode()).hexdigest()
        return f"{self.source}:{kind}:{summed[:40]}"

    def wrong(self, where: str, number: int, what: str, column: str = "") -> bool:
        """Whether to go on."""
        self.problems.append(Problem(where, number, what, column))
        return len(self.problems) < MOST_PROBLEMS


def reaction_kind(emoji: str) -> str:
    return "thanks" if emoji.strip(":").lower() in THANKING else "reaction"


def moment_of(seconds: float) -> datetime:
    """Raises ValueError for what is no moment."""
    try:
        found = datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, OSError) as error:
        raise ValueError("no such moment") from error
    if with_zone(found) is None:
        raise ValueError("no such moment")
    return found


def with_zone(moment: datetime) -> datetime | None:
    """In UTC where no zone is told; None outside of the years in which colleagues can have turned to one another."""
    found = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return found if 2000 <= found.year < 2200 else None
