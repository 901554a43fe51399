from dataclasses import dataclass

from liant.jobs.events import Event


@dataclass(frozen=True)
class MemberDeactivated(Event):
    """A membership has ended, whoever ended it: a person, a staff list, a directory."""

    member_id: int
