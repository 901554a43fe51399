from liant.accounts.models import Member
from liant.inbox.models import Conversation, Message
from liant.inbox.presence.models import Look
from liant.inbox.presence.rules import A_MOMENT_AGO, HERE
from liant.kit import clock

MOST = 5


def others_there(reader: Member, conversation: Conversation) -> list[Look]:
    """Who else has it open, or had it within the last minute; `is_here` tells which."""
    found = Look.objects.filter(conversation=conversation, seen_at__gt=clock.now() - A_MOMENT_AGO).exclude(
        member=reader
    )
    looks = list(found.select_related("member").order_by("member__name")[:MOST])
    for one in looks:
        one.is_here = one.seen_at > clock.now() - HERE  # type: ignore[attr-defined]
    return looks


def newest_since(conversation: Conversation, seen_message_id: int) -> Message | None:
    """The latest message, of theirs or ours, that came after this one."""
    spoken = conversation.messages.exclude(direction=Message.Direction.NOTE).filter(taken_back_at=None)
    spoken = spoken.filter(id__gt=seen_message_id)
    return spoken.select_related("author", "item__person").order_by("-id").first()
