"""What a member may see of channels, of what they brought in and of the coverage ledger. Lists are bounded and keyed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from liant.accounts.models import Member
from liant.channels.models import Channel, Coverage, Item
from liant.engines.suppression import check_group
from liant.people.hats import HatKind, visible_hats
from liant.people.models import Hat, Person

PAGE = 25
LEAST_GROUP = 5  # below, a count would speak of persons


@dataclass(frozen=True)
class OnlyCounted:
    """How many things colleagues said without speaking to us; None where too few colleagues told an account."""

    is_any: bool
    count: int | None


def channels() -> list[Channel]:
    """All channels of the organisation; nobody has more than a few dozen."""
    return list(Channel.objects.select_related("owner")[:500])


def channel_of(channel_id: int) -> Channel:
    """Raises Channel.DoesNotExist."""
    return Channel.objects.select_related("owner").get(id=channel_id)


def may_read_items(member: Member, channel: Channel) -> bool:
    return channel.default_hat in visible_hats(member)


def items_of(member: Member, channel: Channel, before: tuple[datetime, int] | None = None) -> list[Item]:
    """What this channel brought in, newest first, one more than a page. Private words only for who may read every hat:
    under which hat they were written is known to the conversation, not to the channel."""
    if not may_read_items(member, channel):
        return []
    works_here = Hat.objects.filter(person=OuterRef("person_id"), kind=HatKind.EMPLOYEE, ended_at=None)
    is_member = Person.objects.filter(id=OuterRef("person_id"), member__isnull=False)
    found = Item.objects.filter(channel=channel).filter(
        Q(is_addressed=True) | ~(Exists(works_here) | Exists(is_member))
    )
    if visible_hats(member) != frozenset(HatKind):
        found = found.filter(is_private=False)
    if before:
        found = found.filter(published_at__lte=before[0]).exclude(published_at=before[0], id__gte=before[1])
    found = found.select_related("person").defer("raw", "context", "reply_to", "attachments")
    return list(found.order_by("-published_at", "-id")[: PAGE + 1])


def gaps_of(channel: Channel, limit: int = 3) -> list[Coverage]:
    return list(channel.coverage.filter(kind=Coverage.Kind.GAP).order_by("-id")[:limit])


def ledger_of(channel: Channel, before_id: int | None = None, limit: int = PAGE) -> list[Coverage]:
    """The coverage ledger, newest first, one more than a page."""
    found = channel.coverage.order_by("-id")
    return list((found.filter(id__lt=before_id) if before_id else found)[: limit + 1])


def unreadable_of(channel: Channel, limit: int = 3) -> list[Coverage]:
    """Passes in which something could not be read."""
    return list(channel.coverage.filter(unreadable_count__gt=0).order_by("-id")[:limit])


def only_counted(channel: Channel) -> OnlyCounted:
    """Over the channel's whole life, so that no day speaks of a day's work."""
    count = channel.coverage.aggregate(count=Sum("only_counted"))["count"] or 0
    return OnlyCounted(count > 0, count if check_group(known_colleagues().count(), LEAST_GROUP) else None)


def known_colleagues() -> QuerySet[Any]:
    """People who work here and told an account of theirs, counted no further than needed."""
    hats = Hat.objects.filter(person=OuterRef("id"), kind=HatKind.EMPLOYEE, ended_at=None)
    found = Person.objects.filter(Exists(hats), handles__isnull=False).distinct()
    return found.values_list("id", flat=True)[:LEAST_GROUP]
