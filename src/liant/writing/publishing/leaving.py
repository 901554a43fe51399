"""What leaves at its moment, and what became of it, written without an actor: somebody planned it, nobody does it.

Home comes first: a copy waits until the journal has the piece, where both are due, and until the pages it links to and the
hub of its feeds were told of it, for a minute at most. What is carried at home asks the gates here;
what goes through a channel becomes a delivery, which asks them when it is sent. Each part of a thread is a delivery of its
own, made when the one above it has arrived.
"""

from dataclasses import replace
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from liant.accounts.outbox import can_mail
from liant.channels.phrases import in_words
from liant.connectors.contract import ConnectorError, Draft
from liant.deliveries import gates
from liant.deliveries.actions import queue
from liant.deliveries.models import Delivery
from liant.jobs.queue import defer
from liant.kit import clock
from liant.tenancy.context import tenant
from liant.writing import moves, offers
from liant.writing.models import Version
from liant.writing.networks import network
from liant.writing.publishing import queries
from liant.writing.publishing.drafts import drafts_of
from liant.writing.publishing.lateness import in_house_words, is_late, late_words
from liant.writing.publishing.models import Departure, Part
from liant.writing.publishing.states import DEPARTURE

TELL = "publishing.tell"
TOLD_TOGETHER_SECONDS = 20  # several versions of one piece ask in one mail


def leave_due(organisation_id: int, piece_id: int) -> None:
    """Everything of this piece whose moment has come, home first; each in a transaction of its own."""
    with tenant(organisation_id):
        wanted = [version.pk for version in queries.due_versions(piece_id)]
    for version_id in wanted:
        with tenant(organisation_id):
            leave(piece_id=piece_id, version_id=version_id)


def leave(*, piece_id: int, version_id: int) -> Departure | None:
    """Begin the departure of one version, under the lock of its piece; None where it isn't due, or waits for the journal."""
    piece = moves.locked(piece_id)
    version = next((one for one in queries.due_versions(piece_id) if one.pk == version_id), None)
    if version is None or version.planned_at is None:
        return None
    version.piece = piece
    late = is_late(version.planned_at)
    if not late and queries.waits_for_home(version):
        return None
    departure = begin(version, version.planned_at)
    with in_house_words():
        if late:
            halt(departure, late_words())
        elif network(version.network).is_posted_by_hand:
            if not is_stopped(departure, version, "share"):
                move(departure, "to_post")
        elif carrier := offers.carrier_of(version.network):
            carry(departure, version, carrier)
        elif version.channel is None:
            halt(departure, _("No account carries it: connect one, or take this version out."))
        else:
            move(departure, "leaving")
            go_on(departure, version)
    return departure


def begin(version: Version, moment: Any) -> Departure:
    """One for each moment of a version: the database refuses a second."""
    return Departure.objects.create(
        version=version, planned_at=moment, edition=version.edition, began_at=clock.now(), since_at=moment
    )


def carry(departure: Departure, version: Version, carrier: offers.Carrier) -> None:
    """Given to whoever publishes at home or sends letters, once the gates let it go."""
    if is_stopped(departure, version, version.network):
        return
    move(departure, "leaving")
    try:
        with transaction.atomic():
            carried = carrier(version)
    except offers.CannotLeave as why:
        refuse(departure, str(why))
        return
    if carried.is_there:
        moves.mark_published(actor=None, version=version, at=clock.now(), url=carried.url)


def is_stopped(departure: Departure, version: Version, kind: str) -> bool:
    stop = gates.reason_against(gates.leaving(version, kind))
    if stop is not None:
        halt(departure, stop.reason)
    return stop is not None


def go_on(departure: Departure, version: Version) -> None:
    """The first part that is not there yet, or the end."""
    standing = queries.standing(departure)
    drafts = drafts_of(version, to=queries.address_of(version))
    if len(standing) < len(drafts):
        above = standing[-1].delivery.reply_to if standing else {}
        put(departure, version, replace(drafts[len(standing)], target=above))
        return
    url = next((part.delivery.remote_url for part in standing if part.delivery.remote_url), "")
    if departure.state != "there":
        move(departure, "there", settled_at=clock.now())
        moves.mark_published(actor=None, version=version, at=clock.now(), url=url)


