"""A channel is cut off or well again, or a stretch was not heard → the programmes that asked to be told. Channels stand below what
leaves, so that they cannot tell it themselves."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from liant.channels.events import ChannelBroken, ChannelResumed, GapsNoted
from liant.channels.models import Coverage
from liant.deliveries.hooks.actions import announce
from liant.deliveries.hooks.kinds import Kind, register_kind
from liant.deliveries.hooks.rules import in_utc

register_kind(Kind("channel.broken", _("a channel is cut off"), {"channel_id": 3, "broken_at": "2026-11-22T09:10:00Z"}))
register_kind(
    Kind("channel.resumed", _("a channel is heard again"), {"channel_id": 3, "resumed_at": "2026-11-22T11:40:00Z"})
)
register_kind(
    Kind(
        "gap.noted",
        _("a stretch was not heard"),
        {"gap_id": 18, "channel_id": 3, "from_at": "2026-11-22T07:00:00Z", "to_at": "2026-11-22T09:10:00Z",
         "is_open": False},
    )
)  # fmt: skip


def tell_broken(event: ChannelBroken) -> None:
    """Once for each loss."""
    broken_at = in_utc(datetime.fromisoformat(event.broken_at))
    data = {"channel_id": event.channel_id, "broken_at": broken_at}
    announce(kind="channel.broken", key=f"{event.channel_id}:{broken_at}", data=data)


def tell_resumed(event: ChannelResumed) -> None:
    """After a loss or a pause."""
    resumed_at = in_utc(datetime.fromisoformat(event.resumed_at))
    data = {"channel_id": event.channel_id, "resumed_at": resumed_at}
    announce(kind="channel.resumed", key=f"{event.channel_id}:{resumed_at}", data=data)


def tell_gaps(event: GapsNoted) -> None:
    """Each once; one without an end goes on."""
    for gap in Coverage.objects.filter(id__in=event.coverage_ids).order_by("id"):
        data = {
            "gap_id": gap.id,
            "channel_id": gap.channel_id,
            "from_at": in_utc(gap.from_at) if gap.from_at else None,
            "to_at": in_utc(gap.to_at) if gap.to_at else None,
            "is_open": gap.to_at is None,
        }
        announce(kind="gap.noted", key=str(gap.id), data=data, happened_at=gap.noted_at)
