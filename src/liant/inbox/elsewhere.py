"""What the inbox tells the rooms below it: who may read the words that left, and a person's exchanges on their card."""

from collections.abc import Iterable, Sequence

from django.db.models import Q
from django.urls import reverse

from liant.accounts.models import Member
from liant.deliveries.readers import register_reader
from liant.inbox.models import Conversation, Message
from liant.inbox.queries import other_conversations, readable, waits_elsewhere
from liant.inbox.templatetags.inbox import short_subject
from liant.people.card import Section, register_section
from liant.people.models import Person


def readable_messages(member: Member, ids: Sequence[int]) -> Iterable[int]:
    mine = Message.objects.filter(id__in=ids, conversation__in=readable(member))
    return mine.values_list("id", flat=True)


def readable_conversations(member: Member, ids: Sequence[int]) -> Iterable[int]:
    return readable(member).filter(Q(id__in=ids)).values_list("id", flat=True)


def exchanges(member: Member, person: Person) -> Section | None:
    """The latest exchanges that this member may read."""
    found = other_conversations(member, person, None, limit=20)
    slug = member.organisation.slug
    shown = [
        {
            "url": reverse("inbox:conversation", args=[slug, one.id]),
            "title": short_subject(one),
            "at": one.last_message_at,
            "words": one.channel.name,
            "state": "answered" if one.answered_at and one.waiting_since is None else "",
        }
        for one in found
    ]
    return {"template": "people/parts/exchanges.html", "context": {"exchanges": shown}} if shown else None


def waiting_elsewhere(member: Member, person: Person) -> Section | None:
    """The bare fact, and a way to call whoever looks after it."""
    if not waits_elsewhere(member, person):
        return None
    beckon_url = reverse("inbox:beckon", args=[member.organisation.slug, person.id])
    return {"template": "people/parts/waits_elsewhere.html", "context": {"beckon_url": beckon_url}}


register_reader(Message._meta.label_lower, readable_messages)
register_reader(Conversation._meta.label_lower, readable_conversations)
register_section(waiting_elsewhere)
register_section(exchanges)
