"""What the house sees of its programme, and what an expert sees of their own."""

from collections.abc import Iterator
from contextlib import contextmanager

from liant.accounts.models import Member
from liant.advocacy.models import Consent, Expert, Offer, Programme, Topic
from liant.kit import clock
from liant.tenancy.context import own_rows

PAGE = 40


def programme() -> Programme | None:
    return Programme.objects.first()


def topics() -> list[Topic]:
    return list(Topic.objects.filter(is_over=False)[:100])


def offers(before_id: int | None = None) -> list[Offer]:
    """The newest first, one more than a page."""
    found = Offer.objects.select_related("topic", "author").order_by("-id")
    return list((found.filter(id__lt=before_id) if before_id else found)[: PAGE + 1])


def open_offers(limit: int = 2000) -> list[Offer]:
    """What can be suggested today, the newest first."""
    now = clock.now()
    found = Offer.objects.filter(ended_at=None, offered_at__lte=now).exclude(ends_at__lte=now)
    return list(found.select_related("topic", "author").order_by("-offered_at", "-id")[:limit])


@contextmanager
def own(member: Member) -> Iterator[Expert | None]:
    """A block in which this member's own rows are there, and nobody else's: their row as an expert, None if they take no part."""
    with own_rows(member.pk):
        yield Expert.objects.filter(member=member).first()


def consents(member: Member) -> dict[str, Consent]:
    """What they agree to now, by purpose; inside `own`."""
    return {one.purpose: one for one in Consent.objects.filter(member=member, taken_back_at=None)}
