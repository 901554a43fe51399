"""What the templates of presence are given."""

from typing import Any

from django.http import HttpRequest

from liant.inbox.models import Conversation
from liant.inbox.presence.actions import look
from liant.inbox.presence.queries import newest_since, others_there


def there(request: HttpRequest, conversation: Conversation, *, is_opening: bool = False) -> dict[str, Any]:
    """Opening the page is itself a sign of life: without script it is the only one."""
    member = request.member  # type: ignore[attr-defined]
    if is_opening and request.method == "GET" and request.headers.get("HX-Request") != "true":
        look(actor=member, conversation=conversation)
    return {"conversation_id": conversation.id, "others": others_there(member, conversation)}


def nothing_came(conversation: Conversation) -> dict[str, Any]:
    """A page that was just made shows everything."""
    return {"conversation_id": conversation.id, "newest": None, "seen": ""}


def came(conversation: Conversation, seen_message_id: int) -> dict[str, Any]:
    newest = newest_since(conversation, seen_message_id) if seen_message_id else None
    return {"conversation_id": conversation.id, "newest": newest, "person": conversation.person}
