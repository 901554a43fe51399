"""What one of our channels did in one month, from what was heard of it: public words only, and never by whom."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, QuerySet

from liant.channels.models import Channel, Coverage, Item
from liant.engines.triage import read
from liant.tenancy.models import Organisation
from liant.writing.editorial.queries import in_force
from liant.writing.editorial.rules import read_text

RELAYS = ("repost", "quote")
SILENT = ("like", "follow")
MOST_TEXTS = 5000


def following(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def bounds(month: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """From its first moment to that of the next, where the house is."""
    return (datetime(month.year, month.month, 1, tzinfo=zone), datetime(*following(month).timetuple()[:3], tzinfo=zone))


def counted(channel: Channel, month: date) -> dict[str, Any]:
    """The fields of a ChannelMonth."""
    house = Organisation.objects.get()
    from_at, to_at = bounds(month, ZoneInfo(house.time_zone))
    heard = Item.objects.filter(
        channel=channel, published_at__gte=from_at, published_at__lt=to_at, is_private=False, withdrawn_at=None
    ).exclude(kind__in=SILENT)
    ours = heard.filter(is_ours=True)
    asked = heard.filter(is_ours=False, is_addressed=True)
    answer = Item.objects.filter(channel=channel, is_ours=True, withdrawn_at=None, parent_key=OuterRef("key"))
    return {
        "said": ours.count(),
        "relayed": ours.filter(kind__in=RELAYS).count(),
        "asked": asked.count(),
        "answered": asked.filter(Exists(answer)).count(),
        "is_partial": was_unheard(channel, from_at, to_at),
        **spoken_of(ours.exclude(kind__in=RELAYS), channel, house.name),
    }


def spoken_of(ours: QuerySet, channel: Channel, house_name: str) -> dict[str, int | None]:
    policy = in_force(channel)
    words = policy.subject_words if policy else []
    found = []
    for text, language in ours.order_by("id").values_list("text", "language")[:MOST_TEXTS].iterator():
        known = language or read(text).language or ""
        one = read_text(text, known, subject_words=words, own_names=[house_name])
        if one is not None:
            found.append(one)
    addressing = [one for one in found if one.is_formal is not None]
    return {
        "read": len(found),
        "subject": sum(bool(one.is_on_subject) for one in found) if words else None,
        "ourselves": sum(one.is_about_us for one in found),
        "addressing": len(addressing),
        "formal": sum(bool(one.is_formal) for one in addressing),
    }


def was_unheard(channel: Channel, from_at: datetime, to_at: datetime) -> bool:
    """Whether the coverage ledger has a gap within; a gap without a beginning reaches back for ever."""
    gaps = Coverage.objects.filter(channel=channel, kind=Coverage.Kind.GAP)
    begun = gaps.filter(from_at__lt=to_at) | gaps.filter(from_at=None)
    return (begun.filter(to_at__gt=from_at) | begun.filter(to_at=None)).exists()
