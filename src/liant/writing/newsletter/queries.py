from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet

from liant.channels.models import Channel
from liant.connectors.handing_over import HandsOver
from liant.kit import clock
from liant.writing.models import Piece, Topic, Version
from liant.writing.newsletter import tokens
from liant.writing.newsletter.models import (
    Envelope,
    Issue,
    Newsletter,
    Postage,
    Proof,
    Return,
    Segment,
    SignedException,
    Subscriber,
    Subscription,
)
from liant.writing.newsletter.rules import mark_of, tidy_address

PAGE = 50
HOUR = timedelta(hours=1)


def newsletters() -> list[Newsletter]:
    return list(Newsletter.objects.select_related("channel")[:100])


def open_newsletters() -> list[Newsletter]:
    """Those to which anyone may subscribe."""
    return list(Newsletter.objects.filter(is_open=True, channel__isnull=False)[:100])


def piece_read(number: str) -> Piece | None:
    """The piece of the house, out already, that somebody says to have just read."""
    if not number.isdecimal() or len(number) > 18:
        return None
    return Piece.objects.filter(pk=int(number), published_at__isnull=False).first()


def subscriptions_brought(piece_ids: Sequence[int], from_at: datetime, to_at: datetime) -> dict[int, int]:
    """How many subscriptions were asked for under each piece, and confirmed between two moments."""
    found = Subscription.objects.filter(piece__in=piece_ids, on_at__gte=from_at, on_at__lt=to_at)
    return dict(found.order_by().values("piece").annotate(number=Count("pk")).values_list("piece", "number"))


def segments() -> list[Segment]:
    return list(Segment.objects.all()[:100])


def topics() -> list[Topic]:
    return list(Topic.objects.filter(is_over=False)[:100])


def mailboxes() -> list[Channel]:
    """Channels through which letters can leave."""
    return [one for one in Channel.objects.all()[:200] if isinstance(one.connector, HandsOver)]


def postage_of(channel: Channel) -> Postage:
    """As it was set, or as it is without."""
    return Postage.objects.filter(channel=channel).first() or Postage(channel=channel)


def subscriptions(newsletter: Newsletter, state: str = "", before_id: int | None = None) -> list[Subscription]:
    """The newest first, one more than a page."""
    found = newsletter.subscriptions.select_related("subscriber").order_by("-id")
    found = found.filter(state=state) if state else found
    return list((found.filter(id__lt=before_id) if before_id else found)[: PAGE + 1])


def find(newsletter: Newsletter, typed: str) -> list[Subscription]:
    """By the whole address, also one that is forgotten and of which the hash alone is kept."""
    try:
        mark = mark_of(newsletter.organisation_id, tidy_address(typed))
    except ValidationError:
        return []
    return list(newsletter.subscriptions.select_related("subscriber").filter(subscriber__mark=mark))


def proofs_of(subscriber: Subscriber) -> list[Proof]:
    found = Proof.objects.filter(subscription__subscriber=subscriber)
    return list(found.select_related("member", "subscription__newsletter")[:200])


def returns(before: tuple[datetime, int] | None = None) -> list[Return]:
    found = Return.objects.select_related("subscriber", "envelope__issue__version")
    if before:
        at, row_id = before
        found = found.filter(at__lte=at).exclude(at=at, id__gte=row_id)
    return list(found[: PAGE + 1])


def issues(newsletter: Newsletter | None = None, before_id: int | None = None) -> list[Issue]:
    found = Issue.objects.select_related("version__piece", "newsletter").order_by("-id")
    found = found.filter(newsletter=newsletter) if newsletter else found
    return list((found.filter(id__lt=before_id) if before_id else found)[: PAGE + 1])


def shown_issues(newsletter: Newsletter, limit: int = 100) -> list[Issue]:
    """Those that left, for the page of the newsletter."""
    found = newsletter.issues.filter(state__in=["sent", "sending", "held", "stopped"], begun_at__isnull=False)
    return list(found.exclude(frozen={}).select_related("version").order_by("-begun_at")[:limit])


def issue_of(version: Version) -> Issue | None:
    return Issue.objects.filter(version=version).select_related("newsletter", "segment").first()


