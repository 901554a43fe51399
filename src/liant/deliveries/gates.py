"""Gates: what a room above has to say against something leaving, asked at the very moment.

The worker asks in the transaction that marks a delivery *sending*; whoever publishes at home or sends letters asks
`reason_against` in the transaction that marks it published or sending. A gate is shut under `shut()`: whatever was marked
before the shutting is out, whatever is marked after it has seen the gate shut. There is nothing in between.
"""

from dataclasses import dataclass
from typing import Any, Protocol

from django.db import connection

from liant.audit.actions import record
from liant.deliveries.models import Delivery, Hold
from liant.tenancy.context import current_organisation_id


@dataclass(frozen=True)
class Leaving:
    """What is about to leave. `kind`: a delivery's kind, "journal" or "letter". `origin_kind` and `origin_id` name the row
    that wants it, such as ("writing.version", 12). `is_conversation`: one exchange with one person, never a publication."""

    kind: str
    origin_kind: str
    origin_id: int
    channel_id: int | None = None
    is_conversation: bool = False
    delivery_id: int | None = None


class Gate(Protocol):
    """`room` is whose hold a stopped delivery carries: that room alone releases it, one by one, by a person."""

    room: str

    def reason_against(self, leaving: Leaving) -> str | None:
        """In words for people, or None. Reads only, bounded: it is asked for everything that leaves."""

    def stopped(self, leaving: Leaving, reason: str) -> None:
        """Told, in the same transaction, that it was kept back for that reason. It may cancel the delivery: nobody wants it
        any more."""


@dataclass(frozen=True)
class Stop:
    room: str
    reason: str


_gates: list[Gate] = []
_conversations: set[str] = set()


def register(gate: Gate) -> None:
    """Called by a room's `AppConfig.ready`."""
    if gate not in _gates:
        _gates.append(gate)


def register_conversation(origin_kind: str) -> None:
    """What such rows ask for is said to one person in a conversation; everything else is taken for a publication."""
    _conversations.add(origin_kind)


def is_conversation(origin_kind: str) -> bool:
    return origin_kind in _conversations


def leaving(origin: Any, kind: str, channel_id: int | None = None) -> Leaving:
    """What a row is about to publish or send, as the gates are asked about it."""
    origin_kind = origin._meta.label_lower
    return Leaving(kind, origin_kind, origin.pk, channel_id, origin_kind in _conversations)


def reason_against(asked: Leaving) -> Stop | None:
    """Why it may not leave now, and who says so. Inside the transaction that marks it as leaving, after the row itself is
    locked; None lets it go."""
    _hold_lock("pg_advisory_xact_lock_shared")
    for gate in _gates:
        if reason := gate.reason_against(asked):
            gate.stopped(asked, reason)
            return Stop(gate.room, reason)
    return None


def why_to_wait(asked: Leaving) -> str | None:
    """The same question, for what is a person's own: nobody is told that it was kept back."""
    _hold_lock("pg_advisory_xact_lock_shared")
    return next((reason for gate in _gates if (reason := gate.reason_against(asked))), None)


def shut() -> None:
    """Called first in the transaction that shuts a gate: it waits for what is being marked just now, and whatever is marked
    next waits for it."""
    _hold_lock("pg_advisory_xact_lock")


def stop(delivery: Delivery) -> bool:
    """Whether a gate keeps this delivery back; if so it has a hold of that room, which outlives the gate itself."""
    asked = Leaving(
        delivery.kind,
        delivery.origin_kind,
        delivery.origin_id,
        delivery.channel_id,
        delivery.origin_kind in _conversations,
        delivery.id,
    )
    found = reason_against(asked)
    if found is None:
        return False
    delivery.refresh_from_db(fields=["state"])
    if delivery.state == "cancelled":
        return True
    Hold.objects.get_or_create(
        delivery=delivery, room=found.room, lifted_at=None, defaults={"reason": found.reason[:400]}
    )
    record(None, "deliveries.hold", delivery, room=found.room, reason=found.reason[:400])
    return True


def _hold_lock(function: str) -> None:
    with connection.cursor() as cursor:
        name = f"gates:{current_organisation_id()}"
        cursor.execute(f"select {function}(hashtextextended(%s, 0))", [name])
