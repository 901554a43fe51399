"""The places of presence on the page of a conversation: who else is there, in its head; what came meanwhile, above the
composer."""

from typing import Any

from liant.inbox import offers
from liant.inbox.models import Conversation
from liant.inbox.presence import pages


def who_is_there(request: Any, conversation: Conversation | None) -> offers.Section | None:
    if conversation is None:
        return None
    return {"template": "presence/head.html", "context": pages.there(request, conversation, is_opening=True)}


def what_came(_request: Any, conversation: Conversation | None) -> offers.Section | None:
    if conversation is None:
        return None
    return {"template": "presence/over_composer.html", "context": pages.nothing_came(conversation)}


offers.register_section(offers.HEAD, who_is_there)
offers.register_section(offers.TEXT, what_came)
