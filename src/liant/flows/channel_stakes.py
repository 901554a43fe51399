"""Story: what a channel would take with it if it closed, its conversations included, is counted where all that was written
is archived."""

from liant.channels.models import Channel
from liant.inbox.models import Conversation


def conversations_of(channel: Channel) -> int:
    """Those that were merged into another count there."""
    return Conversation.objects.filter(channel=channel, merged_into=None).count()
