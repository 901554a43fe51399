"""What the colleagues of the demonstration did: notes, assignments, labels, conversations that were closed."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from liant.accounts.models import Member
from liant.inbox import actions
from liant.inbox.models import Conversation, Message
from liant.kit import clock

LISTENING_SINCE_DAYS = 14
BEFORE_US = "Dit avant que la maison n’écoute."


def play(story: dict[str, Any], members: dict[str, Member], last_day: date) -> None:
    """Each act at its own time. An act on something that was not heard is left out."""
    labels = {described["key"]: described["name"]["fr"] for described in story["labels"]}
    for act in story["labelled"]:
        if conversation := conversation_of(act["item"]):
            name = labels.get(act["label"], act["label"])
            actions.put_label(actor=owner_of(members), conversation=conversation, name=name)
    for act in story["assignments"]:
        with clock.at(when(act, last_day)):
            if conversation := conversation_of(act["item"]):
                actions.assign(actor=owner_of(members), conversation=conversation, to=members[act["to"]])
    for act in story["notes"]:
        with clock.at(when(act, last_day)):
            if conversation := conversation_of(act["item"]):
                add_note(members[act["by"]], conversation, act)
    for item_key in story.get("settled", []):
        settle(owner_of(members), item_key)
    put_the_past_away(owner_of(members), last_day)
    for act in story["closed"]:
        with clock.at(when(act, last_day)):
            conversation = conversation_of(act["item"])
            if conversation and conversation.state == "open":
                reason = "" if act.get("was_answered") else act["reason"]
                actions.close(actor=owner_of(members), conversation=conversation, reason=reason or act["reason"])


def add_note(author: Member, conversation: Conversation, act: dict[str, Any]) -> None:
    actions.note(actor=author, conversation=conversation, text=act["text"], form_key=f"demonstration-{act['item']}")


def put_the_past_away(owner: Member, last_day: date) -> None:
    """The house began to listen a fortnight ago: what nobody answered before is closed, and counted as it is."""
    began = moment(last_day, LISTENING_SINCE_DAYS, "00:00")
    for conversation in Conversation.objects.filter(state="open", waiting_since__lt=began):
        actions.close(actor=owner, conversation=conversation, reason=BEFORE_US)


def settle(owner: Member, item_key: str) -> None:
    """Over and done with, an hour after the last word."""
    conversation = conversation_of(item_key)
    if conversation and conversation.state == "open" and conversation.waiting_since is None:
        with clock.at(min(conversation.last_message_at + timedelta(hours=1), clock.now())):
            actions.close(actor=owner, conversation=conversation)


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
