"""Meetings, what comes again, who holds a charge: the house's. That one was there, or was asked: one's own."""

import secrets
from itertools import combinations
from typing import Any

from django.db import transaction
from django.utils.translation import override

from liant.accounts.models import Member
from liant.accounts.permissions import check
from liant.advocacy import between
from liant.advocacy import queries as advocacy
from liant.advocacy.animation import queries, rules
from liant.advocacy.animation.models import Asked, Charge, Feed, Habit, Meeting, Presence
from liant.advocacy.models import Consent
from liant.audit.actions import record
from liant.kit import clock
from liant.kit.secrets import hash_token
from liant.ledger import actions as ledger
from liant.ledger.kinds import Consent as Agreed
from liant.ledger.kinds import InteractionKind, Purpose, Visibility
from liant.people.actions import person_of_member
from liant.people.models import Person
from liant.tenancy.context import own_rows


class NotYet(Exception):
    """It has not begun."""


def save_habit(*, actor: Member, habit: Habit | None = None, **values: Any) -> Habit:
    """`values`: fields of Habit."""
    check(actor, "animation.plan")
    with transaction.atomic():
        found = habit or Habit.objects.filter(title=values["title"]).first() or Habit()
        for name, value in values.items():
            setattr(found, name, value)
        found.save()
        record(actor, "animation.save_habit", found, title=found.title)
    return found


def begin_with_usual(*, actor: Member) -> list[Habit]:
    """What usually comes again, in the house's language, where nothing does yet."""
    check(actor, "animation.plan")
    with transaction.atomic(), override(actor.organisation.language):
        if Habit.objects.exists():
            return []
        return [save_habit(actor=actor, **one | {"title": str(one["title"])}) for one in rules.USUAL]


def plan(*, actor: Member, meeting: Meeting | None = None, **values: Any) -> Meeting:
    """A meeting, or what changed of one that is planned."""
    check(actor, "animation.plan")
    with transaction.atomic():
        found = meeting or Meeting(by=actor)
        for name, value in values.items():
            setattr(found, name, value)
        found.save()
        record(actor, "animation.change" if meeting else "animation.plan", found, title=found.title)
    return found


def hold(*, actor: Member, meeting: Meeting, there: int, remote: int) -> None:
    """It took place; how many came, counted by whoever held it. Raises NotYet."""
    check(actor, "animation.plan")
    if meeting.starts_at > clock.now():
        raise NotYet
    with transaction.atomic():
        Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.HELD, there=there, remote=remote, why="")
        record(actor, "animation.hold", meeting, title=meeting.title)


def cancel(*, actor: Member, meeting: Meeting, why: str) -> None:
    check(actor, "animation.plan")
    with transaction.atomic():
        Meeting.objects.filter(pk=meeting.pk).update(
            state=Meeting.State.CANCELLED, why=why.strip(), there=None, remote=None
        )
        ledger.forget_attended(person=None, meeting=meeting)
        record(actor, "animation.cancel", meeting, title=meeting.title)


def give(*, actor: Member, kind: str, member: Member) -> Charge:
    check(actor, "animation.plan")
    with transaction.atomic():
        found, is_new = Charge.objects.get_or_create(kind=kind, member=member, defaults={"since": queries.today()})
        if is_new:
            record(actor, "animation.give", found, charge=kind, name=member.name)
    return found


def take_back(*, actor: Member, charge: Charge) -> None:
    check(actor, "animation.plan")
    with transaction.atomic():
        record(actor, "animation.take_back", charge, charge=charge.kind, name=charge.member.name)
        charge.delete()


def was_there(*, actor: Member, meeting: Meeting, is_remote: bool = False) -> None:
    """Said by whoever was there, in their own rows; in no log. Raises NotYet."""
    check(actor, "advocacy.take_part")
    if meeting.starts_at > clock.now():
        raise NotYet
    with transaction.atomic():
        meeting = _one_at_a_time(meeting)
        with own_rows(actor.pk):
            Presence.objects.update_or_create(member=actor, meeting=meeting, defaults={"is_remote": is_remote})
        _note_together(meeting)


def was_not_there(*, actor: Member, meeting: Meeting) -> None:
    check(actor, "advocacy.take_part")
    with transaction.atomic():
        meeting = _one_at_a_time(meeting)
        with own_rows(actor.pk):
            Presence.objects.filter(member=actor, meeting=meeting).delete()
        for person in Person.objects.filter(member=actor):
            ledger.forget_attended(person=person, meeting=meeting)
        _note_together(meeting)


def _one_at_a_time(meeting: Meeting) -> Meeting:
    """Two who say it at once would not see each other."""
    return Meeting.objects.select_for_update().get(pk=meeting.pk)


def _note_together(meeting: Meeting) -> None:
    """Between every two of them who agreed, once; a crowd is no tie, and what was noted before it was one is gone."""
    people = [person_of_member(one).pk for one in queries.there_together(meeting)]
    if not people:
        ledger.forget_attended(person=None, meeting=meeting)
    rows = [
        ledger.Noted(f"attended:{meeting.pk}:{one}:{other}", InteractionKind.ATTENDED, one, other, meeting.starts_at)
        for one, other in combinations(sorted(people), 2)
    ]
    ledger.note_all(
        rows, through=meeting, purpose=Purpose.BELONGING, visibility=Visibility.PARTIES, consent=Agreed.GIVEN
    )


def forget_attended(member: Member) -> None:
    """They leave the programme: where they were goes, and that others were there with them."""
    for person in Person.objects.filter(member=member):
        ledger.forget_attended(person=person)


def note_asked(
    *, actor: Member, what: str, asker: Member | None = None, url: str = "", followed: str = "open"
) -> Asked:
    """A colleague asked them in private to share something. With their consent to ties, and where both let Liant see whom they turn
    to, that they were asked is an interaction too; what followed stays in their own rows."""
    check(actor, "advocacy.take_part")
    with transaction.atomic(), advocacy.own(actor):
        found = Asked.objects.create(member=actor, asker=asker, what=what.strip(), url=url, followed=followed)
        is_agreed = Consent.Purpose.TIES in advocacy.consents(actor)
        if asker is not None and is_agreed and between.agreed() >= {actor.pk, asker.pk}:
            ledger.note(
                key=f"asked:{found.pk}", kind=InteractionKind.ASKED, source=person_of_member(asker),
                target=person_of_member(actor), at=found.at, through=found, purpose=Purpose.SHARING,
                visibility=Visibility.PARTIES, consent=Agreed.GIVEN,
            )  # fmt: skip
    return found


def say_what_followed(*, actor: Member, asked_id: int, followed: str) -> bool:
    check(actor, "advocacy.take_part")
    with transaction.atomic(), own_rows(actor.pk):
        return bool(Asked.objects.filter(member=actor, id=asked_id).update(followed=followed))


def share(*, actor: Member) -> tuple[Feed, str]:
    """One's own private address, made or made anew: the one before works no more. Its token is told once."""
    check(actor, "advocacy.take_part")
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        values = {"token_hash": hash_token(token), "made_at": clock.now()}
        feed, _is_new = Feed.objects.update_or_create(member=actor, defaults=values)
        record(actor, "animation.share", feed)
    return feed, token


def close_feed(*, actor: Member) -> None:
    check(actor, "advocacy.take_part")
    with transaction.atomic():
        for feed in Feed.objects.filter(member=actor):
            record(actor, "animation.close", feed)
            feed.delete()
