"""Story: colleagues who were drawn together say that they met → the ledger notes it, once, if both had agreed that Liant may see
whom they turn to; their tie is then measured from it as from all else."""

from datetime import datetime

from liant.community.queries import agreed_before
from liant.ledger.actions import note
from liant.ledger.kinds import Consent, InteractionKind, Purpose, Visibility
from liant.meetings.events import MetByLot
from liant.meetings.models import Round
from liant.people.actions import person_of_member


def note_meeting(event: MetByLot) -> None:
    at = datetime.fromisoformat(event.at)
    agreed = agreed_before([event.member_id, event.other_id], at)
    round_ = Round.objects.filter(pk=event.round_id).first()
    if round_ is None or agreed.keys() != {event.member_id, event.other_id}:
        return
    note(
        key=f"rotation:{event.round_id}:{event.member_id}:{event.other_id}", kind=InteractionKind.MET,
        source=person_of_member(agreed[event.member_id]), target=person_of_member(agreed[event.other_id]), at=at,
        through=round_, purpose=Purpose.BELONGING, visibility=Visibility.PARTIES, consent=Consent.GIVEN,
    )  # fmt: skip
