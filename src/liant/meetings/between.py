"""Where the smaller rooms of meetings meet, and what another room tells by a flow. Each registers in its `AppConfig.ready`."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.urls import reverse

from liant.accounts.models import Member
from liant.accounts.permissions import may
from liant.web.pieces import Tab, Words


@dataclass(frozen=True)
class LaidOut:
    """One round of an experiment: all its people, who sits together, and from which seed all its rounds were drawn."""

    people: Sequence[int]
    tables: Sequence[Sequence[int]]
    seed: int


@dataclass(frozen=True)
class Message:
    """One occasion in words: as a mail, and as it is said by chat, where an address stands below."""

    letter: EmailMessage
    title: str
    words: str
    url: str


Compose = Callable[[Member, int], Message | None]
_messages: dict[str, Compose] = {}
Layout = Callable[[int, int], LaidOut | None]
_layouts: list[Layout] = []
_forgetting: list[Callable[[int, int | None], None]] = []
Agreements = Callable[[Collection[int] | None], Mapping[int, datetime]]  # of everyone, or of these
_agreements: list[Agreements] = []
_tabs: dict[str, tuple[int, Words, str]] = {}


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


def register_message(occasion: str, compose: Compose) -> None:
    """`compose(member, what it is about)`, called within their own rows; None where there is nothing to say any more."""
    _messages[str(occasion)] = compose


def message_of(occasion: str, member: Member, about: int) -> Message | None:
    return _messages[occasion](member, about)


def register_layout(layout: Layout) -> None:
    """`layout(rotation's number, round's number)` → what an experiment drew for it beforehand; None once it is over."""
    _layouts.append(layout)


def laid_out(rotation_id: int, number: int) -> LaidOut | None:
    return next((found for one in _layouts if (found := one(rotation_id, number)) is not None), None)


def register_forgetting(forget: Callable[[int, int | None], None]) -> None:
    """`forget(member's number, rotation's number or None for all)`: what else goes with whoever takes no part any more."""
    _forgetting.append(forget)


def forget(member_id: int, rotation_id: int | None) -> None:
    for one in _forgetting:
        one(member_id, rotation_id)


def register_agreement(agreed: Agreements) -> None:
    """Who keeps the agreement that Liant may see whom colleagues turn to: a flow, since another room asks for it."""
    _agreements.append(agreed)


def agreed(only: Collection[int] | None = None) -> dict[int, datetime]:
    """Members who agreed to it, and since when."""
    found: dict[int, datetime] = {}
    for one in _agreements:
        found |= one(only)
    return found
