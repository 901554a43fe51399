"""Story: whether experts who are known in a community outside share more → how often each of them shared is counted for the shape of
ties, of those who agreed to be counted; read in their own rows by the worker, and kept nowhere but as a figure about enough of them."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Exists

from liant.advocacy.models import Consent, Expert, Share
from liant.tenancy.context import own_rows_in_turn


def shares_of(members: Collection[int], from_at: datetime, to_at: datetime) -> dict[int, int]:
    """Of those who take part and agreed to be counted."""
    found = {}
    with own_rows_in_turn() as turn:
        for member in sorted(members):
            turn(member)
            agreed = Consent.objects.filter(member_id=member, purpose=Consent.Purpose.COUNT, taken_back_at=None)
            if Expert.objects.filter(Exists(agreed), member_id=member).exists():
                done = Share.objects.filter(member_id=member, state="done", done_at__gte=from_at, done_at__lt=to_at)
                found[member] = len(done.values_list("id"))
    return found
