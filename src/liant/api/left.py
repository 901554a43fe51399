"""What left, and what became of it: by id, and by key, so that nothing is sent a second time to be sure."""

from typing import Any, Literal

from ninja import Router, Schema
from pydantic import AwareDatetime

from liant.api import cursors
from liant.api.operations import reads
from liant.api.problems import nothing_there
from liant.api.values import Cursor, RowId, Word
from liant.deliveries import queries
from liant.deliveries.models import Delivery

router = Router(tags=["Deliveries"])
State = Literal["draft", "approved", "queued", "held", "sending", "sent", "rejected", "unknown", "cancelled"]


class DeliveryTold(Schema):
    """`key` names the act for ever. `text` and `problem` are null where the words are for others to read. `unknown`: it
    left, and no answer came; Liant looks, or a person does, before anything is sent again."""

    id: int
    key: str
    kind: str
    state: State
    channel_id: int
    person_id: int | None
    text: str | None
    problem: str | None
    url: str | None
    attempts: int
    needs_a_person: bool
    created_at: AwareDatetime
    next_attempt_at: AwareDatetime | None
    settled_at: AwareDatetime | None


class DeliveryPage(Schema):
    data: list[DeliveryTold]
    next_cursor: str | None


def told(row: Delivery, is_open: bool) -> DeliveryTold:
    plain = ("id", "key", "kind", "state", "channel_id", "attempts", "needs_a_person", "created_at", "next_attempt_at",
             "settled_at")  # fmt: skip
    return DeliveryTold(
        **{field: getattr(row, field) for field in plain},
        person_id=row.recipient_id if is_open else None,
        text=row.text if is_open else None,
        problem=row.problem if is_open else None,
        url=(row.remote_url or None) if is_open else None,
    )


@reads(router, "/deliveries", scope="read:deliveries", needs="deliveries.see", answers=DeliveryPage, errors=[400])
def list_deliveries(request: Any, state: State | None = None, key: Word = "", cursor: Cursor = "") -> DeliveryPage:
    """List what left or waits to leave.

    Latest first. `key`: the one delivery of that key, if there is one. Whoever lost the answer to a request finds here
    whether it was done, without doing it again.
    """
    member = request.auth.member
    if key:
        if cursor:
            raise cursors.wrong_cursor()
        return DeliveryPage(data=by_key(member, key), next_cursor=None)
    chosen = {"state": state}
    shown = queries.deliveries_shown_to(member, state or "", cursors.read_id(cursor, "deliveries", chosen))
    return DeliveryPage(
        data=[told(row, row.id in shown.open_ids) for row in shown.rows],
        next_cursor=cursors.write("deliveries", chosen, shown.before_id) if shown.before_id else None,
    )


def by_key(member: Any, key: str) -> list[DeliveryTold]:
    found = Delivery.objects.filter(key=key).first()
    try:
        return [told(*queries.delivery_of(member, found.id))] if found else []
    except Delivery.DoesNotExist:
        return []


@reads(router, "/deliveries/{delivery_id}", scope="read:deliveries", needs="deliveries.see", answers=DeliveryTold,
       errors=[404])  # fmt: skip
def get_delivery(request: Any, delivery_id: RowId) -> DeliveryTold:
    """Read one delivery."""
    try:
        return told(*queries.delivery_of(request.auth.member, delivery_id))
    except Delivery.DoesNotExist:
        raise nothing_there() from None
