"""Story: a rule of the house is tried on what was answered too, as far as whoever tries it may read."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from liant.accounts.models import Member
from liant.accounts.permissions import may
from liant.engines.lint import Context
from liant.inbox.models import Message
from liant.inbox.queries import readable
from liant.writing.house_rules.offers import Corpus, Written, register_corpus

REPLY = Context(kind="reply")


def replies_written(member: Member, since_at: datetime, limit: int) -> Iterable[Written]:
    """Our answers of a year, the newest first."""
    if not may(member, "inbox.open"):
        return
    found = Message.objects.filter(
        direction=Message.Direction.OURS, at__gte=since_at, taken_back_at=None, conversation__in=readable(member)
    ).select_related("conversation")
    for message in found.order_by("-id")[:limit]:
        conversation = message.conversation
        kwargs = {"conversation_id": conversation.pk}
        name = conversation.subject or str(_("an answer"))
        yield Written(message.body, conversation.language, message.at, name, "inbox:conversation", kwargs, REPLY)


register_corpus(Corpus("replies", _("replies"), replies_written))
