"""What happened in the rooms → the programmes that asked to be told. Called by the flows that make it happen, in their
transaction: an announcement is there exactly when its fact is."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from liant.channels.models import Item
from liant.deliveries.hooks.actions import announce
from liant.deliveries.hooks.kinds import Kind, register_kind
from liant.deliveries.models import Delivery
from liant.inbox.models import Conversation, Message
from liant.listening.models import Mention

ABOUT_CONVERSATION = {"conversation_id": 12, "channel_id": 3, "person_id": 8, "hat": "customer", "intent": "complaint"}
register_kind(
    Kind(
        "mention.heard", _("a mention was heard"),
        {"mention_id": 41, "item_id": 77, "channel_id": 3, "queries": ["Nous"], "intent": "complaint", "language": "fr"},
    )
)  # fmt: skip
register_kind(Kind("conversation.opened", _("a conversation began"), ABOUT_CONVERSATION))
register_kind(
    Kind(
        "message.received",
        _("someone wrote"),
        {**ABOUT_CONVERSATION, "message_id": 95, "due": "answer", "is_public": True},
    )
)
register_kind(Kind("answer.sent", _("an answer left, and arrived"), {**ABOUT_CONVERSATION, "message_id": 96, "delivery_id": 31, "delivery_key": "reply:96"}))  # fmt: skip
register_kind(
    Kind(
        "delivery.settled", _("something that was sent is sent, refused, unknown or cancelled"),
        {"delivery_id": 31, "delivery_key": "reply:96", "state": "rejected", "channel_id": 3, "kind": "reply"},
    )
)  # fmt: skip


def tell_mention(mention: Mention) -> None:
    data = {"mention_id": mention.id, "item_id": mention.item_id, "channel_id": mention.item.channel_id,
            "queries": list(mention.query_names), "intent": mention.intent, "language": mention.language}  # fmt: skip
    announce(kind="mention.heard", key=str(mention.id), data=data, happened_at=mention.heard_at)


def tell_message(conversation: Conversation, item: Item) -> None:
    """Also that the conversation began, when this is its first message."""
    message = Message.objects.filter(conversation=conversation, item=item).first()
    if message is None:
        return
    about = about_conversation(conversation)
    if not conversation.messages.filter(id__lt=message.id).exists():
        announce(kind="conversation.opened", key=str(conversation.id), data=about, happened_at=message.at)
    told = {**about, "message_id": message.id, "due": conversation.due, "is_public": conversation.is_public}
    announce(kind="message.received", key=str(message.id), data=told, happened_at=message.at)


def tell_settled(delivery: Delivery, state: str) -> None:
    """A delivery may settle more than once, as when someone sends a refused one again: each time is told."""
    about = {"delivery_id": delivery.id, "delivery_key": delivery.key}
    told = {**about, "state": state, "channel_id": delivery.channel_id, "kind": delivery.kind}
    key = f"{delivery.id}:{state}:{delivery.attempts}"
    announce(kind="delivery.settled", key=key, data=told, happened_at=delivery.settled_at)
    if state == "sent" and delivery.origin_kind == Message._meta.label_lower:
        message = Message.objects.select_related("conversation").filter(id=delivery.origin_id).first()
        if message:
            told = {**about_conversation(message.conversation), "message_id": message.id, **about}
            announce(kind="answer.sent", key=str(message.id), data=told, happened_at=delivery.settled_at)


def about_conversation(conversation: Conversation) -> dict[str, Any]:
    return {
        "conversation_id": conversation.id,
        "channel_id": conversation.channel_id,
        "person_id": conversation.person_id,
        "hat": conversation.hat,
        "intent": conversation.intent,
    }
