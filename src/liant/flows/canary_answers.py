"""A message that checks a published address comes back: answered, by a machine or by a person, or undelivered. It is
nobody's mention and nobody's wait. An address that begins to fail → the owners are told by mail."""

from collections.abc import Iterable

from liant.channels.models import Item
from liant.deliveries.events import DeliverySettled
from liant.deliveries.models import Delivery
from liant.inbox.canary.arrivals import ORIGIN, hear_answers, note_settled
from liant.inbox.canary.events import AddressUnread
from liant.inbox.canary.jobs import tell_owners


def without_canary_answers(items: Iterable[Item]) -> list[Item]:
    """What is left to hear, once the answers to our own messages are taken."""
    found = list(items)
    heard = hear_answers(found)
    return [item for item in found if item.id not in heard]


def note_canary(event: DeliverySettled) -> None:
    delivery = Delivery.objects.filter(id=event.delivery_id, origin_kind=ORIGIN).first()
    if delivery is not None:
        note_settled(delivery=delivery)


def tell_of_unread_address(event: AddressUnread) -> None:
    tell_owners(event.address_id)
