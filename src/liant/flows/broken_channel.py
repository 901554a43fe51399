"""A channel's access was lost → whoever looks after it is told, once."""

from liant.channels.access.actions import tell_of_loss
from liant.channels.events import ChannelBroken
from liant.channels.models import Channel


def tell_who_looks_after_it(event: ChannelBroken) -> None:
    channel = Channel.objects.filter(id=event.channel_id, state="broken").first()
    if channel is not None:  # mended since: there is nothing left to say
        tell_of_loss(channel=channel, broken_at=event.broken_at)
