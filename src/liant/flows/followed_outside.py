"""Story: an expert notes that something came of a share in one of their communities → the ledger notes it for them alone, while they
let whom they turn to be seen; forgotten there, it is forgotten here."""

from datetime import datetime

from liant.accounts.models import Member
from liant.advocacy.between import Places
from liant.advocacy.models import Outcome
from liant.bonds import actions, between, queries
from liant.ledger.kinds import InteractionKind

KINDS = {
    Outcome.Kind.REPLY: InteractionKind.CONVERSATION,
    Outcome.Kind.THANKS: InteractionKind.CONVERSATION,
    Outcome.Kind.MET: InteractionKind.MET,
}


def of(member: Member) -> list[tuple[int, str]]:
    """Those that they named, while they agree."""
    if between.agreed_since(member) is None:
        return []
    return [(one.community_id, one.community.name) for one in queries.known_outside(member)]


def note(member: Member, place: int, key: str, kind: str, at: datetime) -> None:
    actions.note_followed(actor=member, community_id=place, key=key, kind=KINDS[Outcome.Kind(kind)], at=at)


def forget(member: Member, key: str) -> None:
    actions.forget_followed(actor=member, key=key)


PLACES = Places(of, note, forget)
