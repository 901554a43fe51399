"""What time does to a wait: its promise is dated when it begins, its working time measured when it ends, and those who
should know are told when an answer is due soon, late, and very late. Nobody did it, so there is no actor."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import override

from liant.accounts.hours.queries import hours_in_use
from liant.accounts.hours.rules import Hours, NeverOpen
from liant.accounts.models import Member
from liant.accounts.roles import Role
from liant.inbox.happenings import ARRIVED, Happening
from liant.inbox.models import Conversation, Message
from liant.inbox.waiting.announced import tell_escalated
from liant.inbox.waiting.courtesies import acknowledge_all, ask_how_it_went
from liant.inbox.waiting.models import Notice, Wait
from liant.inbox.waiting.queries import promises_in_force
from liant.inbox.waiting.rules import WARNED_AFTER, is_history, promise_for
from liant.jobs import live
from liant.jobs.queue import defer
from liant.kit import clock
from liant.kit.words import waiting_since
from liant.people.hats import visible_hats
from liant.tenancy.models import Organisation

COUNT, MAIL = "waiting.count", "waiting.mail"
MEASURED = ["is_measured", "is_history", "team", "promised_seconds", "due_at", "working_seconds", "next_step_at"]
Step = Notice.Step


def measure(waits: Iterable[Wait]) -> None:
    """Fill in what needs working hours, of waits that the database has just begun, moved or ended."""
    waits = list(waits)
    if not waits:
        return
    organisation = Organisation.objects.get()
    hours, promises = hours_in_use(organisation), promises_in_force()
    begun = []
    for wait in waits:
        if wait.promised_seconds is None and wait.ended_at is None:
            begun.append(wait)
        wait.is_measured = True
        wait.is_history = is_history(wait.since, wait.channel.created_at)
        promise = promise_for(wait.hat, wait.intent, promises) if wait.due == "answer" and not wait.is_history else None
        there = hours(promise.team_id if promise else None)
        wait.team_id = promise.team_id if promise else None
        wait.promised_seconds = promise.seconds(there.day_seconds) if promise else None
        try:
            wait.due_at = there.due_at(wait.since, wait.promised_seconds) if wait.promised_seconds else None
        except NeverOpen:
            wait.due_at = None
        ended = wait.ended_at
        wait.working_seconds = round(there.elapsed_seconds(wait.since, ended)) if ended else None
        wait.next_step_at = None if ended else next_step_at(wait, there)
    Wait.objects.bulk_update(waits, MEASURED)
    count_soon(organisation, [wait.since for wait in waits])
    acknowledge_all(begun)


def next_step_at(wait: Wait, there: Hours) -> datetime | None:
    """When someone has to be told next; each step once, and those that were missed are not made up for."""
    if wait.due_at is None or wait.promised_seconds is None or wait.raised_at:
        return None
    if wait.escalated_at:
        return there.due_at(wait.since, 2 * wait.promised_seconds)
    return wait.due_at if wait.warned_at else there.due_at(wait.since, WARNED_AFTER * wait.promised_seconds)


def measure_new(conversation_ids: Iterable[int]) -> None:
    """Called in the transaction that changed the conversations."""
    found = Wait.objects.filter(conversation_id__in=list(conversation_ids), is_measured=False)
    measure(found.select_related("channel", "conversation__channel"))


def look_at(*, wait_id: int) -> None:
    """The moment of a wait's next step has come: measure it, or tell those who should know."""
    wait = Wait.objects.select_for_update(of=("self",)).select_related("channel", "conversation").get(id=wait_id)
    now = clock.now()
    if not wait.is_measured:
        measure([wait])
    elif wait.ended_at is None and wait.next_step_at and wait.next_step_at <= now:
        step = take_step(wait, now)
        wait.next_step_at = next_step_at(wait, hours_in_use(Organisation.objects.get())(wait.team_id))
        wait.save()
        tell(wait, step)
    elif wait.ended_at is not None:
        Wait.objects.filter(id=wait.id).update(next_step_at=None)


