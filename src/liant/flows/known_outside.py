"""Story: a table tells that colleagues had to do with communities outside → the ledger notes it for each of them alone, of those
communities that they had named themselves by then."""

from collections.abc import Sequence

from liant.bonds.actions import keep_outward
from liant.community.workspaces.models import Reading
from liant.community.workspaces.reading import Outward
from liant.ledger.actions import Towards
from liant.ledger.kinds import InteractionKind


def keep(reading: Reading, rows: Sequence[Outward]) -> None:
    by_member: dict[int, list[Towards]] = {}
    for one in rows:
        towards = Towards(one.key, InteractionKind(one.kind), 0, one.community, one.at)
        by_member.setdefault(one.member, []).append(towards)
    for member_id, found in sorted(by_member.items()):
        keep_outward(member_id=member_id, rows=found, through=reading)
