"""What a staff list would change, computed from what it says and from who is here: nothing is asked of the database."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from enum import Enum
from typing import Any


class Why(Enum):
    """Why what a directory tells is not taken: it is somebody else's, it is not the directory's to change, it makes no sense."""

    TAKEN = "taken"
    FIXED = "fixed"
    WRONG = "wrong"


class Refused(Exception):
    """`detail`: in words for whoever looks after the directory."""

    def __init__(self, why: Why, detail: str):
        super().__init__(detail)
        self.why, self.detail = why, detail


@dataclass(frozen=True)
class Row:
    line: int
    address: str
    name: str = ""
    teams: tuple[str, ...] = ()
    language: str = ""

    def kept(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_kept(cls, values: Mapping[str, Any]) -> "Row":
        return cls(**{**values, "teams": tuple(values["teams"])})

    @property
    def full_name(self) -> str:
        """The name, else what stands before the @ of the address."""
        return self.name or " ".join(self.address.partition("@")[0].replace("_", ".").split(".")).title()


@dataclass(frozen=True)
class Known:
    """A member as they are: `teams` are keys."""

    member_id: int
    address: str
    name: str
    teams: frozenset[str]
    is_active: bool
    is_reader: bool = False  # whoever reads the list is never proposed to leave


@dataclass(frozen=True)
class Change:
    """`joins` and `leaves` are names of teams; `name` is the new one, or empty."""

    known: Known
    row: Row
    name: str
    joins: tuple[str, ...]
    leaves: tuple[str, ...]


@dataclass
class Plan:
    new: list[Row] = field(default_factory=list)
    back: list[Change] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    gone: list[Known] = field(default_factory=list)
    same: int = 0
    new_teams: list[str] = field(default_factory=list)

    @property
    def changes_something(self) -> bool:
        return bool(self.new or self.back or self.changed or self.new_teams)


def key_of(team: str) -> str:
    """Teams are the same whatever their capitals."""
    return " ".join(team.split()).casefold()


def compare(rows: Iterable[Row], here: Iterable[Known], teams: Iterable[str], *, has_teams: bool) -> Plan:
    """`teams`: names of those there are. A team that the list names has in it, of those listed, whom the list says;
    a team that it does not name stays as it is."""
    plan, by_address = Plan(), {one.address.casefold(): one for one in here}
    names = {key_of(name): name for name in teams}
    rows = list(rows)
    named: dict[str, str] = {}
    for row in rows:
        for team in row.teams:
            named.setdefault(key_of(team), names.get(key_of(team), team))
    plan.new_teams = [name for key, name in named.items() if key not in names]
    listed = set()
    for row in rows:
        listed.add(row.address.casefold())
        known = by_address.get(row.address.casefold())
        if known is None:
            plan.new.append(row)
            continue
        change = _change(known, row, named, has_teams)
        if not known.is_active:
            plan.back.append(change)
        elif change.name or change.joins or change.leaves:
            plan.changed.append(change)
        else:
            plan.same += 1
    plan.gone = [one for key, one in by_address.items() if one.is_active and not one.is_reader and key not in listed]
    return plan


def _change(known: Known, row: Row, named: Mapping[str, str], has_teams: bool) -> Change:
    wanted = {key_of(team) for team in row.teams}
    joins = [named[key] for key in named if key in wanted - known.teams] if has_teams else []
    leaves = [named[key] for key in named if key in known.teams - wanted] if has_teams else []
    name = row.name if row.name and row.name != known.name else ""
    return Change(known, row, name, tuple(joins), tuple(leaves))


@dataclass(frozen=True)
class Told:
    """What a directory says of someone, as Liant takes it. `kept`: as it is given back."""

    user_name: str
    address: str
    name: str
    language: str
    is_active: bool
    external_id: str
    kept: dict[str, Any]
