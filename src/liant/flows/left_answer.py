"""A reply left → the wait that it ended counts until that moment, not until it was written."""

from liant.deliveries.models import Delivery
from liant.inbox.events import ReplyLeft
from liant.inbox.models import Message
from liant.inbox.waiting.arrivals import count_from_when_it_left


def count_the_wait(event: ReplyLeft) -> None:
    message = Message.objects.get(id=event.message_id)
    left_at = Delivery.objects.values_list("settled_at", flat=True).get(id=event.delivery_id)
    if left_at:
        count_from_when_it_left(conversation_id=message.conversation_id, written_at=message.at, left_at=left_at)
