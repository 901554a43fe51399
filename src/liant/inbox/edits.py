"""Their authors changed what they had said: the conversation shows what is said now."""

from liant.inbox.arrivals import body_of
from liant.inbox.models import Message
from liant.inbox.rules import excerpt
from liant.jobs import live


def take_over(*, item_ids: list[int]) -> None:
    """The new words in place of the old ones, also where a list shows their beginning."""
    messages = Message.objects.filter(item_id__in=item_ids, item__withdrawn_at=None)
    for message in messages.select_related("item", "conversation"):
        if message.item is None:
            continue
        conversation, before = message.conversation, excerpt(message.body)
        message.body = body_of(message.item)
        message.save(update_fields=["body"])
        shown = [field for field in ("opening", "excerpt") if getattr(conversation, field) == before]
        for field in shown:
            setattr(conversation, field, excerpt(message.body))
        if shown:
            conversation.save(update_fields=shown)
        live.notify("conversation", conversation.id)
