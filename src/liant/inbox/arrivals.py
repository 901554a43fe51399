"""What comes by itself: messages that were heard, our own answers seen on the network, deliveries that settled."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F

from liant.channels.models import Item
from liant.deliveries.models import Delivery
from liant.inbox import happenings
from liant.inbox.actions import locked, locked_all
from liant.inbox.events import ReplyLeft
from liant.inbox.models import Conversation, Message
from liant.inbox.rules import AUTOMATIC_TAGS, excerpt, hat_for, what_is_due
from liant.inbox.threads import Threads, already_there, survivor_of
from liant.jobs import live
from liant.jobs.events import publish
from liant.kit import clock
from liant.people.actions import wear_all

Direction = Message.Direction
MOVED_BY_A_MESSAGE = ["opening", "excerpt", "last_message_at", "intent", "intent_reasons", "due", "waiting_since",
                      "state", "snoozed_until", "closed_at"]  # fmt: skip


@dataclass(frozen=True)
class Heard:
    """Something that was said, and how it reads; `certainty` is that of the intent."""

    item: Item
    intent: str
    certainty: float
    reasons: list[Any]
    language: str


def receive(*, item: Item, intent: str, certainty: float, reasons: list[Any], language: str) -> Conversation:
    """Put what was said in its conversation; made when it is the first word of that person in that thread."""
    return receive_all(heard=[Heard(item, intent, certainty, reasons, language)])[0]


def receive_all(*, heard: Sequence[Heard]) -> list[Conversation]:
    """The same for many, in this order, each table read and written once for all; the conversation of each.

    Heard twice at the same moment, the database refuses the second, and the job comes back.
    """
    there = already_there([one.item for one in heard])
    fresh = [one for one in heard if one.item.id not in there]
    if not fresh:
        return [there[one.item.id] for one in heard]
    placed = place(fresh)
    homes = {one.id: one for one in locked_all({home.id for _, _, home in placed if home.id})}
    messages: list[Message] = []
    opened: set[int] = set()
    for one, thread, found in placed:
        home = there[one.item.id] = homes.get(found.id, found)
        was_open = home.state == "open" and bool(home.opening)
        note_waiting(home, one.item, one.intent, one.reasons)
        if home.state == "open" and not was_open:
            opened.add(len(messages))
        messages.append(as_message(one.item, home, thread))
    write(list(homes.values()), messages)
    tell([(message, position in opened) for position, message in enumerate(messages)])
    return [there[one.item.id] for one in heard]


def place(heard: Sequence[Heard]) -> list[tuple[Heard, Conversation, Conversation]]:
    """For each the conversation of its thread, new where there is none, and the one where its messages are now."""
    threads = Threads([one.item for one in heard])
    placed = []
    for one in heard:
        thread = threads.thread_of(one.item) or threads.begin(begun_by(one))
        placed.append((one, thread, threads.put(one.item, thread)))
    return placed


def begun_by(heard: Heard) -> Conversation:
    item, channel = heard.item, heard.item.channel
    return Conversation(
        organisation_id=item.organisation_id,
        channel=channel,
        thread_key=item.thread_key or item.key,
        person=item.person,
        hat=hat_for(heard.intent, channel.default_hat, heard.certainty),
        subject=item.title[:300],
        intent=heard.intent,
        intent_reasons=heard.reasons,
        language=heard.language,
        is_public=channel.capabilities.is_public and not item.is_private,
        opened_at=item.published_at,
        last_message_at=item.published_at,
        due="nothing",
    )


def as_message(item: Item, conversation: Conversation, thread: Conversation) -> Message:
    return Message(
        organisation_id=item.organisation_id,
        conversation=conversation,
        item=item,
        direction=Direction.THEIRS,
        body=body_of(item),
        at=item.published_at,
        came_from=thread if thread.merged_into_id else None,
    )


def write(known: Sequence[Conversation], messages: Sequence[Message]) -> None:
    """The new conversations among those of the messages, and the hats in which they were begun; what changed in those
    that are known; the messages."""
    homes = [message.conversation for message in messages]
    new = list({id(home): home for home in homes if home.id is None}.values())
    Conversation.objects.bulk_create(new)
    for channel in {home.channel_id: home.channel for home in new}.values():
        worn = [
            (home.person, home.hat, home.opened_at) for home in new if home.person and home.channel_id == channel.id
        ]
        wear_all(worn=worn, source=f"spoke to us on {channel.name}")
    Conversation.objects.bulk_update(known, MOVED_BY_A_MESSAGE)
    Message.objects.bulk_create(messages)


def tell(arrived: Sequence[tuple[Message, bool]]) -> None:
    """Open pages, and the rooms within; with each message whether it opened its conversation."""
    live.notify_each("conversation", {message.conversation_id for message, _ in arrived})
    told = []
    for message, is_opening in arrived:
        what = (happenings.OPENED, happenings.ARRIVED) if is_opening else (happenings.ARRIVED,)
        told += [happenings.happening(message.conversation, one, message.id) for one in what]
    happenings.tell_all(told)


def note_waiting(conversation: Conversation, item: Item, intent: str, reasons: list[Any]) -> None:
    """The clock starts with the first message that has no answer, and no later one sets it back."""
    at = item.published_at
    if not conversation.opening or at < conversation.opened_at:
        conversation.opening = excerpt(body_of(item))
    if at >= conversation.last_message_at:
        conversation.excerpt = excerpt(body_of(item))
        conversation.last_message_at = at
        if not conversation.intent_is_corrected and (intent != "other" or conversation.intent == "other"):
            conversation.intent, conversation.intent_reasons = intent, reasons
    due = what_is_due(conversation.intent, is_addressed=item.is_addressed, tags=item.tags)
    is_answered = conversation.answered_at is not None and conversation.answered_at >= at
    if due != "nothing" and not is_answered:
        conversation.due = "answer" if "answer" in (due, conversation.due) and conversation.waiting_since else due
        earliest = conversation.waiting_since
        conversation.waiting_since = at if earliest is None else min(earliest, at)
        if conversation.state != "open":
            conversation.state = "open"
            conversation.snoozed_until = conversation.closed_at = None


def receive_ours(*, item: Item) -> Conversation | None:
    """We answered from elsewhere: it belongs to the conversation of the person answered, and they wait no more."""
    if there := already_there([item]):
        return there[item.id]
    conversation = conversation_answered_by(item)
    if conversation is None:
        return None
    conversation = locked(conversation.id)
    Message.objects.create(
        conversation=conversation, item=item, direction=Direction.OURS, body=body_of(item), at=item.published_at
    )
    if not AUTOMATIC_TAGS & set(item.tags):  # what a machine sent in our name answers nobody
        note_answered(conversation, item.published_at)
    return conversation


def conversation_answered_by(item: Item) -> Conversation | None:
    theirs = Message.objects.filter(item__channel=item.channel, item__key=item.parent_key, direction=Direction.THEIRS)
    if item.parent_key and (message := theirs.select_related("conversation").first()):
        return message.conversation
    in_thread = Conversation.objects.filter(channel=item.channel, thread_key=item.thread_key or item.key)
    found = in_thread.order_by(F("waiting_since").asc(nulls_last=True)).first()
    return survivor_of(found) if found else None


def note_answered(conversation: Conversation, at: datetime) -> None:
    """Whoever wrote before this moment has their answer."""
    conversation.answered_at = max(at, conversation.answered_at or at)
    conversation.last_message_at = max(at, conversation.last_message_at)
    later = conversation.messages.filter(direction=Direction.THEIRS, at__gt=conversation.answered_at)
    first_unanswered = later.order_by("at").first()
    conversation.waiting_since = first_unanswered.at if first_unanswered and conversation.waiting_since else None
    conversation.save()
    live.notify("conversation", conversation.id)


def note_settled(*, delivery: Delivery, state: str) -> None:
    """Our answer left, or did not: only what is sent stops the clock."""
    if delivery.origin_kind == Message._meta.label_lower:
        message = Message.objects.select_related("conversation").filter(id=delivery.origin_id).first()
        if message is None:
            return
        conversation = locked(message.conversation_id)
        if state == "sent":
            note_answered(conversation, message.at)
            publish(ReplyLeft(message_id=message.id, delivery_id=delivery.id))
        live.notify("conversation", conversation.id)
    elif delivery.origin_kind == Conversation._meta.label_lower and state == "sent":
        conversation = locked(delivery.origin_id)
        if conversation.due == "thanks":
            note_answered(conversation, delivery.settled_at or conversation.last_message_at)


def forget_withdrawn(*, item_ids: list[int]) -> None:
    """The authors deleted it at the source: the words go from the conversation too."""
    messages = Message.objects.filter(item_id__in=item_ids)
    ids = list(messages.values_list("conversation_id", flat=True))
    messages.update(body="")
    Conversation.objects.filter(id__in=ids).update(excerpt="", opening="")
    for conversation in Conversation.objects.select_for_update().filter(id__in=ids, waiting_since__isnull=False):
        let_go_of_who_withdrew(conversation)
    for conversation_id in ids:
        live.notify("conversation", conversation_id)


def let_go_of_who_withdrew(conversation: Conversation) -> None:
    """Whoever took back all that they had not been answered waits no more; else they wait since what is left."""
    unanswered = conversation.messages.filter(direction=Direction.THEIRS, at__gte=conversation.waiting_since)
    left = unanswered.filter(item__withdrawn_at=None).order_by("at").first()
    since = left.at if left else None
    if since != conversation.waiting_since:
        conversation.waiting_since = since
        conversation.save()


def body_of(item: Item) -> str:
    return item.text or item.title


def wake(*, conversation_id: int) -> None:
    """Its day has come: it is open again."""
    conversation = locked(conversation_id)
    if conversation.state == "snoozed":
        conversation.state = "open"
        conversation.snoozed_until = None
        conversation.save()
        happenings.tell(conversation, happenings.WOKEN, clock.now().isoformat())
        live.notify("conversation", conversation.id)
