"""The places that merging and splitting take on the inbox's pages."""

from typing import Any

from liant.accounts.permissions import may
from liant.inbox import offers
from liant.inbox.joining.queries import merges_into
from liant.inbox.models import Conversation
from liant.inbox.offers import Section


def ways(request: Any, conversation: Conversation | None) -> Section | None:
    if conversation is None or not may(request.member, "inbox.change", conversation):
        return None
    return {"template": "joining/ways.html", "context": {"conversation": conversation}}


def joined(request: Any, conversation: Conversation | None) -> Section | None:
    """What was put together here, and the way to take it apart."""
    merges = merges_into(conversation) if conversation else []
    if conversation is None or not merges:
        return None
    may_change = may(request.member, "inbox.change", conversation)
    return {"template": "joining/joined.html", "context": {"merges": merges, "may_change": may_change}}


offers.register_section(offers.ACTS, ways)
offers.register_section(offers.HEAD, joined)
