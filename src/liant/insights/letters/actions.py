"""What members choose to receive, and which praise concerns whom. Choosing one's own letters is told to nobody: no manager
learns who reads what."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from liant.accounts.models import Member, Team
from liant.accounts.permissions import check
from liant.audit.actions import record
from liant.insights.letters.models import Circle, Letter, Subscription
from liant.kit import clock
from liant.kit.quiet import next_moment

FIRST_LETTER_TELLS = {
    Letter.DAILY: timedelta(days=1),
    Letter.WEEKLY: timedelta(days=7),
    Letter.KIND_WORDS: timedelta(days=7),
}


def choose(*, actor: Member, letter: str, is_on: bool, hour: int = 8, weekday: int = 0,
           words: Sequence[str] = ()) -> Subscription:  # fmt: skip
    """Receive a letter, or no more; nobody chooses for another."""
    check(actor, "letters.choose")
    with transaction.atomic():
        row, _ = Subscription.objects.get_or_create(member=actor, letter=Letter(letter))
        row.is_on, row.hour, row.weekday, row.words = is_on, hour, weekday, list(words)
        row.changed_at = clock.now()
        row.next_at = moment_of(row, actor) if is_on else None
        row.save()
    return row


def stop(*, subscription: Subscription) -> None:
    """By the link in the letter itself: whoever holds it may stop it, and nothing else."""
    Subscription.objects.filter(id=subscription.id).update(is_on=False, next_at=None, changed_at=clock.now())


def claim(*, subscription_id: int) -> tuple[Subscription, datetime] | None:
    """The letter is due and is taken on, once: with the moment from which it tells. None when it is not, or no more."""
    with transaction.atomic():
        found = Subscription.objects.select_for_update(of=("self",)).select_related(
            "member__user", "member__organisation"
        )
        row = found.filter(id=subscription_id, is_on=True).first()
        now = clock.now()
        if row is None or row.next_at is None or row.next_at > now:
            return None
        if not row.member.is_active:
            stop(subscription=row)
            return None
        from_at = row.told_until or now - FIRST_LETTER_TELLS[Letter(row.letter)]
        row.told_until, row.next_at = now, moment_of(row, row.member)
        row.save(update_fields=["told_until", "next_at"])
    return row, from_at


def give_back(*, subscription: Subscription, from_at: datetime) -> None:
    """The letter could not leave: it is due again, and tells the same."""
    Subscription.objects.filter(id=subscription.id, is_on=True).update(told_until=from_at, next_at=clock.now())


def moment_of(row: Subscription, member: Member) -> datetime:
    weekday = None if row.letter == Letter.DAILY else row.weekday
    return next_moment(clock.now(), member.user.zone, row.hour, weekday)


def set_circle(*, actor: Member, circle: Circle | None, name: str, team: Team, words: Sequence[str],
               labels: Sequence[str]) -> Circle:  # fmt: skip
    check(actor, "letters.circles")
    with transaction.atomic():
        circle = circle or Circle()
        circle.name, circle.team = name.strip(), team
        circle.words, circle.labels = list(words), list(labels)
        circle.save()
        record(actor, "letters.set_circle", circle, name=circle.name)
    return circle


def remove_circle(*, actor: Member, circle: Circle) -> None:
    check(actor, "letters.circles")
    with transaction.atomic():
        record(actor, "letters.remove_circle", circle, name=circle.name)
        circle.delete()
