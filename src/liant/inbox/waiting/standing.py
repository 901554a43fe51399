"""What the page "Where do I stand?" says to whoever waits: the state of their matter in words, when an answer is due, what
is kept about them, from where and what for. Nothing of other matters, nothing of colleagues."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from liant.inbox.models import Conversation, Message
from liant.inbox.waiting.models import Standing, Wait
from liant.inbox.waiting.queries import wait_of
from liant.kit import clock
from liant.people.models import Handle
from liant.people.phrases import source_in_words


@dataclass(frozen=True)
class Kept:
    """One thing that is kept: what, its value, where it comes from, what it serves."""

    what: str
    value: str
    source: str
    purpose: str


def standing_page(standing: Standing) -> dict[str, Any]:
    conversation = standing.conversation
    wait = wait_of(conversation)
    return {
        "conversation": conversation,
        "state": state_of(conversation, wait),
        "wait": wait,
        "is_late": bool(wait and wait.ended_at is None and wait.due_at and wait.due_at <= clock.now()),
        "kept": kept_about(conversation),
        "until": standing.expires_at,
    }


def state_of(conversation: Conversation, wait: Wait | None) -> str:
    """ "waiting", "answered", "closed" (without an answer), or "noted" where nothing is due."""
    if wait is None:
        return "answered" if conversation.answered_at else "noted"
    if wait.ended_at is None:
        return "waiting"
    if wait.ending in ("answered", "thanked", "elsewhere"):
        return "answered"
    return "closed" if wait.ending == "closed" else "noted"


def kept_about(conversation: Conversation) -> list[Kept]:
    """Of this matter alone: the same person may have others, which this link does not open."""
    person, to_answer = conversation.person, _("to answer you, and to show what was answered")
    kept: list[Kept] = []
    if person:
        source = source_in_words(person.source)
        if person.name:
            kept.append(Kept(_("your name"), person.name, source, _("to know whom we answer")))
        handle = handle_used(conversation)
        if handle:
            kept.append(Kept(_("your address"), handle.shown or handle.key, source_in_words(handle.source), to_answer))
    kept.append(Kept(_("in what quality you write"), conversation.get_hat_display(), _("read in what you wrote"),
                     _("so that only those concerned read it")))  # fmt: skip
    kept.append(Kept(_("what you wrote and what we answered"), messages_in_words(conversation),
                     _("you, and us, on %(channel)s") % {"channel": conversation.channel.name}, to_answer))  # fmt: skip
    return kept


def handle_used(conversation: Conversation) -> Handle | None:
    """The address under which the person wrote here: that of their last message."""
    found = Handle.objects.filter(person=conversation.person, kind__in=kinds_of(conversation))
    return found.order_by("id").first()


def kinds_of(conversation: Conversation) -> list[str]:
    kind = conversation.channel.kind
    return [kind, "email"] if conversation.channel.capabilities.has_subject else [kind]


def messages_in_words(conversation: Conversation) -> str:
    spoken = conversation.messages.exclude(direction=Message.Direction.NOTE)
    count = spoken.count()
    first: datetime = conversation.opened_at
    return ngettext("one message, since %(day)s", "%(count)s messages, since %(day)s", count) % {
        "count": count,
        "day": formats.date_format(timezone.localtime(first), "j F Y"),
    }
