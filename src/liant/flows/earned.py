"""Story: what others say of us in public is earned, and counted beside what is owned and paid: mentions and links that were
heard, and re-shares. Nobody's name is read."""

from datetime import datetime

from liant.channels.models import Channel, Item
from liant.listening.models import Mention
from liant.writing.rhythm import Earned

MOST = 2000
SAID = ("mention", "post", "article")  # a reply or a mail is a conversation, not publicity
RESHARED = ("repost", "quote")


def count_earned(from_at: datetime, to_at: datetime, channel: Channel | None) -> Earned:
    """Counted as far as MOST of each, which a page can afford."""
    said = Mention.objects.filter(
        published_at__gte=from_at, published_at__lt=to_at, item__kind__in=SAID, item__is_ours=False,
        item__is_private=False, item__withdrawn_at=None,
    )  # fmt: skip
    if channel is not None:
        said = said.filter(item__channel=channel)
    mentions = said.values("id")[: MOST + 1].count()
    reshares, channels = 0, [channel] if channel is not None else list(Channel.objects.only("id"))
    for one in channels:
        shared = Item.objects.filter(
            channel=one, published_at__gte=from_at, published_at__lt=to_at, kind__in=RESHARED, is_ours=False,
            is_private=False, withdrawn_at=None,
        )  # fmt: skip
        reshares += shared.values("id")[: MOST + 1].count()
    return Earned(min(mentions, MOST), min(reshares, MOST), max(mentions, reshares) > MOST)
