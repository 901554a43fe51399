from collections.abc import Sequence

from liant.channels.models import Channel
from liant.writing.archive.models import Archive, Stake
from liant.writing.models import Piece


def archives(limit: int = 20) -> list[Archive]:
    """The newest first."""
    return list(Archive.objects.select_related("asked_by")[:limit])


def one_archive(archive_id: int) -> Archive | None:
    return Archive.objects.filter(pk=archive_id).first()


def is_being_made() -> bool:
    return Archive.objects.filter(state=Archive.State.WAITING).exists()


def ids_of_pieces() -> list[int]:
    """All of them, the oldest first, so that what is written later stands at the end."""
    return list(Piece.objects.order_by("id").values_list("id", flat=True))


def channels_at_stake() -> list[Channel]:
    """Accounts that somebody else keeps: those on which something of ours can be said, by name."""
    return [one for one in Channel.objects.all() if one.capabilities.can_post or one.capabilities.can_reply]


def stakes() -> Sequence[Stake]:
    known = {channel.pk for channel in channels_at_stake()}
    found = Stake.objects.select_related("channel").filter(channel__in=known)
    return list(found.order_by("channel__name", "channel_id"))