def take_step(wait: Wait, now: datetime) -> str:
    """Which step it is, noted on the wait. Found late, after a night without a worker, it goes straight to the last."""
    if wait.escalated_at:
        wait.raised_at = now
        return Step.VERY_LATE
    wait.warned_at = wait.warned_at or now
    if wait.due_at and wait.due_at <= now:
        wait.escalated_at = now
        return Step.LATE
    return Step.SOON


def tell(wait: Wait, step: str) -> None:
    """In the conversation, once for all, and by mail to each who is concerned."""
    conversation = wait.conversation
    if step != Step.SOON:
        Message.objects.get_or_create(
            form_key=f"wait-{wait.id}-{step}",
            defaults={
                "conversation": conversation,
                "direction": Message.Direction.NOTE,
                "body": words_of(wait, step),
                "at": clock.now(),
            },
        )
        tell_escalated(wait, step)
    for member in concerned(wait, step):
        Notice.objects.get_or_create(wait=wait, member=member, step=step)
        defer(MAIL, once=f"{MAIL}:{member.id}", organisation_id=wait.organisation_id, member_id=member.id)
    live.notify("conversation", conversation.id)


def words_of(wait: Wait, step: str) -> str:
    """In the language of the house: everyone who reads the conversation reads it."""
    house = Organisation.objects.get()
    zone = hours_in_use(house)(wait.team_id).zone
    with override(house.language):
        name = wait.conversation.person.name if wait.conversation.person else ""
        since = waiting_since(wait.since, clock.now(), house.language, zone)
        values = {"name": name or _("Someone"), "since": since}
        if step == Step.VERY_LATE:
            return _("%(name)s has been waiting %(since)s, twice the time that was promised. The owners know.") % values
        return _("%(name)s has been waiting %(since)s, longer than was promised. Those in charge know.") % values


def concerned(wait: Wait, step: str) -> list[Member]:
    """Soon: whoever took it. Late: the managers of the team, or of the house, else the owners. Very late: the owners."""
    members = Member.objects.filter(is_active=True)
    if step == Step.SOON:
        assignee = wait.conversation.assignee
        return [assignee] if assignee and assignee.is_active and wait.hat in visible_hats(assignee) else []
    owners = list(members.filter(roles__contains=[Role.OWNER]))
    if step == Step.VERY_LATE:
        return owners
    managers = members.filter(roles__contains=[Role.TEAM_MANAGER])
    in_team = managers.filter(team_memberships__team_id=wait.team_id) if wait.team_id else managers
    return list(in_team) or list(managers) or owners


def count_soon(organisation: Organisation, begun_at: Iterable[datetime]) -> None:
    """The days on which they began are counted anew, each once however many changes come."""
    zone = ZoneInfo(organisation.time_zone)
    for day in sorted({moment.astimezone(zone).date() for moment in begun_at}):
        defer(COUNT, once=f"{COUNT}:{organisation.id}:{day}", organisation_id=organisation.id, day=day.isoformat())


def count_from_when_it_left(*, conversation_id: int, written_at: datetime, left_at: datetime) -> None:
    """An answer counts from the moment it left, not from the one it was written: it may have been held back."""
    found = Wait.objects.filter(
        conversation_id=conversation_id, ended_at=written_at, ending__in=["answered", "thanked"]
    )
    if left_at > written_at and found.update(ended_at=left_at, is_measured=False):
        measure_new([conversation_id])


def follow(instance: Conversation, **_options: object) -> None:
    """After each save of a conversation. What arrives is written in bulk, and measured when it is told; what else is
    changed in bulk, by the worker within a minute."""
    measure_new([instance.id])
    if instance.state == "closed":
        ask_how_it_went(instance)


def measure_what_arrived(told: Iterable[Happening]) -> None:
    measure_new({one.conversation.id for one in told if one.what == ARRIVED})
