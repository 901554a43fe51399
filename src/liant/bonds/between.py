"""Where the smaller rooms of ties meet, and what other rooms tell of by a flow. Each registers in its `AppConfig.ready`, a flow in
that of the flows."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse

from liant.accounts.models import Member
from liant.accounts.permissions import may
from liant.web.pieces import Tab, Words

Agreed = Mapping[int, datetime]  # member's number → since when Liant may see whom they turn to
Agreements = Callable[[Collection[int] | None], Agreed]  # of everyone, or of these

_agreements: list[Agreements] = []
_agree_pages: list[str] = []
_ends: list[Callable[[Member], None]] = []
_orders: list[Callable[[Member], None]] = []
_shares: list[Callable[[Collection[int], datetime, datetime], dict[int, int]]] = []
_tellings: list[Callable[[int, str, int], None]] = []
_thanking: list[Callable[[Member, Member], str]] = []
_tabs: dict[str, tuple[int, Words, str]] = {}


def register_agreement(agreed: Agreements, url_name: str, end: Callable[[Member], None]) -> None:
    """Who keeps the agreement that contacts between colleagues may be seen: a flow, since another room asks for it. `url_name`:
    where one agrees; `end`: take it back for somebody who asks for it, with all that was noted."""
    _agreements.append(agreed)
    _agree_pages.append(url_name)
    _ends.append(end)


def agreed(only: Collection[int] | None = None) -> dict[int, datetime]:
    """Members who agreed, and since when."""
    found: dict[int, datetime] = {}
    for one in _agreements:
        found |= one(only)
    return found


def agreed_since(member: Member) -> datetime | None:
    """None where they have not."""
    return agreed([member.pk]).get(member.pk)


def agree_page() -> str:
    return _agree_pages[0] if _agree_pages else ""


def end_agreement(member: Member) -> None:
    for one in _ends:
        one(member)


def register_order(end: Callable[[Member], None]) -> None:
    """Who orders a member's own list by their ties: a flow, told when they no longer want it."""
    _orders.append(end)


def end_order(member: Member) -> None:
    for one in _orders:
        one(member)


def register_shares(shares: Callable[[Collection[int], datetime, datetime], dict[int, int]]) -> None:
    """Who knows how often members shared in a time, of those who agreed to be counted: a flow, for figures about enough people."""
    _shares.append(shares)


def shares_of(members: Collection[int], from_at: datetime, to_at: datetime) -> dict[int, int]:
    found: dict[int, int] = {}
    for one in _shares:
        found |= one(members, from_at, to_at)
    return found


def register_telling(tell: Callable[[int, str, int], None]) -> None:
    """`tell(member, kind, number)`: who tells a member what was asked of them, once, as they chose to hear: a flow."""
    _tellings.append(tell)


def tell(member_id: int, kind: str, about: int) -> None:
    for one in _tellings:
        one(member_id, kind, about)


def register_thanking(address: Callable[[Member, Member], str]) -> None:
    """`address(reader, colleague)`: where one writes a kind word to a colleague; "" where the house has no such place: a flow."""
    _thanking.append(address)


def thank_address(reader: Member, colleague: Member) -> str:
    return next((found for one in _thanking if (found := one(reader, colleague))), "")


def register_tab(url_name: str, order: int, label: Words, needs: str) -> None:
    _tabs[url_name] = (order, label, needs)


def tabs(request: HttpRequest, current: str) -> list[Tab]:
    """The pages of this room that the reader may open."""
    slug, reader = request.organisation.slug, request.member  # type: ignore[attr-defined]
    return [
        Tab(reverse(name, kwargs={"organisation_slug": slug}), label, name == current)
        for name, (_order, label, needs) in sorted(_tabs.items(), key=lambda one: one[1][0])
        if may(reader, needs)
    ]
