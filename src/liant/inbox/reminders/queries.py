from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from liant.accounts.models import Member
from liant.inbox.models import Conversation, Message
from liant.inbox.queries import readable
from liant.inbox.reminders.models import Call, Pledge, Reminder
from liant.inbox.threads import merged_within
from liant.kit import clock
from liant.people.hats import visible_hats
from liant.people.models import Person
from liant.people.queries import same_person_ids

MOST_SHOWN = 50
SOON = timedelta(days=7)


@dataclass(frozen=True)
class ForMe:
    """What one member has to come back to."""

    calls: list[Call]
    reminders: list[Reminder]
    pledges: list[Pledge]

    @property
    def count(self) -> int:
        """Promises count from their day on."""
        today = timezone.localdate(clock.now())
        return len(self.calls) + len(self.reminders) + sum(pledge.due_on <= today for pledge in self.pledges)


def for_me(member: Member) -> ForMe:
    """Nothing of what this member may not read any more."""
    mine = readable(member)
    today = timezone.localdate(clock.now())
    calls = Call.objects.filter(member=member, seen_at=None, message__conversation__in=mine)
    reminders = Reminder.objects.filter(Q(member=member) | Q(member=None), rang_at__isnull=False, done_at=None)
    pledges = Pledge.objects.filter(ended_at=None, due_on__lte=today + SOON).filter(open_to(member))
    return ForMe(
        list(calls.select_related("message__author", "message__conversation__person")[:MOST_SHOWN]),
        list(reminders.filter(conversation__in=mine).select_related("conversation__person", "made_by")[:MOST_SHOWN]),
        list(pledges.select_related("person", "conversation", "made_by")[:MOST_SHOWN]),
    )


def open_to(member: Member) -> Q:
    """About conversations that this member may read, those merged into others too."""
    return Q(conversation__hat__in=visible_hats(member)) | Q(conversation__assignee=member)


def reminders_on(member: Member, conversation: Conversation) -> list[Reminder]:
    """Those to come and those that rang: one's own, and those for all who answer."""
    here = {conversation.id} | merged_within(conversation)
    found = Reminder.objects.filter(conversation__in=here, done_at=None).filter(Q(member=member) | Q(member=None))
    return list(found.select_related("made_by", "conversation")[:MOST_SHOWN])


def pledges_to(member: Member, person: Person | None, conversation: Conversation | None = None) -> list[Pledge]:
    """What this person was promised, in exchanges that this member may read; of nobody's, in this conversation."""
    open_ones = Pledge.objects.filter(open_to(member), ended_at=None)
    if person is not None:
        open_ones = open_ones.filter(person__in=same_person_ids(person))
    elif conversation is not None:
        open_ones = open_ones.filter(conversation=conversation)
    return list(open_ones.select_related("made_by", "conversation")[:MOST_SHOWN])


def pledge_of(member: Member, pledge_id: int) -> Pledge | None:
    found = Pledge.objects.filter(open_to(member), id=pledge_id, ended_at=None)
    return found.select_related("conversation").first()


def reminder_of(reminder_id: int) -> Reminder | None:
    return Reminder.objects.filter(id=reminder_id, done_at=None).select_related("conversation").first()


def colleagues(but: Member | None = None) -> dict[int, Member]:
    found = Member.objects.filter(is_active=True)
    return {one.id: one for one in (found.exclude(id=but.id) if but else found)}


def has_news(conversation: Conversation, reminder: Reminder) -> bool:
    """Has the person written since the reminder was made?"""
    theirs = conversation.messages.filter(direction=Message.Direction.THEIRS)
    return theirs.filter(at__gt=reminder.made_at).exists()


def is_late(pledge: Pledge) -> bool:
    return pledge.due_on < today_here()


def today_here() -> date:
    return timezone.localdate(clock.now())
