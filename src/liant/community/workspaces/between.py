"""What another room does with what is brought in; a flow registers it."""

from collections.abc import Callable, Sequence

from liant.community.workspaces.models import Reading
from liant.community.workspaces.reading import Outward

_keepers: list[Callable[[Reading, Sequence[Outward]], None]] = []


def register_outward(keep: Callable[[Reading, Sequence[Outward]], None]) -> None:
    """Who keeps what colleagues had to do with communities outside, each where it is theirs alone; in the transaction of the reading."""
    _keepers.append(keep)


def tell_outward(reading: Reading, rows: Sequence[Outward]) -> None:
    for one in _keepers:
        one(reading, rows)