def letters_without_issue() -> list[Version]:
    """Letters that are written and of which nobody said to whom they go."""
    taken = Issue.objects.values("version_id")
    found = Version.objects.filter(network="letter").exclude(state__in=["withdrawn", "published"])
    return list(found.exclude(id__in=taken).select_related("piece").order_by("-changed_at")[:20])


def subscribed(newsletter: Newsletter, *, language: str, topic_id: int | None = None, segment: Segment | None = None,
               now: datetime | None = None) -> QuerySet[Subscription]:  # fmt: skip
    """Who gets a letter in this language, about this topic. Only what they said of themselves narrows it: their language
    (the first of the newsletter where they said none), topics (all where they chose none), hats (none: not in it)."""
    now = now or clock.now()
    found = newsletter.subscriptions.filter(state="on", subscriber__suspended_at=None).exclude(subscriber__address="")
    found = found.filter(Q(subscriber__paused_until=None) | Q(subscriber__paused_until__lte=now))
    found = found.filter(_reads(newsletter.languages, language))
    if topic_id is not None:
        found = found.filter(Q(subscriber__topics=[]) | Q(subscriber__topics__contains=[topic_id]))
    if segment is not None:
        found = found.filter(_in_segment(newsletter, segment))
    return found


def _reads(languages: list[str], language: str) -> Q:
    if len(languages) < 2:
        return Q()
    first = languages[0] == language
    others = [one for one in languages if one != language]
    return ~Q(subscriber__language__in=others) if first else Q(subscriber__language=language)


def _in_segment(newsletter: Newsletter, segment: Segment) -> Q:
    wanted = Q()
    if segment.hats:
        wanted &= Q(subscriber__hats__overlap=segment.hats)
    if segment.topics:
        wanted &= Q(subscriber__topics=[]) | Q(subscriber__topics__overlap=segment.topics)
    if segment.languages:
        reads = Q()
        for language in segment.languages:
            reads |= (
                _reads(newsletter.languages, language) if newsletter.languages[1:] else Q(subscriber__language=language)
            )
        wanted &= reads
    return wanted


def recipients(issue: Issue) -> QuerySet[Subscription]:
    """Whoever would get this issue if it left now."""
    version = issue.version
    return subscribed(issue.newsletter, language=version.language, topic_id=version.piece.topic_id,
                      segment=issue.segment)  # fmt: skip


def readers_from(issue: Issue, after_id: int = 0, limit: int = 1) -> list[Subscriber]:
    """The recipients one after the other, by id."""
    found = recipients(issue).filter(subscriber_id__gt=after_id).select_related("subscriber")
    return [one.subscriber for one in found.order_by("subscriber_id")[:limit]]


def reader_before(issue: Issue, before_id: int) -> Subscriber | None:
    found = recipients(issue).filter(subscriber_id__lt=before_id).select_related("subscriber")
    last = found.order_by("-subscriber_id").first()
    return last.subscriber if last else None


def picks_of(issue: Issue) -> list[Piece]:
    return [one.piece for one in issue.picks.select_related("piece")[:20]]


def pickable() -> list[Piece]:
    """Pieces that a letter may tell: published at home, or about to be."""
    found = Piece.objects.exclude(state__in=["withdrawn", "draft"]).order_by("-changed_at")
    return list(found[:40])


def exception_for(issue: Issue) -> SignedException | None:
    return issue.exceptions.filter(edition=issue.version.edition).select_related("by").first()


def envelopes(issue: Issue, states: Iterable[str], before_id: int | None = None) -> list[Envelope]:
    found = issue.envelopes.filter(state__in=list(states)).select_related("subscriber", "member").order_by("-id")
    return list((found.filter(id__lt=before_id) if before_id else found)[: PAGE + 1])


def trials(issue: Issue) -> list[Envelope]:
    return list(issue.envelopes.filter(kind=Envelope.Kind.TRIAL).select_related("member").order_by("-id")[:5])


def read_url(issue: Issue) -> str:
    return tokens.address(tokens.READ, issue.organisation_id, issue.pk)


def left_lately(channel: Channel, now: datetime) -> list[datetime]:
    """When letters were handed over within the last hour: never more than the rate."""
    found = Envelope.objects.filter(channel=channel, sending_at__gt=now - HOUR)
    return [at for at in found.values_list("sending_at", flat=True) if at is not None]
