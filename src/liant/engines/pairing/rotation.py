"""What a draw comes to: who meets whom in which week, who has nobody, and what is needed to draw it again."""

from dataclasses import dataclass
from typing import Literal

from liant.engines.pairing.luck import METHOD

Mode = Literal["experiment", "operations"]


@dataclass(frozen=True, slots=True)
class Meeting:
    """`people`: two in the order of their names, then whoever was left over and joined them. `is_repeat`: some of them met before."""

    week: int
    people: tuple[str, ...]
    is_repeat: bool = False

    @property
    def credit(self) -> float:
        """What each pair of it counts for: a half among three."""
        return 1.0 if len(self.people) == 2 else 0.5


@dataclass(frozen=True)
class Rotation:
    """`meetings` in the order of weeks and names; `resting`: (week, person) of whoever has nobody that week. `seed`, `method` and
    `roster` (a digest of the names): with the same names, history and rules they draw the same again, bit for bit."""

    mode: Mode
    weeks: int
    seed: int
    roster: str
    meetings: tuple[Meeting, ...]
    resting: tuple[tuple[int, str], ...]
    method: int = METHOD

    def pairs(self) -> set[tuple[str, str]]:
        """Everyone who meets someone, two by two, the smaller name first."""
        return {
            (min(one, other), max(one, other))
            for meeting in self.meetings
            for at, one in enumerate(meeting.people)
            for other in meeting.people[at + 1 :]
        }
