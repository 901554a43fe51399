from typing import Any

from liant.accounts.models import Member
from liant.deliveries.models import Delivery
from liant.people.hats import visible_hats


def deliveries_shown_to(member: Member, state: str = "", before_id: int | None = None, limit: int = 50) -> list[Delivery]:
    """What left or waits to leave, newest first: for whoever may read what that person's hat is about."""
    found = Delivery.objects.select_related("channel", "recipient", "author")
    found = found.filter(channel__default_hat__in=visible_hats(member)) if not member.has_role("auditor") else found
    if state:
        found = found.filter(state=state)
    if before_id:
        found = found.filter(id__lt=before_id)
    return list(found[:limit])


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
