"""A reply left → the ledger notes it: who answered whom, when, through what."""

from liant.deliveries.models import Delivery
from liant.inbox.events import ReplyLeft
from liant.inbox.models import Message
from liant.ledger.actions import note
from liant.ledger.kinds import Consent, InteractionKind, Purpose, Visibility
from liant.people.actions import person_of_member


def note_interaction(event: ReplyLeft) -> None:
    message = Message.objects.select_related("conversation", "conversation__person", "author").get(id=event.message_id)
    delivery = Delivery.objects.get(id=event.delivery_id)
    person = message.conversation.person
    if message.author is None or person is None:
        return
    note(
        key=f"reply:{message.id}",
        kind=InteractionKind.REPLY,
        source=person_of_member(message.author),
        target=person,
        at=delivery.settled_at or message.at,
        through=message,
        purpose=Purpose.ANSWERING,
        visibility=Visibility.PUBLIC if message.conversation.is_public else Visibility.PARTIES,
        consent=Consent.NOT_NEEDED,
    )
