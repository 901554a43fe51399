"""What listening offers to whom it doesn't know: acts under a mention, named by the flows where rooms meet."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from liant.accounts.models import Member
from liant.channels.models import Item


@dataclass(frozen=True)
class Act:
    """A way that leads on from a mention: its words, and the page's name and arguments."""

    label: Any
    url_name: str
    kwargs: dict[str, Any]


ActOf = Callable[[Member, Item], Act | None]
_acts: list[ActOf] = []


def register_act(act: ActOf) -> None:
    """`act(member, item)` → where it leads, or None for whom or what it is not."""
    if act not in _acts:
        _acts.append(act)


def acts_under(member: Member, item: Item) -> Sequence[Act]:
    return [found for act in _acts if (found := act(member, item)) is not None]
