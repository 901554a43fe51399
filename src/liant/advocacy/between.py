"""Where the smaller rooms of the programme meet: they import this, and never each other. What another room knows of the house
comes here by a flow. Each registers in its `AppConfig.ready`."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from liant.accounts.models import Member
from liant.accounts.permissions import may
from liant.web.pieces import Tab, Words


@dataclass(frozen=True)
class Verdict:
    """What the house's maturity audit came to. `key`: "not_yet", "small" or "launch"; `url`: the page of its results; `first`: what
    to work on first."""

    key: str
    title: str
    advice: str
    at: datetime
    url: str
    first: Sequence[str] = ()


@dataclass(frozen=True)
class OwnChannels:
    """How the house's own channels spoke within a stretch of time: about itself, and formally. None: nobody knows."""

    pieces: int
    about_us: int
    addressed: int | None = None
    formal: int | None = None

    @property
    def self_talk(self) -> float | None:
        return self.about_us / self.pieces if self.pieces else None


@dataclass(frozen=True)
class Met:
    """How a stretch of time was animated: meetings `held` and `cancelled`, the day of the last one held before its end."""

    held: int
    cancelled: int
    last_at: datetime | None


@dataclass(frozen=True)
class Step:
    """Something that a member shared, the first time that they did. `token`: under which they handed it on; `came_from`: that of
    whoever handed it on to them. "": none."""

    at: datetime
    token: str = ""
    came_from: str = ""


@dataclass(frozen=True)
class Written:
    """A piece of a member's own, which everyone can read."""

    title: str
    url: str
    language: str
    on: date


@dataclass(frozen=True)
class First:
    """Whose offers stand first on an expert's list. `url_name`: of the page that says why; `note(where)`: told "page" once something
    of theirs was really there."""

    author_id: int
    url_name: str
    url_values: Mapping[str, Any]
    note: Callable[[str], None]


@dataclass(frozen=True)
class Places:
    """Where an expert is known outside. `of(member)` → (number, name) of those that they named; `note(member, number, key, kind, at)`: what
    happened there, of a kind of Outcome; `forget(member, key)`: no more. All within their own rows."""

    of: Callable[[Member], list[tuple[int, str]]]
    note: Callable[[Member, int, str, str, datetime], None]
    forget: Callable[[Member, str], None]


class NotReady(Exception):
    """Nobody may be invited yet; said in words."""


Section = tuple[str, dict[str, Any]]  # a template and its context

_gates: list[Callable[[], Words]] = []
_verdicts: list[Callable[[], Verdict | None]] = []
_channels: list[Callable[[datetime, datetime], OwnChannels | None]] = []
_animation: list[Callable[[datetime, datetime], Met]] = []
_presence: list[Callable[[Member], list[int]]] = []
_asked: list[Callable[[Member], list[tuple[datetime, str]]]] = []
_steps: list[Callable[[Member], list[Step]]] = []
_carried: list[Callable[[Sequence[int], datetime], dict[int, list[datetime]]]] = []
_written: list[Callable[[Member], list[Written]]] = []
_firsts: list[Callable[[Member], First | None]] = []
_places: list[Places] = []
_agreements: list[Callable[[], Collection[int]]] = []
_own: list[type[models.Model]] = []
_kept_for: list[tuple[str, type[models.Model]]] = []
_leaving: list[Callable[[Member], None]] = []
_sections: list[Callable[[HttpRequest], Section]] = []
_tabs: dict[str, tuple[int, Words, str]] = {}


def register_gate(gate: Callable[[], Words]) -> None:
    """`gate()` → why nobody may be invited yet, or nothing."""
    _gates.append(gate)


def register_verdict(verdict: Callable[[], Verdict | None]) -> None:
    """Who reads the maturity audit: a flow, since another room keeps it."""
    _verdicts.append(verdict)


def register_own_channels(count: Callable[[datetime, datetime], OwnChannels | None]) -> None:
    """Who reads how the house's own channels spoke: a flow."""
    _channels.append(count)


def register_animation(met: Callable[[datetime, datetime], Met]) -> None:
    """Who knows of meetings."""
    _animation.append(met)


def register_own(model: type[models.Model]) -> None:
    """Rows that are a member's own: they go when that member leaves the programme."""
    _own.append(model)


def register_kept_for(purpose: str, model: type[models.Model]) -> None:
    """Rows of a member's own that are kept for a purpose they agreed to: they go with that agreement."""
    _kept_for.append((purpose, model))


