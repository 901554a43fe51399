"""A delivery settled → the conversation it answers says so; only what was sent stops the clock. Programmes
that asked are told too."""

from liant.deliveries.events import DeliverySettled
from liant.deliveries.models import Delivery
from liant.flows.announcements import tell_settled
from liant.inbox.arrivals import note_settled


def tell_the_conversation(event: DeliverySettled) -> None:
    delivery = Delivery.objects.get(id=event.delivery_id)
    note_settled(delivery=delivery, state=event.state)
    tell_settled(delivery, event.state)
