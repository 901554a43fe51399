"""What the waits tell on the inbox's pages: by when this person should be answered, and the private page they were given."""

from typing import Any

from liant.inbox.models import Conversation
from liant.inbox.offers import BESIDE, HEAD, Section, register_section
from liant.inbox.waiting.models import Satisfaction, Standing
from liant.inbox.waiting.queries import wait_of
from liant.kit import clock


def promised(_request: Any, conversation: Conversation | None) -> Section | None:
    """Under the title, while the person waits."""
    wait = wait_of(conversation) if conversation else None
    if wait is None or wait.ended_at or wait.due_at is None:
        return None
    context = {"due_at": wait.due_at, "is_late": wait.due_at <= clock.now()}
    return {"template": "waiting/parts/promised.html", "context": context}


def given(_request: Any, conversation: Conversation | None) -> Section | None:
    """Under the person: whether a private page is open, and how it went for them."""
    if conversation is None:
        return None
    links = Standing.objects.filter(conversation=conversation, revoked_at=None, expires_at__gt=clock.now())
    told = Satisfaction.objects.filter(conversation=conversation, face__isnull=False).first()
    if not told and not links.exists():
        return None
    context = {"has_link": links.exists(), "told": told, "conversation_id": conversation.id}
    return {"template": "waiting/parts/given.html", "context": context}


register_section(HEAD, promised)
register_section(BESIDE, given)
