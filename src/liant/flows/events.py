from dataclasses import dataclass

from liant.jobs.events import Event


@dataclass(frozen=True)
class MemberDeactivated(Event):
    """A membership has ended, whoever ended it: a person, a staff list, a directory."""

    member_id: int


@dataclass(frozen=True)
class PiecePublished(Event):
    """A piece is there for its readers, on one network more. `at`: since when."""

    piece_id: int
    at: str
