"""What an experiment offers to the rooms where colleagues' words are shown: whose stand first for a reader this week, and where to say
that they were shown. A flow takes it there."""

from collections.abc import Callable
from dataclasses import dataclass

from liant.accounts.models import Member
from liant.meetings.experiment import queries, taking_part


@dataclass(frozen=True)
class PutFirst:
    """`plan_id`: of the experiment, whose page says why; `note(where)`: "page" or "mail", once something was really shown."""

    author_id: int
    plan_id: int
    note: Callable[[str], None]


def put_first(member: Member) -> PutFirst | None:
    found = queries.put_first_for(member)
    if found is None:
        return None

    def note(where: str) -> None:
        taking_part.note_shown(member_id=member.pk, spotlight_id=found.pk, where=where)

    return PutFirst(found.other_id, found.plan_id, note)