def register_leaving(forget: Callable[[Member], None]) -> None:
    """Told that a member leaves the programme, of what stands of it elsewhere than in their own rows."""
    _leaving.append(forget)


def register_steps(of: Callable[[Member], list[Step]]) -> None:
    """`of(member)` → what they shared, and what it came from; within their own rows."""
    _steps.append(of)


def register_carried(of: Callable[[Sequence[int], datetime], dict[int, list[datetime]]]) -> None:
    """`of(links, since)` → by link, when others said something in public that carries it: a flow, since another room heard it."""
    _carried.append(of)


def register_written(by: Callable[[Member], list[Written]]) -> None:
    """`by(member)` → what they wrote and everyone can read: a flow, since another room keeps it."""
    _written.append(by)


def register_first(of: Callable[[Member], First | None]) -> None:
    """`of(member)` → whose offers stand first for them now, if anybody's: a flow, since another room knows."""
    _firsts.append(of)


def first_for(member: Member) -> First | None:
    return next((found for one in _firsts if (found := one(member)) is not None), None)


def register_places(places: Places) -> None:
    """Who keeps where members are known outside: a flow, since another room does."""
    _places.append(places)


def register_agreement(agreed: Callable[[], Collection[int]]) -> None:
    """Who keeps the agreement that Liant may see whom colleagues turn to: a flow, since another room asks for it."""
    _agreements.append(agreed)


def agreed() -> set[int]:
    """Members who agreed to it."""
    return {member for one in _agreements for member in one()}


def register_presence(of: Callable[[Member], list[int]]) -> None:
    """`of(member)` → the meetings where they say they were; asked within their own rows."""
    _presence.append(of)


def register_asked(of: Callable[[Member], list[tuple[datetime, str]]]) -> None:
    """`of(member)` → when they were asked in private to share something, and what followed; within their own rows."""
    _asked.append(of)


def register_section(section: Callable[[HttpRequest], Section]) -> None:
    """Something at the foot of the programme's page."""
    _sections.append(section)


def register_tab(url_name: str, order: int, label: Words, needs: str) -> None:
    _tabs[url_name] = (order, label, needs)


def check_invitation() -> None:
    """Raise NotReady while something has to be done before the first invitation."""
    for gate in _gates:
        if why := gate():
            raise NotReady(str(why))


def verdict() -> Verdict | None:
    return next((found for one in _verdicts if (found := one())), None)


def own_channels(from_at: datetime, to_at: datetime) -> OwnChannels | None:
    return next((found for one in _channels if (found := one(from_at, to_at))), None)


def met(from_at: datetime, to_at: datetime) -> Met:
    return next((one(from_at, to_at) for one in _animation), Met(0, 0, None))


def presence_of(member: Member) -> list[int]:
    return [found for one in _presence for found in one(member)]


def asked_of(member: Member) -> list[tuple[datetime, str]]:
    return [found for one in _asked for found in one(member)]


def steps_of(member: Member) -> list[Step]:
    return [found for one in _steps for found in one(member)]


def carried(links: Sequence[int], since: datetime) -> dict[int, list[datetime]]:
    return next((one(links, since) for one in _carried), {})


def written_by(member: Member) -> list[Written]:
    return [found for one in _written for found in one(member)]


def places_of(member: Member) -> list[tuple[int, str]]:
    return [found for one in _places for found in one.of(member)]


def note_place(member: Member, place: int, key: str, kind: str, at: datetime) -> None:
    for one in _places:
        one.note(member, place, key, kind, at)


def forget_place(member: Member, key: str) -> None:
    for one in _places:
        one.forget(member, key)


def own_models() -> list[type[models.Model]]:
    return list(_own)


def kept_for(purposes: Collection[str]) -> list[type[models.Model]]:
    return [model for purpose, model in _kept_for if purpose in purposes]


def forget_elsewhere(member: Member) -> None:
    for one in _leaving:
        one(member)


def sections(request: HttpRequest) -> list[Section]:
    return [one(request) for one in _sections]


def tabs(request: HttpRequest, current: str) -> list[Tab]:
    """The pages of the programme, those that this member may open."""
    slug, reader = request.organisation.slug, request.member  # type: ignore[attr-defined]
    return [
        Tab(reverse("advocacy:for-you", kwargs={"organisation_slug": slug}), _("For you")),
        *(Tab(reverse(name, kwargs={"organisation_slug": slug}), label, name == current)
        for name, (_order, label, needs) in sorted(_tabs.items(), key=lambda one: one[1][0])
        if may(reader, needs)),
    ]  # fmt: skip
