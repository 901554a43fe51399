"""What a crisis held back, taken up by a person one by one: let go with a reason, planned anew, or withdrawn. Nothing here
takes more than one."""

from datetime import datetime

from django.db import transaction

from liant.accounts.models import Member
from liant.accounts.permissions import check
from liant.audit.actions import record
from liant.deliveries import actions as deliveries
from liant.deliveries.models import Delivery
from liant.kit import clock
from liant.writing import moves
from liant.writing.crisis import queries
from liant.writing.crisis.actions import decided, note, titled
from liant.writing.crisis.models import Crisis, Line, Release
from liant.writing.models import Version


class ChangedSince(Exception):
    """The words are no longer those that the person read."""


class NeverLeaves(Exception):
    """It was written in an exercise."""


def release(*, actor: Member, crisis: Crisis, version: Version, seen_edition: int, reason: str) -> Release:
    """These very words may leave: at their moment, or now when it has passed. In an exercise it is only noted."""
    check(actor, "crisis.release", crisis)
    with transaction.atomic():
        piece = moves.locked(version.piece_id)
        version = piece.versions.select_for_update().get(pk=version.pk)
        version.piece = piece
        if version.edition != seen_edition:
            raise ChangedSince
        is_rehearsed = crisis.is_exercise and crisis.is_on
        if not is_rehearsed and queries.is_of_an_exercise(version.piece_id):
            raise NeverLeaves
        found, is_new = Release.objects.get_or_create(
            crisis=crisis, version=version, edition=version.edition, is_rehearsed=is_rehearsed,
            defaults={"reason": reason.strip(), "by": actor, "at": clock.now()},
        )  # fmt: skip
        if is_new:
            log_release(actor, found, version)
        if is_new and not is_rehearsed:
            let_leave(actor, version)
    return found


def log_release(actor: Member, found: Release, version: Version) -> None:
    crisis, kind = found.crisis, Line.Kind.REHEARSED if found.is_rehearsed else Line.Kind.RELEASED
    verb = "crisis.rehearse_release" if found.is_rehearsed else "crisis.release"
    record(actor, verb, version.piece, reason=found.reason)
    note(crisis, kind, f"release:{found.pk}", actor, words=titled(version), why=found.reason, about=version)


def let_leave(actor: Member, version: Version) -> None:
    """Its deliveries lose the hold of this room; where none was made yet and its moment has passed, its moment is now."""
    made = deliveries_of(version)
    for delivery in made:
        deliveries.release(actor=actor, delivery=delivery, room=queries.ROOM)
    if not made and version.state == "scheduled" and version.planned_at and version.planned_at <= clock.now():
        moves.schedule(actor=actor, version=version, at=clock.now())


def release_delivery(*, actor: Member, crisis: Crisis, delivery: Delivery, reason: str) -> Release:
    """For what belongs to no version: an answer held in an exercise, once that is over."""
    check(actor, "crisis.release", crisis)
    with transaction.atomic():
        is_rehearsed = crisis.is_exercise and crisis.is_on
        found, is_new = Release.objects.get_or_create(
            crisis=crisis, delivery=delivery, is_rehearsed=is_rehearsed,
            defaults={"reason": reason.strip(), "by": actor, "at": clock.now()},
        )  # fmt: skip
        if not is_new:
            return found
        record(actor, "crisis.rehearse_release" if is_rehearsed else "crisis.release", delivery, reason=reason.strip())
        kind = Line.Kind.REHEARSED if is_rehearsed else Line.Kind.RELEASED
        note(crisis, kind, f"release:{found.pk}", actor, words=delivery.channel.name, why=found.reason, about=delivery)
        if not is_rehearsed:
            deliveries.release(actor=actor, delivery=delivery, room=queries.ROOM)
    return found


def plan_anew(*, actor: Member, crisis: Crisis, version: Version, at: datetime, reason: str) -> None:
    """For another moment; if the crisis is still on then, it is held again."""
    check(actor, "crisis.release", crisis)
    with transaction.atomic(), decided(crisis, reason.strip()):
        moves.schedule(actor=actor, version=version, at=at)
        record(actor, "crisis.plan_anew", version.piece, reason=reason.strip())


def withdraw(*, actor: Member, crisis: Crisis, version: Version, reason: str) -> None:
    """It does not leave at all; what was already made of it is taken back."""
    check(actor, "crisis.release", crisis)
    with transaction.atomic(), decided(crisis, reason.strip()):
        moves.withdraw_version(actor=actor, version=version)
        for delivery in deliveries_of(version):
            deliveries.cancel(actor=actor, delivery=delivery)
        record(actor, "crisis.withdraw", version.piece, reason=reason.strip())


def cancel_delivery(*, actor: Member, crisis: Crisis, delivery: Delivery, reason: str) -> None:
    check(actor, "crisis.release", crisis)
    with transaction.atomic():
        deliveries.cancel(actor=actor, delivery=delivery)
        record(actor, "crisis.withdraw", delivery, reason=reason.strip())
        note(crisis, Line.Kind.WITHDRAWN, f"cancel:{delivery.pk}", actor, words=delivery.channel.name, why=reason, about=delivery)  # fmt: skip


def deliveries_of(version: Version) -> list[Delivery]:
    """Those of it that a crisis keeps back now, all of them."""
    return list(queries.held_of(version))
