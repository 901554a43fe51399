"""Mentions, what is listened for, channels with what they brought in, and what was not heard."""

from typing import Any, Literal

from ninja import Router, Schema
from pydantic import AwareDatetime

from liant.api import cursors
from liant.api.operations import reads
from liant.api.values import Cursor, RowId, Word
from liant.channels import queries as channel_queries
from liant.channels.health import health_of
from liant.channels.models import Channel, Item
from liant.inbox.models import Intent
from liant.listening.models import Mention, SavedQuery
from liant.listening.queries import newest_mentions

mentions = Router(tags=["Mentions"])
channels = Router(tags=["Channels"])
MENTIONS = 40


class ItemTold(Schema):
    """Something a channel brought in. Unknown is null, never zero."""

    id: int
    key: str
    kind: str
    channel_id: int
    person_id: int | None
    text: str
    title: str
    url: str | None
    language: str
    published_at: AwareDatetime
    is_addressed: bool
    is_ours: bool
    withdrawn_at: AwareDatetime | None


class ItemPage(Schema):
    data: list[ItemTold]
    next_cursor: str | None


class Match(Schema):
    """`spans`: where in the text, in characters, from and to."""

    name: str
    spans: list[list[int]]


class MentionTold(Schema):
    id: int
    item: ItemTold
    published_at: AwareDatetime
    heard_at: AwareDatetime
    matches: list[Match]
    language: str
    intent: str
    intents: dict[str, float]
    sentiment: float | None


class MentionPage(Schema):
    data: list[MentionTold]
    next_cursor: str | None


class QueryTold(Schema):
    id: int
    name: str
    expression: str
    must: list[str]
    must_not: list[str]
    is_on: bool
    version: int


class QueryList(Schema):
    data: list[QueryTold]


class ChannelTold(Schema):
    """`health`: ok, paused, broken, retrying (it tries again by itself) or quiet (nobody listens to it any more)."""

    id: int
    kind: str
    name: str
    default_hat: str
    health: Literal["ok", "paused", "broken", "retrying", "quiet"]
    problem: str
    to_do: str
    last_heard_at: AwareDatetime | None
    can_be_answered: bool


class ChannelList(Schema):
    data: list[ChannelTold]


class CoverageTold(Schema):
    """A stretch of time that was heard, or was not (`gap`), and why."""

    id: int
    kind: Literal["heard", "gap"]
    from_at: AwareDatetime | None
    to_at: AwareDatetime | None
    reason: str
    item_count: int
    unreadable_count: int


class CoveragePage(Schema):
    data: list[CoverageTold]
    next_cursor: str | None


def item_told(item: Item) -> ItemTold:
    plain = ("id", "key", "kind", "channel_id", "person_id", "text", "title", "language", "published_at", "is_addressed",
             "is_ours", "withdrawn_at")  # fmt: skip
    return ItemTold(**{field: getattr(item, field) for field in plain}, url=item.url or None)


def mention_told(mention: Mention) -> MentionTold:
    plain = ("id", "published_at", "heard_at", "matches", "language", "intent", "intents", "sentiment")
    return MentionTold(**{field: getattr(mention, field) for field in plain}, item=item_told(mention.item))


@reads(mentions, "/mentions", scope="read:mentions", needs="listening.read", answers=MentionPage, errors=[400])
def list_mentions(request: Any, query: Word = "", intent: Intent | None = None, cursor: Cursor = "") -> MentionPage:
    """List mentions.

    What was said of the organisation or to it, newest first, with the queries it matched and how it was read.
    `query`: the name of a saved query.
    """
    chosen = {"query": query, "intent": intent}
    before = cursors.read_moment(cursor, "mentions", chosen)
    rows = newest_mentions(request.auth.member, query=query, intent=intent or "", before=before, limit=MENTIONS + 1)
    last = rows[MENTIONS - 1] if len(rows) > MENTIONS else None
    return MentionPage(
        data=[mention_told(row) for row in rows[:MENTIONS]],
        next_cursor=cursors.write("mentions", chosen, last.id, last.published_at) if last else None,
    )


@reads(mentions, "/queries", scope="read:mentions", needs="listening.read", answers=QueryList)
def list_queries(request: Any) -> QueryList:
    """List saved queries.

    What is listened for, with the sentences it is tested on.
    """
    plain = ("id", "name", "must", "must_not", "is_on", "version")
    found = SavedQuery.objects.all()[:500]
    return QueryList(
        data=[QueryTold(expression=row.expr, **{field: getattr(row, field) for field in plain}) for row in found]
    )


def channel_told(channel: Channel) -> ChannelTold:
    health = health_of(channel)
    return ChannelTold(
        id=channel.id,
        kind=channel.kind,
        name=channel.name,
        default_hat=channel.default_hat,
        health=health.state,  # type: ignore[arg-type]
        problem=str(health.problem),
        to_do=str(health.to_do),
        last_heard_at=health.heard_at,
        can_be_answered=channel.capabilities.can_reply,
    )


@reads(channels, "/channels", scope="read:channels", needs="channels.see", answers=ChannelList)
def list_channels(request: Any) -> ChannelList:
    """List channels.

    How each one does, and what to do when it does not.
    """
    return ChannelList(data=[channel_told(channel) for channel in channel_queries.channels()])


@reads(
    channels, "/channels/{channel_id}", scope="read:channels", needs="channels.see", answers=ChannelTold, errors=[404]
)
def get_channel(request: Any, channel_id: RowId) -> ChannelTold:
    """Read a channel."""
    return channel_told(channel_queries.channel_of(channel_id))


@reads(channels, "/channels/{channel_id}/items", scope="read:channels", needs="channels.see", answers=ItemPage,
       errors=[400, 404])  # fmt: skip
def list_items(request: Any, channel_id: RowId, cursor: Cursor = "") -> ItemPage:
    """List what a channel brought in.

    Newest first; only where the member may read what is usually said there. What colleagues say without speaking to the
    organisation is not there.
    """
    channel = channel_queries.channel_of(channel_id)
    place = cursors.read_moment(cursor, "items", {"of": channel.id})
    rows = channel_queries.items_of(request.auth.member, channel, place)
    last = rows[channel_queries.PAGE - 1] if len(rows) > channel_queries.PAGE else None
    return ItemPage(
        data=[item_told(row) for row in rows[: channel_queries.PAGE]],
        next_cursor=cursors.write("items", {"of": channel.id}, last.id, last.published_at) if last else None,
    )


@reads(channels, "/channels/{channel_id}/coverage", scope="read:channels", needs="channels.see", answers=CoveragePage,
       errors=[400, 404])  # fmt: skip
def list_coverage(request: Any, channel_id: RowId, cursor: Cursor = "") -> CoveragePage:
    """List what was heard, and what was not.

    Newest first, with the reason of every gap: silence is never taken for nothing having been said.
    """
    channel = channel_queries.channel_of(channel_id)
    before = cursors.read_id(cursor, "coverage", {"of": channel.id})
    rows = channel_queries.ledger_of(channel, before)
    last = rows[channel_queries.PAGE - 1] if len(rows) > channel_queries.PAGE else None
    plain = ("id", "kind", "from_at", "to_at", "reason", "item_count", "unreadable_count")
    return CoveragePage(
        data=[CoverageTold(**{field: getattr(row, field) for field in plain}) for row in rows[: channel_queries.PAGE]],
        next_cursor=cursors.write("coverage", {"of": channel.id}, last.id) if last else None,
    )
