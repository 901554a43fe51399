"""What the colleagues of the demonstration did: notes, assignments, labels, conversations that were closed."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from liant.accounts.models import Member
from liant.accounts.permissions import may
from liant.accounts.roles import MANAGERS
from liant.inbox import actions
from liant.inbox.models import Conversation, Message
from liant.kit import clock

LISTENING_SINCE_DAYS = 14
BEFORE_US = "Dit avant que la maison n’écoute."
Act = tuple[datetime, Callable[[], object]]


def play(story: dict[str, Any], members: dict[str, Member], last_day: date) -> None:
    """Each act at its own time and by whoever did it, in the order in which they happened, so that the log reads like a
    fortnight. An act on something that was not heard is left out."""
    owner = owner_of(members)
    with clock.at(began(last_day)):
        put_the_past_away(owner)
    acts = [*labels(story, members), *assignments(story, members, last_day), *notes(story, members, last_day),
            *settled(story, owner), *closings(story, owner, last_day)]  # fmt: skip
    for at, act in sorted(acts, key=lambda one: one[0]):
        with clock.at(min(at, clock.now())):
            act()


def began(last_day: date) -> datetime:
    return moment(last_day, LISTENING_SINCE_DAYS, "08:30")


def put_the_past_away(owner: Member) -> None:
    """The house began to listen a fortnight ago: what nobody answered before is closed, and counted as it is."""
    for conversation in Conversation.objects.filter(state="open", waiting_since__lt=clock.now()):
        actions.close(actor=owner, conversation=conversation, reason=BEFORE_US)


def labels(story: dict[str, Any], members: dict[str, Member]) -> Iterator[Act]:
    """Put soon after the words came, by whoever reads them."""
    names = {described["key"]: described["name"]["fr"] for described in story["labels"]}
    for act in story["labelled"]:
        if conversation := conversation_of(act["item"]):
            name = names.get(act["label"], act["label"])
            yield conversation.opened_at + timedelta(minutes=25), partial(put_label, act["item"], name, members)


def put_label(item_key: str, name: str, members: dict[str, Member]) -> None:
    if conversation := conversation_of(item_key):
        actions.put_label(actor=reader_of(conversation, members), conversation=conversation, name=name)


def assignments(story: dict[str, Any], members: dict[str, Member], last_day: date) -> Iterator[Act]:
    for act in story["assignments"]:
        yield when(act, last_day), partial(assign, act, members)


def assign(act: dict[str, Any], members: dict[str, Member]) -> None:
    conversation, giver = conversation_of(act["item"]), members.get(act.get("by", ""))
    if conversation:
        actor = giver if giver and may(giver, "inbox.change", conversation) else owner_of(members)
        actions.assign(actor=actor, conversation=conversation, to=members[act["to"]])


def notes(story: dict[str, Any], members: dict[str, Member], last_day: date) -> Iterator[Act]:
    """Whoever was given a conversation writes in it afterwards: before, they might not have read it."""
    given = {(act["item"], act["to"]): when(act, last_day) for act in story["assignments"]}
    for act in story["notes"]:
        since = given.get((act["item"], act["by"]))
        at = when(act, last_day)
        yield max(at, since + timedelta(minutes=1)) if since else at, partial(add_note, members[act["by"]], act)


def add_note(author: Member, act: dict[str, Any]) -> None:
    if conversation := conversation_of(act["item"]):
        actions.note(actor=author, conversation=conversation, text=act["text"], form_key=f"demonstration-{act['item']}")


def settled(story: dict[str, Any], owner: Member) -> Iterator[Act]:
    """Over and done with, an hour after the last word."""
    for item_key in story.get("settled", []):
        if conversation := conversation_of(item_key):
            yield conversation.last_message_at + timedelta(hours=1), partial(settle, owner, item_key)


def settle(owner: Member, item_key: str) -> None:
    conversation = conversation_of(item_key)
    if conversation and conversation.state == "open" and conversation.waiting_since is None:
        actions.close(actor=owner, conversation=conversation)


def closings(story: dict[str, Any], owner: Member, last_day: date) -> Iterator[Act]:
    for act in story["closed"]:
        yield when(act, last_day), partial(close, owner, act)


def close(owner: Member, act: dict[str, Any]) -> None:
    conversation = conversation_of(act["item"])
    if conversation and conversation.state == "open":
        reason = "" if act.get("was_answered") else act["reason"]
        actions.close(actor=owner, conversation=conversation, reason=reason or act["reason"])


def reader_of(conversation: Conversation, members: dict[str, Member]) -> Member:
    """Whoever answers under this hat; the owner where nobody does."""
    others = [member for member in members.values() if not member.has_role(*MANAGERS)]
    return next((one for one in others if may(one, "inbox.change", conversation)), owner_of(members))


def owner_of(members: dict[str, Member]) -> Member:
    return next(member for member in members.values() if member.has_role("owner"))


def conversation_of(item_key: str) -> Conversation | None:
    message = Message.objects.filter(item__key=item_key).select_related("conversation").first()
    return message.conversation if message else None


def when(act: dict[str, Any], last_day: date) -> Any:
    return moment(last_day, act["day"], act.get("time", "12:00"))


def moment(last_day: date, days: int, at: str) -> datetime:
    told = datetime.combine(last_day - timedelta(days=days), time.fromisoformat(at), ZoneInfo("Europe/Paris"))
    return min(told, clock.now())
