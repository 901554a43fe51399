"""A delivery settled → the piece that it carries goes on: its next part leaves, it is there, or it waits for a person."""

from liant.deliveries.events import DeliverySettled
from liant.deliveries.models import Delivery
from liant.writing.publishing.leaving import note_settled


def follow_piece(event: DeliverySettled) -> None:
    delivery = Delivery.objects.select_related("channel").get(id=event.delivery_id)
    note_settled(delivery=delivery, state=event.state)
