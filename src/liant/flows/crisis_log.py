"""Something left while a crisis was on → its log says so: who, when, through what; never the words of a conversation."""

from liant.deliveries.events import DeliverySettled
from liant.deliveries.models import Delivery
from liant.writing.crisis.actions import note_sent


def note_what_left(event: DeliverySettled) -> None:
    if event.state != "sent":
        return
    delivery = Delivery.objects.select_related("channel", "author").filter(id=event.delivery_id).first()
    if delivery is not None:
        note_sent(delivery=delivery)
