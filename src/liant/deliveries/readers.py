"""Who may read the words of a delivery: whatever asked for it says so, under the hat in which the person spoke.

The rooms stand above this one; each registers a reader for the rows it sends from. Without a reader, the words are open
to their author and to whoever may read under every hat.
"""

from collections.abc import Callable, Iterable, Sequence

from liant.accounts.models import Member
from liant.deliveries.models import Delivery
from liant.people.hats import HatKind, visible_hats

Reader = Callable[[Member, Sequence[int]], Iterable[int]]
_readers: dict[str, Reader] = {}


def register_reader(origin_kind: str, reader: Reader) -> None:
    """`reader(member, ids of such rows)` → those that this member may read. Called by a room's `AppConfig.ready`."""
    _readers[origin_kind] = reader


def readable_among(member: Member, deliveries: Sequence[Delivery]) -> set[int]:
    """The ids of those deliveries whose words this member may read."""
    if visible_hats(member) == frozenset(HatKind):
        return {delivery.id for delivery in deliveries}
    readable = {delivery.id for delivery in deliveries if delivery.author_id == member.id}
    for kind in {delivery.origin_kind for delivery in deliveries} & _readers.keys():
        theirs = [delivery for delivery in deliveries if delivery.origin_kind == kind]
        open_ids = set(_readers[kind](member, [delivery.origin_id for delivery in theirs]))
        readable |= {delivery.id for delivery in theirs if delivery.origin_id in open_ids}
    return readable
