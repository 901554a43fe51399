"""Every change to deliveries that a person or a room makes. What the worker does to them is in `sending`."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.db import transaction

from liant.accounts.models import Member
from liant.accounts.permissions import check
from liant.audit.actions import record
from liant.channels.models import Channel
from liant.connectors.contract import Draft
from liant.deliveries import driving, media
from liant.deliveries.events import DeliverySettled
from liant.deliveries.models import Delivery, Hold
from liant.jobs import live
from liant.jobs.events import publish
from liant.jobs.queue import SOON, defer
from liant.kit import clock
from liant.people.models import Person

SEND = "deliveries.send"


def queue(*, actor: Member | None, channel: Channel, draft: Draft, key: str, origin: Any,
          recipient: Person | None = None) -> Delivery:  # fmt: skip
    """Freeze what will leave and put it in the queue, in the transaction of the act that wants it.

    `actor` None: the moment that somebody planned has come. Asked twice with the same key, it is one delivery. Attachments are made ready for the channel and kept; Rejected,
    in a sentence, when something cannot leave this way.
    """
    if actor is not None:
        check(actor, "deliveries.send")
    with transaction.atomic():
        found = Delivery.objects.filter(key=key).first()
        if found:
            return found
        draft = replace(draft, attachments=media.ready(draft.attachments, channel.capabilities))
        frozen = channel.connector.prepare(channel.account(), draft, key, clock.now())  # type: ignore[attr-defined]
        media.keep(draft.attachments, organisation_id=channel.organisation_id)
        delivery = Delivery.objects.create(
            key=key,
            channel=channel,
            kind=draft.kind,
            recipient=recipient,
            author=actor,
            text=draft.text,
            frozen=frozen,
            origin_kind=origin._meta.label_lower,
            origin_id=origin.pk,
        )
        for state in ("approved", "queued"):
            move(delivery, state)
        record(actor, "deliveries.queue", delivery, kind=draft.kind, channel=channel.name)
        defer_sending(delivery)
    return delivery


def postpone(*, actor: Member, delivery: Delivery, seconds: int) -> None:
    """Give a moment in which it can be taken back, in the transaction that queued it."""
    check(actor, "deliveries.send")
    if seconds and delivery.state == "queued":
        delivery.next_attempt_at = clock.now() + timedelta(seconds=seconds)
        delivery.save(update_fields=["next_attempt_at"])


def cancel(*, actor: Member | None, delivery: Delivery) -> None:
    """Possible until it is being sent. `actor` None: what asked for it wants it no more."""
    if actor is not None:
        check(actor, "deliveries.settle")
    with transaction.atomic():
        delivery = locked(delivery.id)
        move(delivery, "cancelled")
        settle(delivery)
        record(actor, "deliveries.cancel", delivery)


def hold(*, actor: Member | None, delivery: Delivery, room: str, reason: str) -> Hold:
    """Keep it back. It takes effect also when the worker is about to send it."""
    with transaction.atomic():
        delivery = locked(delivery.id)
        placed, _ = Hold.objects.get_or_create(
            delivery=delivery, room=room, lifted_at=None, defaults={"reason": reason, "placed_by": actor}
        )
        if delivery.state == "queued":
            move(delivery, "held")
        record(actor, "deliveries.hold", delivery, room=room, reason=reason)
    return placed


def release(*, actor: Member | None, delivery: Delivery, room: str) -> None:
    """Lift the hold of one room; it leaves when no hold remains."""
    with transaction.atomic():
        delivery = locked(delivery.id)
        delivery.holds.filter(room=room, lifted_at=None).update(lifted_at=clock.now())
        if actor is not None:
            let_go(delivery)
        record(actor, "deliveries.release", delivery, room=room)
        if delivery.state == "held" and not delivery.holds.filter(lifted_at=None).exists():
            move(delivery, "queued")
            defer_sending(delivery)


def retry(*, actor: Member, delivery: Delivery) -> None:
    """A person mended the cause of a refusal: the same frozen content goes again, under the same key."""
    check(actor, "deliveries.settle")
    with transaction.atomic():
        delivery = locked(delivery.id)
        let_go(delivery)
        move(delivery, "queued")
        defer_sending(delivery)
        record(actor, "deliveries.retry", delivery)


def confirm(*, actor: Member, delivery: Delivery, has_arrived: bool) -> None:
    """A person looked where the machine cannot: only this lets an unknown mail be sent again."""
    check(actor, "deliveries.settle")
    with transaction.atomic():
        delivery = locked(delivery.id)
        if has_arrived:
            delivery.problem = ""
            move(delivery, "sent")
            settle(delivery)
            record(actor, "deliveries.confirm_sent", delivery)
        else:
            let_go(delivery)
            move(delivery, "queued")
            defer_sending(delivery)
            record(actor, "deliveries.confirm_absent", delivery)


def let_go(delivery: Delivery) -> None:
    """A person wants it to leave now, however long it has waited."""
    delivery.let_go_at = clock.now()
    delivery.save(update_fields=["let_go_at"])


def locked(delivery_id: int) -> Delivery:
    return Delivery.objects.select_for_update().get(id=delivery_id)


def move(delivery: Delivery, state: str) -> None:
    """The only place where a state changes; an allowed move or LifecycleError."""
    driving.shift(delivery, state)
    live.notify("delivery", delivery.id)


def settle(delivery: Delivery) -> None:
    driving.settle(delivery)
    publish(DeliverySettled(delivery_id=delivery.id, state=delivery.state))


def defer_sending(delivery: Delivery, after_seconds: float | None = None) -> None:
    defer(
        SEND,
        lock=f"delivery:{delivery.id}",
        priority=SOON,
        after_seconds=after_seconds,
        organisation_id=delivery.organisation_id,
        delivery_id=delivery.id,
    )
