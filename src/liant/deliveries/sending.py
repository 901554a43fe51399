"""How a delivery of the house leaves: what its rooms and its channel say against it, and what becomes of them."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any

from liant.channels.actions import break_channel
from liant.channels.collection import account_of
from liant.channels.models import Channel
from liant.connectors.contract import Account, Permanent, Receipt
from liant.deliveries import actions, driving, gates, media
from liant.deliveries.models import Delivery, Hold
from liant.tenancy.context import tenant


class DeliveryWay(driving.Way):
    def __init__(self, organisation_id: int, delivery_id: int):
        self.organisation_id, self.delivery_id = organisation_id, delivery_id
        self.channel: Channel | None = None

    def inside(self) -> AbstractContextManager[Any]:
        return tenant(self.organisation_id)

    def locked(self) -> Delivery:
        delivery = actions.locked(self.delivery_id)
        self.channel = delivery.channel
        self.connector, self.capabilities = delivery.channel.connector, delivery.channel.capabilities
        return delivery

    def is_held_back(self, row: Delivery) -> bool:
        if not (is_held(row, row.channel) or gates.stop(row)):
            return False
        if row.state == "queued":
            self.move(row, "held")
        return True

    def account(self) -> Account:
        if self.channel is None:
            raise RuntimeError("Its channel is known once it was locked.")
        return account_of(self.organisation_id, self.channel)

    def carried(self, row: Delivery) -> Mapping[str, bytes]:
        return media.carried_by(row.frozen)

    def again(self, row: Delivery, after_seconds: float | None = None) -> None:
        actions.defer_sending(row, after_seconds=after_seconds)

    def lost(self, row: Delivery, error: Permanent) -> None:
        break_channel(channel=row.channel, problem=str(error))
        is_held(row, row.channel)
        self.move(row, "held")

    def move(self, row: Delivery, state: str) -> None:
        actions.move(row, state)

    def settle(self, row: Delivery) -> None:
        actions.settle(row)


def drive(organisation_id: int, delivery_id: int) -> None:
    """Bring one delivery a step further; safe to call at any time, any number of times."""
    driving.drive(DeliveryWay(organisation_id, delivery_id))


def start(delivery: Delivery) -> None:
    driving.start(way_of(delivery), delivery)


def note_arrival(delivery: Delivery, receipt: Receipt) -> None:
    driving.note_arrival(way_of(delivery), delivery, receipt)


def way_of(delivery: Delivery) -> DeliveryWay:
    return DeliveryWay(delivery.organisation_id, delivery.pk)


def is_held(delivery: Delivery, channel: Channel) -> bool:
    """Holds that rooms placed, and our own while the channel is cut off."""
    if channel.state != "well":
        Hold.objects.get_or_create(
            delivery=delivery,
            room="channels",
            lifted_at=None,
            defaults={"reason": f"The channel {channel.name} is {channel.state}."},
        )
    return delivery.holds.filter(lifted_at=None).exists()
