"""What this room offers to the smaller rooms within it: a tab on its pages, a part of the digest, results of its search; and to a
flow: whose words stand first for a reader."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
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


@dataclass(frozen=True)
class First:
    """Whose words of the last days stand first for a reader, `most` at most. `url_name`: of the page that says why; `note(where)`:
    told "page" or "mail" once something of theirs was really there."""

    author_id: int
    since: timedelta
    most: int
    url_name: str
    url_values: Mapping[str, Any]
    note: Callable[[str], None]


_tabs: dict[str, RoomTab] = {}
_firsts: list[Callable[[Member], First | None]] = []


def register_first(of: Callable[[Member], First | None]) -> None:
    """`of(reader)` → whose words stand first for them now, if anybody's: a flow, since another room knows."""
    _firsts.append(of)


def first_for(reader: Member) -> First | None:
    return next((found for one in _firsts if (found := one(reader)) is not None), None)


def register_digest_part(part: DigestPart) -> None:
    if part not in _digest_parts:
        _digest_parts.append(part)


def digest_parts(member: Member, from_at: datetime) -> list[dict[str, object]]:
    return [found for part in _digest_parts if (found := part(member, from_at)) is not None]


def register_tab(tab: RoomTab) -> None:
    _tabs[tab.url_name] = tab


def tabs() -> list[RoomTab]:
    return sorted(_tabs.values(), key=lambda tab: tab.order)
