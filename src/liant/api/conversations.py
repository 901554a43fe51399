"""Conversations: the inbox's list, one conversation, its messages, and what may be done to it.

Nothing here tells how quickly a named colleague answers: our own messages bear no name, and who takes care of a
conversation is told while someone waits, never beside the moment of an answer.
"""

from datetime import datetime
from typing import Any, Literal

from django.db.models import Max
from ninja import Router, Schema
from pydantic import AwareDatetime

from liant.accounts.models import Member
from liant.api import cursors
from liant.api.operations import reads
from liant.api.values import AnyId, Cursor, Named, RowId, Word
from liant.deliveries.queries import deliveries_of
from liant.inbox import queries
from liant.inbox.models import Conversation, Intent, Message
from liant.people.hats import HatKind

router = Router(tags=["Conversations"])
SCOPE = "read:conversations"
MESSAGES = 50
State = Literal["open", "snoozed", "closed"]


class ConversationRow(Schema):
    id: int
    state: State
    hat: str
    intent: str
    due: str
    subject: str
    excerpt: str
    language: str
    is_public: bool
    channel: Named
    person: Named | None
    assignee: Named | None  # told while someone waits
    opened_at: AwareDatetime
    waiting_since: AwareDatetime | None
    last_message_at: AwareDatetime
    answered_at: AwareDatetime | None
    snoozed_until: AwareDatetime | None
    closed_at: AwareDatetime | None


class ConversationTold(ConversationRow):
    """One conversation; `last_message_id` is what an answer says it has seen."""

    last_message_id: int | None
    labels: list[Named]
    can_be_answered: bool


class ConversationPage(Schema):
    data: list[ConversationRow]
    next_cursor: str | None


class DeliveryOfMessage(Schema):
    id: int
    key: str
    state: str


class MessageTold(Schema):
    """`side`: theirs, ours, or note (for colleagues alone). `is_mine`: written by the member whose token asks."""

    id: int
    side: Literal["theirs", "ours", "note"]
    text: str
    at: AwareDatetime
    url: str | None
    item_id: int | None
    is_mine: bool
    delivery: DeliveryOfMessage | None


class MessagePage(Schema):
    data: list[MessageTold]
    next_cursor: str | None


def named(row: Any) -> Named | None:
    return Named(id=row.id, name=str(row)) if row is not None else None


def row_of(one: Conversation) -> dict[str, Any]:
    plain = ("id", "state", "hat", "intent", "due", "subject", "excerpt", "language", "is_public", "opened_at",
             "waiting_since", "last_message_at", "answered_at", "snoozed_until", "closed_at")  # fmt: skip
    return {
        **{field: getattr(one, field) for field in plain},
        "channel": named(one.channel),
        "person": named(one.person),
        "assignee": named(one.assignee) if one.waiting_since else None,
        "answered_at": one.answered_at if one.waiting_since is None else None,
    }


def told(one: Conversation) -> ConversationTold:
    spoken = one.messages.exclude(direction=Message.Direction.NOTE)
    labels = [Named(id=label.id, name=label.name) for label in queries.labels_of(one)]
    return ConversationTold(
        **row_of(one),
        last_message_id=spoken.aggregate(last=Max("id"))["last"],
        labels=labels,
        can_be_answered=one.channel.capabilities.can_reply,
    )


@reads(router, "/conversations", scope=SCOPE, needs="inbox.open", answers=ConversationPage, errors=[400])
def list_conversations(  # noqa: PLR0917  each filter is a parameter of the address
    request: Any,
    view: Literal["waiting", "all", "mine", "thanks"] = "waiting",
    state: State | None = None,
    hat: HatKind | None = None,
    intent: Intent | None = None,
    channel: AnyId | None = None,
    language: Word = "",
    assignee: Literal["me", "nobody"] | None = None,
    label: AnyId | None = None,
    cursor: Cursor = "",
) -> ConversationPage:
    """List conversations.

    The lists of the inbox: those who wait for an answer, longest first (`waiting`); all, latest first (`all`); those of
    the token's member (`mine`); thanks that are due (`thanks`). What is said under a hat that the member may not read is
    not there.
    """
    chosen = {"view": view, "state": state, "hat": hat, "intent": intent, "channel": channel, "language": language,
              "assignee": assignee, "label": label}  # fmt: skip
    filters = queries.Filters(**{name: str(value) for name, value in chosen.items() if value})
    after = cursors.read_moment(cursor, "conversations", chosen)
    rows = queries.conversation_list(request.auth.member, filters, after)
    last = rows[queries.PAGE - 1] if len(rows) > queries.PAGE else None
    moment = moment_of(last, view) if last else None
    return ConversationPage(
        data=[ConversationRow(**row_of(one)) for one in rows[: queries.PAGE]],
        next_cursor=cursors.write("conversations", chosen, last.id, moment) if last else None,
    )


def moment_of(row: Conversation, view: str) -> datetime | None:
    """By which the list is ordered."""
    return row.waiting_since if view in ("waiting", "thanks") else row.last_message_at


@reads(router, "/conversations/{conversation_id}", scope=SCOPE, needs="inbox.open", answers=ConversationTold,
       has_etag=True, errors=[404])  # fmt: skip
def get_conversation(request: Any, conversation_id: RowId) -> ConversationTold:
    """Read a conversation.

    The answer bears an ETag: give it back in `If-Match` to change the conversation only if it still stands so.
    """
    return told(queries.conversation_of(request.auth.member, conversation_id))


@reads(router, "/conversations/{conversation_id}/messages", scope=SCOPE, needs="inbox.open", answers=MessagePage,
       errors=[400, 404])  # fmt: skip
def list_messages(request: Any, conversation_id: RowId, cursor: Cursor = "") -> MessagePage:
    """List the messages of a conversation.

    Latest first. What its author deleted at the source has an empty text. Our own messages say what became of them.
    """
    conversation = queries.conversation_of(request.auth.member, conversation_id)
    place = cursors.read_moment(cursor, "messages", {"of": conversation.id})
    rows = messages_before(conversation, place)
    last = rows[MESSAGES - 1] if len(rows) > MESSAGES else None
    return MessagePage(
        data=messages_told(rows[:MESSAGES], request.auth.member),
        next_cursor=cursors.write("messages", {"of": conversation.id}, last.id, last.at) if last else None,
    )


def messages_before(conversation: Conversation, place: tuple[datetime, int] | None) -> list[Message]:
    """One more than a page, newest first."""
    found = conversation.messages.select_related("item").order_by("-at", "-id")
    if place:
        found = found.filter(at__lte=place[0]).exclude(at=place[0], id__gte=place[1])
    return list(found[: MESSAGES + 1])


def messages_told(rows: list[Message], reader: Member) -> list[MessageTold]:
    deliveries = deliveries_of([row for row in rows if row.direction == Message.Direction.OURS])
    return [message_told(row, deliveries.get(row.id), reader) for row in rows]


def message_told(row: Message, delivery: Any, reader: Member) -> MessageTold:
    return MessageTold(
        id=row.id,
        side=row.direction,  # type: ignore[arg-type]
        text=row.body,
        at=row.at,
        url=(row.item.url or None) if row.item else None,
        item_id=row.item_id,
        is_mine=row.author_id == reader.id,
        delivery=DeliveryOfMessage(id=delivery.id, key=delivery.key, state=delivery.state) if delivery else None,
    )