def put(departure: Departure, version: Version, draft: Draft, *, is_note: bool = False) -> Part | None:
    """Make the delivery of one part. What its network would refuse is told to whoever wrote it."""
    assert version.channel is not None  # whoever asks has looked  # noqa: S101
    place = departure.parts.count()
    try:
        delivery = queue(actor=None, channel=version.channel, draft=draft, key=f"departure:{departure.pk}:{place}",
                         origin=departure)  # fmt: skip
    except ConnectorError as error:
        with in_house_words():
            refuse(departure, in_words(str(error)))
        return None
    return Part.objects.create(departure=departure, place=place, text=draft.text, delivery=delivery, is_note=is_note)


def note_settled(*, delivery: Delivery, state: str) -> None:
    """A delivery that a departure asked for is sent, refused, unknown or cancelled."""
    if delivery.origin_kind != Departure._meta.label_lower:
        return
    asked = Departure.objects.select_related("version").filter(pk=delivery.origin_id).first()
    if asked is None:
        return
    moves.locked(asked.version.piece_id)
    departure = Departure.objects.select_for_update(of=("self",)).select_related("version__piece", "version__channel").get(pk=asked.pk)  # fmt: skip
    part = departure.parts.filter(Q(delivery=delivery) | Q(change=delivery)).first()
    if part is None:
        return
    if part.change_id == delivery.pk:
        from liant.writing.publishing.following import note_followed  # it goes on from here

        note_followed(departure, part, delivery, state)
    else:
        note_put(departure, part, delivery, state)


def note_put(departure: Departure, part: Part, delivery: Delivery, state: str) -> None:
    from liant.writing.publishing.following import note_gone, take_away  # it goes on from here

    if departure.state == "going" and state == "sent":  # taken back while it was on its way
        take_away(departure, part)
    elif departure.state == "going" and state in ("rejected", "cancelled"):
        note_gone(departure, part)
    elif departure.state in ("leaving", "late", "refused", "there") and state == "sent":
        departure.since_at = clock.now()
        departure.save(update_fields=["since_at"])
        if not part.is_note:
            move(departure, "leaving" if departure.state in ("late", "refused") else departure.state)
            go_on(departure, departure.version)
    elif departure.state in ("leaving", "late") and state == "rejected":
        with in_house_words():
            refuse(departure, in_words(delivery.problem))
    elif departure.state in ("leaving", "late", "refused") and state == "cancelled":
        stop(departure)
    elif departure.state == "left" and state in ("rejected", "cancelled"):
        note_gone(departure, part)


def stop(departure: Departure) -> None:
    """Taken back before it was all there; a thread that began already is left for a person to see to."""
    with in_house_words():
        if queries.is_any_there(departure):
            move(departure, "left", reason=_("A part of it had left already when it was taken back."))
        else:
            move(departure, "stopped", settled_at=clock.now())


def halt(departure: Departure, reason: str) -> None:
    move(departure, "halted", reason=reason[:400])
    tell(departure)


def refuse(departure: Departure, reason: str) -> None:
    """A person mends the cause. What is there already and only lacks a part, or a note, says so as well."""
    if departure.state == "there":
        departure.reason, departure.is_behind = reason[:400], True
        departure.save(update_fields=["reason", "is_behind"])
    else:
        move(departure, "refused", reason=reason[:400])
    tell(departure)


def note_late(departure: Departure, reason: str) -> None:
    """Its delivery was about to leave too late: it asks."""
    if DEPARTURE.allows(departure.state, "late"):
        move(departure, "late", reason=reason[:400])
        tell(departure)


def tell(departure: Departure) -> None:
    """Whoever wrote it is told by mail, once; the pages say it all the same."""
    if can_mail():
        version = departure.version
        defer(TELL, once=f"{TELL}:{version.piece_id}", after_seconds=TOLD_TOGETHER_SECONDS,
              organisation_id=departure.organisation_id, piece_id=version.piece_id)  # fmt: skip


def move(departure: Departure, state: str, **values: Any) -> None:
    """The only place where a state changes; an allowed move or LifecycleError."""
    if state != departure.state:
        DEPARTURE.check(departure.state, state)
    departure.state = state
    if "reason" not in values and state in ("leaving", "there", "going", "gone"):
        values["reason"] = ""
    for name, value in values.items():
        setattr(departure, name, value)
    departure.save(update_fields=["state", *values])
