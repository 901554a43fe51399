"""What this room offers to the smaller rooms within it: a tab on its pages, a part of the digest, results of its search."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from liant.accounts.models import Member

DigestPart = Callable[[Member, datetime], dict[str, object] | None]  # {"title", "lines": [{"words", "address"}]}
_digest_parts: list[DigestPart] = []


@dataclass(frozen=True)
class RoomTab:
    """A page of this room. `is_open(arrangement)`: whether the house uses that part."""

    url_name: str
    label: Any
    needs: str
    order: int
    is_open: Callable[[Any], bool] = lambda _arrangement: True


_tabs: dict[str, RoomTab] = {}


def register_digest_part(part: DigestPart) -> None:
    if part not in _digest_parts:
        _digest_parts.append(part)


def digest_parts(member: Member, from_at: datetime) -> list[dict[str, object]]:
    return [found for part in _digest_parts if (found := part(member, from_at)) is not None]


def register_tab(tab: RoomTab) -> None:
    _tabs[tab.url_name] = tab


def tabs() -> list[RoomTab]:
    return sorted(_tabs.values(), key=lambda tab: tab.order)
