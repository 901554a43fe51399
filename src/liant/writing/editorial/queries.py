"""What the policy says at this moment, for the calendar, the lint and whoever agrees; and what the channels did."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from liant.channels.models import Channel
from liant.engines.lint import SelfTalk, self_talk
from liant.writing.editorial.models import ChannelMonth, Policy, Showing
from liant.writing.models import Piece, Version
from liant.writing.rhythm import Balance, Rhythm, earned

MONTHS = 6
MOST_A_MONTH = 200


def in_force(channel: Channel | None = None) -> Policy | None:
    """The newest edition for this channel, else for the house; None where nothing was ever written."""
    if channel is not None and (own := Policy.objects.filter(channel=channel).first()):
        return own
    return Policy.objects.filter(channel=None).first()


def edition_of(channel: Channel | None, number: int) -> Policy | None:
    return Policy.objects.filter(channel=channel, edition=number).select_related("author").first()


def editions_of(channel: Channel | None, limit: int = 50) -> list[Policy]:
    return list(Policy.objects.filter(channel=channel).select_related("author")[:limit])


def is_public() -> bool:
    return Showing.objects.filter(is_public=True).exists()


def policies_of(piece: Piece) -> list[Policy]:
    """Of the house, then of each channel that has one of its own."""
    channels = list(
        piece.versions.exclude(channel=None).exclude(state="withdrawn").values_list("channel_id", flat=True)
    )
    newest = Policy.objects.filter(Q(channel=None) | Q(channel__in=channels)).order_by("channel_id", "-edition")
    found: dict[int | None, Policy] = {}
    for policy in newest.distinct("channel_id"):
        found[policy.channel_id] = policy
    return [found[key] for key in sorted(found, key=lambda key: (key is not None, key or 0))]


def leaving(from_at: datetime, to_at: datetime, **where: Any) -> tuple[QuerySet[Version], QuerySet[Version]]:
    """Versions that leave, or left, within a stretch of time: those with a planned moment, and those without."""
    versions = Version.objects.exclude(state="withdrawn").filter(planned_at__gte=from_at, planned_at__lt=to_at)
    out = Version.objects.filter(planned_at=None, published_at__gte=from_at, published_at__lt=to_at)
    return versions.filter(**where), out.filter(**where)


def words_of_month(from_at: datetime, to_at: datetime, but: Version) -> SelfTalk:
    """Words for ourselves and for others in what else leaves by the same way as this version."""
    own = others = 0
    for found in leaving(from_at, to_at, network=but.network, channel=but.channel_id):
        for version in found.exclude(piece_id=but.piece_id).only("body", "thread", "first_comment")[:MOST_A_MONTH]:
            counted = self_talk(version.text)
            own, others = own + counted.own, others + counted.others
    return SelfTalk(own, others)


def balance(from_at: datetime, to_at: datetime, channel: Channel | None = None, network: str = "") -> Balance:
    """Each piece once, however many versions leave. That it was paid, and what it is about, is what a person said, never a
    guess."""
    where = {"channel": channel} if channel else {"network": network} if network else {}
    versions, out = leaving(from_at, to_at, **where)
    ids = {*versions.values_list("piece_id", flat=True)[:5000], *out.values_list("piece_id", flat=True)[:5000]}
    counted = Piece.objects.filter(id__in=ids).aggregate(
        pieces=Count("id"), paid=Count("id", filter=Q(kind="paid")), ourselves=Count("id", filter=Q(about="ourselves"))
    )
    return Balance(**counted)


def balance_with_earned(
    from_at: datetime, to_at: datetime, channel: Channel | None = None, network: str = ""
) -> Balance:
    """The same, with what others said meanwhile; on a network without a channel nothing is heard."""
    is_heard = channel is not None or not network
    found = balance(from_at, to_at, channel, network)
    return replace(found, earned=earned(from_at, to_at, channel)) if is_heard else found


def rhythm(channel: Channel | None = None) -> Rhythm:
    policy = in_force(channel)
    if policy is None:
        return Rhythm()
    shares = {"paid": policy.paid_share, "owned": policy.owned_share, "earned": policy.earned_share}
    return Rhythm(
        slots=[(day, hour) for day, hour in policy.slots],
        pieces_a_week=policy.pieces_a_week,
        shares={name: share for name, share in shares.items() if share is not None},
        ceiling=policy.self_talk_ceiling,
    )


def months_counted(first: date) -> Sequence[ChannelMonth]:
    found = ChannelMonth.objects.filter(month__gte=first).select_related("channel")
    return list(found.order_by("channel__name", "channel_id", "month"))


def own_channels() -> list[Channel]:
    """Those on which we say something that is heard again."""
    return [one for one in Channel.objects.all() if one.capabilities.is_public and one.capabilities.can_reply]
