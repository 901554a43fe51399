"""What one channel would take with it if the network closed the account, counted over what was heard of it. Conversations
belong to another room, which says how to count them (`register_conversations`)."""

from collections.abc import Callable
from typing import Any

from django.db.models import Exists, OuterRef, Q

from liant.channels.models import Channel, Coverage, Item
from liant.people.models import Handle, Person
from liant.writing.models import Version
from liant.writing.networks import JOURNAL

_conversations: list[Callable[[Channel], int]] = []
SILENT = ("like", "follow", "repost")


def register_conversations(count: Callable[[Channel], int]) -> None:
    """Who counts the conversations of a channel. Called by a flow, once apps are ready."""
    _conversations[:] = [count]


def counted(channel: Channel) -> dict[str, Any]:
    """The fields of a Stake."""
    heard = Item.objects.filter(channel=channel, withdrawn_at=None)
    return {
        "items": heard.count(),
        "conversations": _conversations[0](channel) if _conversations else None,
        **people(channel),
        **posts(channel),
        "is_partial": Coverage.objects.filter(channel=channel, kind=Coverage.Kind.GAP).exists(),
    }


def people(channel: Channel) -> dict[str, int]:
    """Persons who spoke here, colleagues aside; and those of whom nothing else is known: heard on no other channel, and
    without an address or account of another kind."""
    here = Item.objects.filter(channel=channel, person=OuterRef("pk"), is_ours=False)
    known = Person.objects.filter(Exists(here), member=None, merged_into=None)
    elsewhere = Item.objects.filter(person=OuterRef("pk")).exclude(channel=channel)
    kinds = Handle.objects.filter(person=OuterRef("pk"), kind__in=kinds_elsewhere(channel))
    return {"people": known.count(), "people_only_there": known.exclude(Exists(elsewhere) | Exists(kinds)).count()}


def kinds_elsewhere(channel: Channel) -> set[str]:
    """By which a person can still be found once this channel is closed: an address of theirs, or an account where the
    house has another channel."""
    others = set(Channel.objects.exclude(kind=channel.kind).values_list("kind", flat=True))
    return {"email", "phone"} | others


def posts(channel: Channel) -> dict[str, int]:
    """Our own public words there: those that left from here, and those that were only heard."""
    sent = Version.objects.filter(channel=channel, state="published")
    home = Version.objects.filter(piece=OuterRef("piece"), network=JOURNAL, state="published")
    written = Version.objects.filter(channel=channel, published_url=OuterRef("url"))
    ours = Item.objects.filter(channel=channel, withdrawn_at=None, is_ours=True, is_private=False, parent_key="")
    only_heard = ours.exclude(kind__in=SILENT).exclude(~Q(url="") & Exists(written))
    count, alone = sent.count(), only_heard.count()
    return {
        "posts": count + alone,
        "posts_at_home": sent.filter(Exists(home)).count(),
        "posts_only_heard": alone,
        "posts_with_media": only_heard.exclude(attachments=[]).count(),
    }
