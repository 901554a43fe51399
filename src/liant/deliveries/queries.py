from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from liant.accounts.models import Member
from liant.accounts.roles import Role
from liant.deliveries.models import Delivery, Hold
from liant.deliveries.readers import readable_among

CHANNELS_HOLD = "channels"  # placed while the channel is paused or cut off


PAGE = 30
MOST_STEPS = 8  # of a page each, when much of what is there is for others to read


@dataclass(frozen=True)
class Shown:
    """One page; `open_ids`: those whose words may be read; `before_id`: where the next page begins, if there is one."""

    rows: list[Delivery]
    open_ids: set[int]
    before_id: int | None


def deliveries_shown_to(member: Member, state: str = "", before_id: int | None = None) -> Shown:
    """What left or waits to leave, newest first: what this member may read, and for the auditor the fact of all."""
    rows: list[Delivery] = []
    open_ids: set[int] = set()
    for _ in range(MOST_STEPS):
        found = Delivery.objects.select_related("channel", "recipient").filter(**({"state": state} if state else {}))
        step = list((found.filter(id__lt=before_id) if before_id else found).order_by("-id")[:PAGE])
        readable = readable_among(member, step)
        rows += [row for row in step if row.id in readable or member.has_role(Role.AUDITOR)]
        open_ids |= readable
        before_id = step[-1].id if len(step) == PAGE else None
        if before_id is None or len(rows) >= PAGE:
            break
    return Shown(rows, open_ids, before_id)


def delivery_of(member: Member, delivery_id: int) -> tuple[Delivery, bool]:
    """The delivery, and whether its words may be read. Raises Delivery.DoesNotExist when it is not for this member."""
    found = Delivery.objects.select_related("channel", "recipient", "author").get(id=delivery_id)
    is_open = bool(readable_among(member, [found]))
    if not is_open and not member.has_role(Role.AUDITOR):
        raise Delivery.DoesNotExist
    return found, is_open


def needing_a_person(member: Member) -> int:
    """How many of the latest wait for someone to look or to mend, among those this member may read."""
    found = list(Delivery.objects.filter(Q(state="unknown", needs_a_person=True) | Q(state="rejected"))[:PAGE])
    return len(readable_among(member, found))


def holds_on(delivery: Delivery) -> list[Hold]:
    return list(delivery.holds.filter(lifted_at=None).select_related("placed_by"))


def may_lift(member: Member, hold: Hold) -> bool:
    """One's own; and the house's own, once the channel that was cut off is well again."""
    if hold.room == CHANNELS_HOLD:
        return hold.delivery.channel.state == "well"
    return hold.placed_by_id == member.id


def deliveries_of(origin: Any) -> dict[int, Delivery]:
    """The deliveries that these rows asked for, by the row's id."""
    rows = list(origin)
    if not rows:
        return {}
    kind = rows[0]._meta.label_lower
    found = Delivery.objects.filter(origin_kind=kind, origin_id__in=[row.pk for row in rows]).select_related("channel")
    return {delivery.origin_id: delivery for delivery in found}


def is_ours(channel_id: int, remote_key: str) -> bool:
    """Echo guard: did we put this on the network ourselves?"""
    return bool(remote_key) and Delivery.objects.filter(channel_id=channel_id, remote_key=remote_key).exists()
