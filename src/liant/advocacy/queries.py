"""What the house sees of its programme, and what an expert sees of their own."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta

from django.db import connection
from django.db.models import FloatField, QuerySet
from django.db.models.functions import Cast, Extract

from liant.accounts.models import Member
from liant.advocacy.models import (
    Consent,
    Expert,
    Feedback,
    Offer,
    Outcome,
    Programme,
    Proposal,
    Share,
    Suggestion,
    Thanks,
    Topic,
)
from liant.advocacy.states import ON_ITS_WAY
from liant.kit import clock
from liant.tenancy.context import own_rows

PAGE = 40
MOST_OFFERED = 5000
OFFERED = (
    "id", "kind", "language", "topic_id", "author_id", "author_name", "url", "is_about_us", "judged", "useful", "shown"
)  # fmt: skip
STAYS = timedelta(days=21)  # on a list, when nobody said anything of it


def programme() -> Programme | None:
    return Programme.objects.first()


def topics() -> list[Topic]:
    return list(Topic.objects.filter(is_over=False)[:100])


def offers(before_id: int | None = None) -> list[Offer]:
    """The newest first, one more than a page."""
    found = Offer.objects.select_related("topic", "author").order_by("-id")
    return list((found.filter(id__lt=before_id) if before_id else found)[: PAGE + 1])


def can_be_suggested() -> QuerySet[Offer]:
    """The newest first."""
    now = clock.now()
    found = Offer.objects.filter(ended_at=None, offered_at__lte=now, ends_at__gt=now)
    return found.order_by("-offered_at", "-id")


def open_offers(limit: int = MOST_OFFERED) -> list[Offer]:
    """What can be suggested today."""
    return list(can_be_suggested().select_related("topic", "author")[:limit])


def what_is_offered() -> list[tuple]:
    """The same as rows: no more than the ranking needs, and since when in seconds of the epoch."""
    since = Cast(Extract("offered_at", "epoch"), FloatField())
    return list(can_be_suggested().values_list(*OFFERED, since)[:MOST_OFFERED])


@contextmanager
def own(member: Member) -> Iterator[Expert | None]:
    """A block in which this member's own rows are there, and nobody else's: their row as an expert, None if they take no part."""
    with own_rows(member.pk):
        yield Expert.objects.filter(member=member).first()


def takes_part(member: Member) -> bool:
    """Inside `own`."""
    return Expert.objects.filter(member=member).exists()


def to_tell(most: int) -> list[Member]:
    """Those who want to hear now, for the worker alone: a few, since each is looked at within their own rows."""
    with connection.cursor() as cursor:
        cursor.execute("select * from liant_experts_to_tell(%s, %s)", [clock.now(), most])
        due = [row[0] for row in cursor.fetchall()]
    known = Member.objects.select_related("user", "organisation").in_bulk(due)
    return [known[one] for one in due]


def consents(member: Member) -> dict[str, Consent]:
    """What they agree to now, by purpose; inside `own`."""
    return {one.purpose: one for one in Consent.objects.filter(member=member, taken_back_at=None)}


def open_offer(offer_id: int) -> Offer | None:
    """One that may still be shared."""
    found = Offer.objects.filter(pk=offer_id, ended_at=None, ends_at__gt=clock.now())
    return found.select_related("topic", "author").first()


def offer_of(kind: str, source_id: int) -> Offer | None:
    """What is offered of one source now, in whichever language came last."""
    return Offer.objects.filter(source_kind=kind, source_id=source_id, ended_at=None).order_by("-id").first()


def feedback_on(offers: Sequence[Offer]) -> dict[int, list[Feedback]]:
    """offer id → what was said of it, without names."""
    found: dict[int, list[Feedback]] = {}
    for one in Feedback.objects.filter(offer__in=offers).order_by("-week", "-id")[:200]:
        found.setdefault(one.offer_id, []).append(one)
    return found


def answers_to(offers: Sequence[Offer]) -> dict[int, list[Proposal]]:
    """offer id → who said that they can come."""
    found: dict[int, list[Proposal]] = {}
    for one in Proposal.objects.filter(offer__in=offers).select_related("author").order_by("id")[:200]:
        found.setdefault(one.offer_id or 0, []).append(one)
    return found


def this_week() -> date:
    """The Monday of it: all that is kept of when somebody gave feedback."""
    today = clock.now().date()
    return today - timedelta(days=today.weekday())


# what is a member's own: inside `own`


def suggestions(member: Member) -> list[Suggestion]:
    """Their short list: what they neither refused nor shared, and what is still offered."""
    now = clock.now()
    shared = Share.objects.filter(member=member, state__in=("done", *ON_ITS_WAY)).exclude(offer=None).values("offer")
    found = Suggestion.objects.filter(
        member=member, refused_at=None, made_at__gt=now - STAYS, offer__ended_at=None, offer__ends_at__gt=now
    ).exclude(offer__in=shared)  # fmt: skip
    return list(found.select_related("offer__topic", "offer__author").order_by("-made_at", "id")[:20])


def shares(member: Member, most: int = PAGE) -> list[Share]:
    """What they shared, and what they began and said nothing more of, the newest first."""
    found = Share.objects.filter(member=member).exclude(state="dropped").select_related("link", "offer")
    return list(found.order_by("-begun_at", "-id")[:most])


def outcomes(member: Member, most: int = PAGE) -> list[Outcome]:
    return list(Outcome.objects.filter(member=member).select_related("share").order_by("-at", "-id")[:most])


def thanks_for(shares: Sequence[Share]) -> list[Thanks]:
    """What authors said to all who shared these, and said after they were."""
    since = {one.offer_id: one.begun_at for one in reversed(shares) if one.offer_id and one.state == "done"}
    found = Thanks.objects.filter(offer__in=list(since)).select_related("by", "offer").order_by("-at", "-id")[:PAGE]
    return [one for one in found if one.at >= since[one.offer_id]]
