"""How a delivery leaves, once. Three steps, and no transaction around the middle one:

1. ask the gates and mark it *sending*, commit; 2. send what was frozen; 3. record what came of it, in a second transaction.

Found in *sending* at the start, a worker died between 1 and 3: look first, and send again only what is proven absent.
"""

import logging
from datetime import timedelta

from liant.channels.actions import break_channel
from liant.channels.collection import account_of
from liant.channels.models import Channel
from liant.connectors.contract import (
    AuthLost,
    ConnectorError,
    Misconfigured,
    OutcomeUnknown,
    Permanent,
    Receipt,
    Temporary,
)
from liant.deliveries import gates, media
from liant.deliveries.actions import defer_sending, locked, move, settle
from liant.deliveries.models import Delivery, Hold
from liant.kit import clock
from liant.tenancy.context import tenant

log = logging.getLogger(__name__)
FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS = 5, 1800
MOST_LOOKS = 12
STILL_LEAVING = timedelta(minutes=2)


def drive(organisation_id: int, delivery_id: int) -> None:
    """Bring one delivery a step further; safe to call at any time, any number of times."""
    with tenant(organisation_id):
        delivery = locked(delivery_id)
        channel = delivery.channel
        state = delivery.state
        if state == "queued":
            if wait := seconds_to_wait(delivery):
                defer_sending(delivery, after_seconds=wait)
                return
            if is_held(delivery, channel) or gates.stop(delivery):
                if delivery.state == "queued":
                    move(delivery, "held")
                return
            start(delivery)
        elif state not in ("sending", "unknown"):
            return
    if state == "queued":
        send(organisation_id, channel, delivery)
    else:
        look(organisation_id, channel, delivery)


def seconds_to_wait(delivery: Delivery) -> float:
    if delivery.next_attempt_at is None:
        return 0
    return max(0.0, (delivery.next_attempt_at - clock.now()).total_seconds())


def is_held(delivery: Delivery, channel: Channel) -> bool:
    """Holds that rooms placed, and our own while the channel is cut off."""
    if channel.state != "well":
        Hold.objects.get_or_create(
            delivery=delivery,
            room="channels",
            lifted_at=None,
            defaults={"reason": f"The channel {channel.name} is {channel.state}."},
        )
    return delivery.holds.filter(lifted_at=None).exists()


def start(delivery: Delivery) -> None:
    delivery.attempts += 1
    delivery.sending_started_at = clock.now()
    move(delivery, "sending")


def send(organisation_id: int, channel: Channel, delivery: Delivery) -> None:
    account = account_of(organisation_id, channel)
    with tenant(organisation_id):
        carried = media.carried_by(delivery.frozen)
    try:
        receipt = channel.connector.send(account, delivery.frozen, carried)  # type: ignore[attr-defined]
    except ConnectorError as error:
        with tenant(organisation_id):
            note_failure(locked(delivery.id), error)
        return
    with tenant(organisation_id):
        note_arrival(locked(delivery.id), receipt)


def look(organisation_id: int, channel: Channel, delivery: Delivery) -> None:
    """Is it there? Only proven absence lets it be sent again."""
    account = account_of(organisation_id, channel)
    try:
        receipt = channel.connector.find(account, delivery.frozen)  # type: ignore[attr-defined]
    except OutcomeUnknown as error:
        with tenant(organisation_id):
            ask_a_person(locked(delivery.id), str(error))
    except ConnectorError as error:
        with tenant(organisation_id):
            look_again_later(locked(delivery.id), str(error))
    else:
        with tenant(organisation_id):
            current = locked(delivery.id)
            if receipt is not None:
                note_arrival(current, receipt)
            elif is_still_leaving(current, channel):
                look_again_later(current, current.problem)
            elif current.state in ("sending", "unknown"):
                move(current, "queued")
                defer_sending(current)


def is_still_leaving(delivery: Delivery, channel: Channel) -> bool:
    """Absent, but the first attempt may still be on its way, and here a second one would be a second message."""
    if channel.capabilities.can_repeat or delivery.sending_started_at is None:
        return False
    return clock.now() - delivery.sending_started_at < STILL_LEAVING


def note_arrival(delivery: Delivery, receipt: Receipt) -> None:
    if delivery.state == "sent":
        return
    delivery.remote_key = receipt.remote_key
    delivery.remote_url = receipt.url or ""
    delivery.reply_to = receipt.reply_to
    delivery.problem = ""
    move(delivery, "sent")
    settle(delivery)


def note_failure(delivery: Delivery, error: ConnectorError) -> None:
    delivery.problem = str(error)
    if isinstance(error, OutcomeUnknown):
        move(delivery, "unknown")
        settle(delivery)
        delivery.next_attempt_at = clock.now()
        delivery.save()
        defer_sending(delivery, after_seconds=2)
    elif isinstance(error, AuthLost | Misconfigured):
        move(delivery, "queued")
        break_channel(channel=delivery.channel, problem=str(error))
        is_held(delivery, delivery.channel)
        move(delivery, "held")
    elif isinstance(error, Permanent):
        move(delivery, "rejected")
        settle(delivery)
    else:
        wait = back_off(delivery.attempts, error)
        move(delivery, "queued")
        delivery.next_attempt_at = clock.now() + timedelta(seconds=wait)
        delivery.save()
        defer_sending(delivery, after_seconds=wait)


def back_off(attempts: int, error: ConnectorError) -> float:
    wait = float(min(FIRST_WAIT_SECONDS * 2 ** min(attempts - 1, 10), LONGEST_WAIT_SECONDS))
    if isinstance(error, Temporary) and error.retry_after_seconds:
        wait = max(wait, error.retry_after_seconds)
    return wait


def look_again_later(delivery: Delivery, problem: str) -> None:
    delivery.looks += 1
    delivery.problem = problem
    if delivery.state == "sending":
        move(delivery, "unknown")
    if delivery.looks >= MOST_LOOKS:
        ask_a_person(delivery, problem)
        return
    wait = min(FIRST_WAIT_SECONDS * 2**delivery.looks, LONGEST_WAIT_SECONDS)
    delivery.next_attempt_at = clock.now() + timedelta(seconds=wait)
    delivery.save()
    defer_sending(delivery, after_seconds=wait)


def ask_a_person(delivery: Delivery, problem: str) -> None:
    """Listed for a person; never sent again by itself."""
    if delivery.state not in ("sending", "unknown"):  # settled while we looked
        return
    delivery.problem = problem
    if delivery.state == "sending":
        move(delivery, "unknown")
    settle(delivery)
    delivery.needs_a_person = True
    delivery.save()
