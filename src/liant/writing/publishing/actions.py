"""What people decide about what did not leave, could not follow, or is for them to post. What happens by itself is in
`leaving` and `following`."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from liant.accounts.models import Member
from liant.accounts.permissions import check
from liant.audit.actions import record
from liant.deliveries import actions as deliveries
from liant.kit import clock
from liant.writing import moves
from liant.writing.models import Version
from liant.writing.publishing import following, leaving, queries
from liant.writing.publishing.lateness import ROOM
from liant.writing.publishing.models import Addressee, Departure


class DecidedMeanwhile(Exception):
    """It no longer waits for that."""


def publish_now(*, actor: Member, departure: Departure) -> None:
    """What halted has a new moment, which is now; what was late is let go; what was refused is sent again."""
    with transaction.atomic():
        departure = _opened(actor, departure, "halted", "late", "refused")
        record(actor, "publishing.again" if departure.state == "refused" else "publishing.now", departure.version.piece,
               network=departure.version.network)  # fmt: skip
        if departure.state == "halted":
            moves.schedule(actor=actor, version=departure.version, at=clock.now())
        else:
            _let_go(actor, departure)


def _let_go(actor: Member, departure: Departure) -> None:
    before = departure.state
    departure.since_at = clock.now()
    departure.save(update_fields=["since_at"])
    leaving.move(departure, "leaving")
    waiting = [part.delivery for part in queries.standing(departure) if part.delivery.state in ("held", "rejected")]
    for delivery in waiting:
        if delivery.state == "rejected":
            deliveries.retry(actor=actor, delivery=delivery)
        else:
            deliveries.release(actor=actor, delivery=delivery, room=ROOM)
    if before == "refused" and not waiting:  # it was refused here, before it was a delivery
        leaving.go_on(departure, departure.version)


def plan_anew(*, actor: Member, departure: Departure, at: datetime) -> None:
    with transaction.atomic():
        departure = _opened(actor, departure, "halted", "late", "refused", "to_post")
        moves.schedule(actor=actor, version=departure.version, at=at)


def take_off(*, actor: Member, departure: Departure) -> None:
    """Off the calendar; the agreement stays."""
    with transaction.atomic():
        departure = _opened(actor, departure, "halted", "late", "refused", "to_post")
        moves.unschedule(actor=actor, version=departure.version)


def mark_done(*, actor: Member, departure: Departure, url: str = "") -> None:
    """A person posted it, and says where it is."""
    with transaction.atomic():
        departure = _opened(actor, departure, "to_post")
        moves.mark_published(actor=actor, version=departure.version, at=clock.now(), url=url)


def take_away(*, actor: Member, departure: Departure) -> None:
    """Asked from its network; tried again where that was refused."""
    with transaction.atomic():
        departure = _opened(actor, departure, "left")
        record(actor, "publishing.take_away", departure.version.piece, network=departure.version.network)
        leaving.move(departure, "going")
        refused = [part.change for part in departure.parts.filter(gone_at=None).select_related("change")
                   if part.change is not None and part.change.state == "rejected"]  # fmt: skip
        for change in refused:
            deliveries.retry(actor=actor, delivery=change)
        if not refused:
            following.take_all_away(departure)


def replace(*, actor: Member, departure: Departure) -> None:
    """Taken away, and posted again as it is now: what was answered to it stays without it."""
    with transaction.atomic():
        departure = _opened(actor, departure, "there")
        record(actor, "publishing.replace", departure.version.piece, network=departure.version.network)
        departure.is_again, departure.is_behind = True, False
        departure.save(update_fields=["is_again", "is_behind"])
        leaving.move(departure, "going")
        following.take_all_away(departure)


def say_under(*, actor: Member, departure: Departure, text: str) -> None:
    """The correction, as an answer of our own under what can't be changed."""
    with transaction.atomic():
        departure = _opened(actor, departure, "there")
        record(actor, "publishing.say", departure.version.piece, network=departure.version.network)
        departure.is_behind = False
        departure.save(update_fields=["is_behind"])
        following.say_under(departure, text.strip())


def leave_as_it_is(*, actor: Member, departure: Departure) -> None:
    with transaction.atomic():
        departure = _opened(actor, departure, "there", "left")
        record(actor, "publishing.leave", departure.version.piece, network=departure.version.network)
        if departure.state == "left":
            leaving.move(departure, "kept", settled_at=clock.now())
        else:
            departure.is_behind = False
            departure.save(update_fields=["is_behind"])


def say_gone(*, actor: Member, departure: Departure) -> None:
    """A person took it away where we can't."""
    with transaction.atomic():
        departure = _opened(actor, departure, "left")
        record(actor, "publishing.gone", departure.version.piece, network=departure.version.network)
        departure.parts.filter(gone_at=None).update(gone_at=clock.now())
        leaving.move(departure, "gone", settled_at=clock.now())


def address(*, actor: Member, version: Version, to: str) -> None:
    """To which one address it is mailed; an empty one takes it out."""
    check(actor, "publishing.decide", version.piece)
    with transaction.atomic():
        if to:
            Addressee.objects.update_or_create(version=version, defaults={"address": to})
        else:
            Addressee.objects.filter(version=version).delete()
        record(actor, "publishing.address", version.piece)


def _opened(actor: Member, departure: Departure, *states: str) -> Departure:
    """Under the lock of its piece, still waiting for what the person saw."""
    check(actor, "publishing.decide", departure.version.piece)
    piece = moves.locked(departure.version.piece_id)
    found = Departure.objects.select_for_update(of=("self",)).select_related("version__channel").get(pk=departure.pk)
    found.version.piece = piece
    if found.state not in states:
        raise DecidedMeanwhile
    return found


def note_told(*, piece_id: int) -> list[Departure]:
    """What whoever wrote it is told of now, once."""
    found = queries.untold(piece_id)
    Departure.objects.filter(pk__in=[one.pk for one in found]).update(told_at=clock.now())
    return found


def note_untold(*, departure_ids: Sequence[int]) -> None:
    Departure.objects.filter(pk__in=departure_ids).update(told_at=None)
