"""What whoever arranges rotations changes. Who takes part is nobody's to arrange: see `taking_part`."""

from datetime import timedelta
from typing import Any

from django.db import transaction

from liant.accounts.models import Member
from liant.accounts.permissions import NotAllowed, check
from liant.audit.actions import record
from liant.kit import clock
from liant.meetings import queries, rules
from liant.meetings.drawing import close
from liant.meetings.models import KeptApart, Question, Rotation, Round

HALF_A_WEEK = timedelta(days=3, hours=12)  # a draw moves to the nearest of its new weekday


def save_rotation(*, actor: Member, rotation: Rotation | None = None, **values: Any) -> Rotation:
    """Open one, or change one that goes on. `values`: title, team, every_weeks, weekday, is_across_teams. What changes holds from
    the next draw on, which stays where it was unless its weekday changes. Raises NotAllowed for that of an experiment."""
    check(actor, "meetings.arrange")
    refuse_laid_out(rotation)
    with transaction.atomic():
        found = rotation or Rotation()
        weekday = found.weekday
        for name, value in values.items():
            setattr(found, name, value)
        if found.next_at is None:
            found.next_at = rules.next_draw(clock.now(), queries.zone(), found.weekday)
        elif found.weekday != weekday:
            found.next_at = rules.next_draw(
                max(clock.now(), found.next_at - HALF_A_WEEK), queries.zone(), found.weekday
            )
        found.save()
        record(actor, "meetings.change" if rotation else "meetings.open", found, title=found.title)
    return found


def end_rotation(*, actor: Member, rotation: Rotation) -> None:
    """Nobody is drawn any more, and the round that goes on is over. Raises NotAllowed for that of an experiment."""
    check(actor, "meetings.arrange")
    refuse_laid_out(rotation)
    with transaction.atomic():
        if Rotation.objects.filter(pk=rotation.pk, ended_at=None).update(ended_at=clock.now(), next_at=None):
            for round_ in Round.objects.filter(rotation=rotation, closed_at=None):
                close(round_)
            record(actor, "meetings.end", rotation, title=rotation.title)


def refuse_laid_out(rotation: Rotation | None) -> None:
    """A frozen plan says when an experiment draws: it ends by being stopped, with a reason."""
    if rotation is not None and rotation.is_laid_out:
        raise NotAllowed("meetings.arrange")


def add_question(*, actor: Member, fr: str, en: str) -> Question:
    check(actor, "meetings.arrange")
    with transaction.atomic():
        found, is_new = Question.objects.update_or_create(fr=fr, defaults={"en": en})
        if is_new:
            record(actor, "meetings.add_question", found)
    return found


def drop_question(*, actor: Member, question: Question) -> None:
    check(actor, "meetings.arrange")
    with transaction.atomic():
        record(actor, "meetings.drop_question", question)
        question.delete()


def keep_apart(*, actor: Member, one: Member, other: Member) -> KeptApart:
    """Not drawn together. In the log without their names."""
    check(actor, "meetings.arrange")
    if one.pk == other.pk:
        raise ValueError("Two are kept apart.")
    first, second = sorted([one, other], key=lambda member: member.pk)
    with transaction.atomic():
        found, is_new = KeptApart.objects.get_or_create(first=first, second=second)
        if is_new:
            record(actor, "meetings.keep_apart", found)
    return found


def let_meet(*, actor: Member, kept: KeptApart) -> None:
    check(actor, "meetings.arrange")
    with transaction.atomic():
        record(actor, "meetings.let_meet", kept)
        kept.delete()
