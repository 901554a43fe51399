"""Every change to calls, reminders and promises."""

from datetime import date, datetime

from django.db import transaction

from liant.accounts.models import Member
from liant.accounts.permissions import NotAllowed, check
from liant.audit.actions import record
from liant.inbox.models import Conversation, Message
from liant.inbox.policy import may_read
from liant.inbox.reminders.models import Call, Pledge, Reminder
from liant.inbox.reminders.queries import colleagues, has_news
from liant.inbox.threads import survivor_of
from liant.jobs import live
from liant.kit import clock
from liant.kit.calling import called_in

TOPIC = "for_me"


def tell_called(*, message: Message) -> list[Call]:
    """Whoever is named in a note is told, if they may read it; who may not learns nothing."""
    others = colleagues(message.author)
    named = called_in(message.body, {key: member.name for key, member in others.items()})
    told = []
    for key in sorted(named):
        if may_read(others[key], message.conversation):
            call, is_new = Call.objects.get_or_create(member=others[key], message=message)
            told += [call] * is_new
            live.notify(TOPIC, key)
    return told


def see(*, actor: Member, call: Call) -> None:
    check(actor, "reminders.see")
    if call.member_id != actor.id:
        raise NotAllowed("reminders.see")
    with transaction.atomic():
        Call.objects.filter(id=call.id, seen_at=None).update(seen_at=clock.now())
        live.notify(TOPIC, actor.id)


def remind(*, actor: Member, conversation: Conversation, rings_at: datetime, is_for_all: bool,
           is_for_silence: bool) -> Reminder:  # fmt: skip
    check(actor, "reminders.make", conversation)
    with transaction.atomic():
        reminder = Reminder.objects.create(
            conversation=conversation,
            member=None if is_for_all else actor,
            made_by=actor,
            rings_at=rings_at,
            is_for_silence=is_for_silence,
        )
        verb = "reminders.make_for_all" if is_for_all else "reminders.make"
        record(actor, verb, conversation, at=rings_at.isoformat())
        live.notify("conversation", conversation.id)
    return reminder


def settle(*, actor: Member, reminder: Reminder) -> None:
    """It rang and was seen to, or is wanted no more."""
    check(actor, "reminders.settle", reminder)
    with transaction.atomic():
        Reminder.objects.filter(id=reminder.id, done_at=None).update(done_at=clock.now())
        record(actor, "reminders.settle", reminder.conversation)
        live.notify(TOPIC)


def ring(*, reminder_id: int) -> None:
    """Its moment has come. Where news came and only silence was to be told, it is over."""
    reminder = Reminder.objects.select_for_update().filter(id=reminder_id, rang_at=None, done_at=None).first()
    if reminder is None:
        return
    conversation = survivor_of(reminder.conversation)
    if reminder.is_for_silence and has_news(conversation, reminder):
        reminder.done_at = clock.now()
    else:
        reminder.rang_at = clock.now()
        reminder.conversation = conversation
    reminder.save()
    live.notify(TOPIC, reminder.member_id)
    live.notify("conversation", conversation.id)


def pledge(*, actor: Member, conversation: Conversation, text: str, due_on: date) -> Pledge:
    """Note what was promised; in the conversation too, as an internal note would be."""
    check(actor, "reminders.make", conversation)
    with transaction.atomic():
        made = Pledge.objects.create(
            person=conversation.person, conversation=conversation, text=text.strip(), due_on=due_on, made_by=actor
        )
        record(actor, "reminders.pledge", conversation, day=due_on.isoformat())
        live.notify("conversation", conversation.id)
        live.notify(TOPIC)
    return made


def end_pledge(*, actor: Member, made: Pledge, is_kept: bool) -> None:
    check(actor, "reminders.make", made.conversation)
    with transaction.atomic():
        ended = Pledge.objects.filter(id=made.id, ended_at=None)
        if ended.update(ended_at=clock.now(), ended_by=actor, is_kept=is_kept):
            record(actor, "reminders.keep" if is_kept else "reminders.let_go", made.conversation)
        live.notify("conversation", made.conversation_id)
        live.notify(TOPIC)
