"""Putting conversations together and taking them apart. Nothing is lost: each message keeps where it came from."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.dateparse import parse_datetime

from liant.accounts.models import Member
from liant.accounts.permissions import check
from liant.audit.actions import record
from liant.deliveries.models import Delivery
from liant.inbox.actions import change, locked
from liant.inbox.joining.models import Merge
from liant.inbox.joining.rules import due_of_both, waits_since
from liant.inbox.models import Conversation, ConversationLabel, Message
from liant.inbox.rules import excerpt, shortened, title_of
from liant.inbox.threads import merged_within, survivor_of
from liant.kit import clock
from liant.people.queries import same_person_ids

Direction = Message.Direction
MOMENTS = ("waiting_since", "answered_at", "snoozed_until", "closed_at")
PLAIN = ("state", "due", "closed_because")


class CannotJoin(Exception):
    """`why`: "same", "elsewhere" (one of them is merged already), "hat" (they stand under two hats), "person" (two
    persons, and nobody said that this is meant)."""

    def __init__(self, why: str):
        super().__init__(why)
        self.why = why


class CannotSplit(Exception):
    """Each part needs a word of the person."""


def merge(*, actor: Member, survivor: Conversation, merged: Conversation, is_meant: bool = False) -> Merge:
    """All that was said is in `survivor` from now on, and what comes later too. `is_meant`: though two persons spoke.

    Never across hats: whoever reads one would read the other.
    """
    for one in (survivor, merged):
        check(actor, "inbox.change", one)
    with transaction.atomic():
        first, second = (locked(one) for one in sorted((survivor.id, merged.id)))
        survivor, merged = (first, second) if first.id == survivor.id else (second, first)
        refuse_what_cannot_be(survivor, merged, is_meant=is_meant)
        done = Merge.objects.create(survivor=survivor, merged=merged, by=actor, before=picture_of(merged))
        move_messages(merged, survivor)
        take_over(survivor, merged)
        change(merged, merged_into=survivor, state="closed", waiting_since=None, snoozed_until=None,
               closed_at=clock.now(), closed_because="")  # fmt: skip
        record(actor, "joining.merge", survivor, title=title(merged), merged=merged.id)
        record(actor, "joining.merge_away", merged, title=title(survivor), survivor=survivor.id)
    return done


def refuse_what_cannot_be(survivor: Conversation, merged: Conversation, *, is_meant: bool) -> None:
    if survivor.id == merged.id:
        raise CannotJoin("same")
    if survivor.merged_into_id or merged.merged_into_id:
        raise CannotJoin("elsewhere")
    if survivor.hat != merged.hat:
        raise CannotJoin("hat")
    if not is_same_person(survivor, merged) and not is_meant:
        raise CannotJoin("person")


def is_same_person(one: Conversation, other: Conversation) -> bool:
    if one.person is None or other.person is None:
        return one.person_id == other.person_id
    return other.person_id in same_person_ids(one.person)


def move_messages(merged: Conversation, survivor: Conversation) -> None:
    """One that both hold (an item is in a conversation once) stays where it is."""
    held = survivor.messages.filter(item__isnull=False).values("item_id")
    moving = Message.objects.filter(conversation=merged).exclude(item_id__in=held)
    ids = list(moving.values_list("id", flat=True))
    Message.objects.filter(id__in=ids, came_from=None).update(came_from=merged)
    Message.objects.filter(id__in=ids).update(conversation=survivor)


def take_over(survivor: Conversation, merged: Conversation) -> None:
    """The clock runs from the longest wait; open if one of them was."""
    for label in ConversationLabel.objects.filter(conversation=merged):
        ConversationLabel.objects.get_or_create(conversation=survivor, label_id=label.label_id)
    waits = [one.waiting_since for one in (survivor, merged) if one.waiting_since]
    answers = [one.answered_at for one in (survivor, merged) if one.answered_at]
    latest = merged if merged.last_message_at > survivor.last_message_at else survivor
    values: dict[str, Any] = {
        "due": due_of_both((survivor.due, bool(survivor.waiting_since)), (merged.due, bool(merged.waiting_since))),
        "waiting_since": min(waits, default=None),
        "answered_at": max(answers, default=None),
        "last_message_at": latest.last_message_at,
        "excerpt": latest.excerpt,
    }
    if survivor.state != "open" and merged.state == "open":
        values |= {"state": "open", "snoozed_until": None, "closed_at": None, "closed_because": ""}
    change(survivor, **values)


def unmerge(*, actor: Member, done: Merge) -> Conversation:
    """What came from it goes back, what came since by its thread too; the clocks of both run as if apart."""
    merged = done.merged
    survivor = survivor_of(merged)
    for one in (survivor, merged):
        check(actor, "inbox.change", one)
    with transaction.atomic():
        survivor, merged = locked(survivor.id), locked(merged.id)
        came_from = {merged.id} | merged_within(merged)
        Message.objects.filter(conversation=survivor, came_from_id__in=came_from).update(conversation=merged)
        Message.objects.filter(conversation=merged, came_from=merged).update(came_from=None)
        Merge.objects.filter(id=done.id).update(undone_at=clock.now())
        before = {name: as_moment(done.before[name]) for name in MOMENTS} | {name: done.before[name] for name in PLAIN}
        answered_since = survivor.answered_at if survivor.answered_at and survivor.answered_at > done.at else None
        later = [at for at in spoken(merged) if at > done.at]
        waited = [before["waiting_since"]] if before["waiting_since"] else []
        before["answered_at"] = answered_since or before["answered_at"]
        before["waiting_since"] = waits_since([*waited, *later], before["answered_at"])
        if later and before["waiting_since"]:
            before |= {"state": "open", "snoozed_until": None, "closed_at": None, "closed_because": ""}
        change(merged, merged_into=None, **before, **last_words(merged))
        waiting = [at for at in spoken(survivor) if survivor.waiting_since and at >= survivor.waiting_since]
        change(survivor, waiting_since=waits_since(waiting, survivor.answered_at), **last_words(survivor))
        record(actor, "joining.unmerge", survivor, title=title(merged), merged=merged.id)
        record(actor, "joining.unmerge", merged, title=title(survivor), survivor=survivor.id)
    return merged


def split(*, actor: Member, conversation: Conversation, message_ids: Iterable[int]) -> Conversation:
    """These messages become a conversation of their own, with a clock of its own; what answers them comes there."""
    check(actor, "inbox.change", conversation)
    with transaction.atomic():
        conversation = locked(conversation.id)
        said = conversation.messages.filter(taken_back_at=None)
        moving = list(said.filter(id__in=list(message_ids)).select_related("item__channel", "item__person"))
        theirs = [message for message in moving if message.direction == Direction.THEIRS]
        stays = said.filter(direction=Direction.THEIRS).exclude(id__in=[message.id for message in moving])
        if not theirs or not stays.exists():
            raise CannotSplit
        part = open_part(conversation, theirs)
        Message.objects.filter(id__in=[message.id for message in moving]).update(conversation=part, came_from=None)
        set_clock(part, conversation.waiting_since)
        set_clock(conversation, conversation.waiting_since)
        record(actor, "joining.split", conversation, count=len(moving), part=part.id)
        record(actor, "joining.split", part, count=len(moving), origin=conversation.id)
    return part


def open_part(conversation: Conversation, theirs: list[Message]) -> Conversation:
    first = theirs[0]
    return Conversation.objects.create(
        person=first.item.person if first.item else conversation.person,
        channel=first.item.channel if first.item else conversation.channel,
        thread_key=f"split-{first.id}",
        hat=conversation.hat,
        subject="",
        opening=excerpt(first.body),
        excerpt=excerpt(theirs[-1].body),
        intent=conversation.intent,
        intent_is_corrected=conversation.intent_is_corrected,
        intent_reasons=conversation.intent_reasons,
        language=conversation.language,
        due=conversation.due,
        is_public=conversation.is_public,
        assignee=conversation.assignee,
        opened_at=first.at,
        last_message_at=theirs[-1].at,
        split_from=conversation,
    )


def set_clock(conversation: Conversation, waited_since: datetime | None) -> None:
    """Since the first of its own words that none of its own answers followed, if anyone waited at all."""
    answered_at = last_answer(conversation)
    waiting = [at for at in spoken(conversation) if waited_since and at >= waited_since]
    change(conversation, answered_at=answered_at, waiting_since=waits_since(waiting, answered_at),
           **last_words(conversation))  # fmt: skip


def last_answer(conversation: Conversation) -> datetime | None:
    """When our latest answer left: seen there, or told by its delivery."""
    ours = conversation.messages.filter(direction=Direction.OURS, taken_back_at=None)
    sent = Delivery.objects.filter(origin_kind=Message._meta.label_lower, state="sent", origin_id__in=ours.values("id"))
    left = ours.filter(id__in=sent.values("origin_id")) | ours.filter(item__isnull=False)
    return left.aggregate(latest=Max("at"))["latest"]


def spoken(conversation: Conversation) -> list[datetime]:
    return list(conversation.messages.filter(direction=Direction.THEIRS).values_list("at", flat=True))


def last_words(conversation: Conversation) -> dict[str, Any]:
    said = conversation.messages.exclude(direction=Direction.NOTE).filter(taken_back_at=None)
    latest = said.aggregate(latest=Max("at"))["latest"] or conversation.last_message_at
    theirs = said.filter(direction=Direction.THEIRS).order_by("-at", "-id").first()
    return {"last_message_at": latest, "excerpt": excerpt(theirs.body) if theirs else conversation.excerpt}


def picture_of(conversation: Conversation) -> dict[str, Any]:
    moments = {name: getattr(conversation, name) for name in MOMENTS}
    return {name: moment.isoformat() if moment else None for name, moment in moments.items()} | {
        name: getattr(conversation, name) for name in PLAIN
    }


def as_moment(text: str | None) -> datetime | None:
    return parse_datetime(text) if text else None


def title(conversation: Conversation) -> str:
    return shortened(conversation.subject) or title_of(conversation.opening)
