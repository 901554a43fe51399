"""A channel is well again → what was held back because it was cut off may leave."""

from liant.channels.events import ChannelResumed
from liant.deliveries.actions import release
from liant.deliveries.models import Delivery


def let_go(event: ChannelResumed) -> None:
    held = Delivery.objects.filter(channel_id=event.channel_id, state="held", holds__room="channels")
    for delivery in held.filter(holds__lifted_at=None).distinct():
        release(actor=None, delivery=delivery, room="channels")
