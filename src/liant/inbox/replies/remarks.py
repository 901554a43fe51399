"""What the lint says of an answer: help for who writes it and who agrees to it, never in the way of sending."""

from collections.abc import Mapping

from liant.engines.lint import Context
from liant.inbox.models import Conversation
from liant.web.remarks import Remark, read

LONGEST = 20_000  # of an answer that is read while it is written
REPLY = Context(kind="reply", has_subject=True)
# what fills a variable is read with each answer; that each has a name that something fills, the form says itself
SAVED = Context(kind="saved_reply", off=("merge-field", "name-missing"))


def on_answer(conversation: Conversation, text: str) -> list[Remark]:
    return read(text[:LONGEST].replace("\r\n", "\n"), language=conversation.language or None, context=REPLY)


def on_saved(texts: Mapping[str, str]) -> dict[str, list[Remark]]:
    """By language."""
    return {
        language: found
        for language, text in texts.items()
        if (found := read(text[:LONGEST].replace("\r\n", "\n"), language=language, context=SAVED))
    }
