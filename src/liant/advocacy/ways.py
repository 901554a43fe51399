"""Ways out beside the network's own window. The smaller room that has one tells of it here in its `AppConfig.ready`; each question is
asked within the expert's own rows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from liant.advocacy.models import Expert, Share

Section = tuple[str, Mapping[str, Any]]  # a template and what it is given


@dataclass(frozen=True)
class Told:
    """What stands beside a share on the page of what followed; `url`: where it is seen, or looked after; `action`: in words."""

    words: str = ""
    url: str = ""
    action: str = ""


@dataclass(frozen=True)
class Way:
    """`leads`: whether it leads this expert to that network; `ready`: on the page of words that are ready, None where it does not lead there; `told`: share id → what became of it;
    `waiting`: what waits for this expert, at the head of their list."""

    leads: Callable[[Expert, str], bool]
    ready: Callable[[HttpRequest, Expert, Share], Section | None]
    told: Callable[[HttpRequest, Sequence[Share]], Mapping[int, Told]]
    waiting: Callable[[HttpRequest, Expert], Sequence[Told]]


_ways: list[Way] = []
_waiting: list[Callable[[HttpRequest, Expert], Sequence[Told]]] = []


def register(way: Way) -> None:
    _ways.append(way)


def register_waiting(of: Callable[[HttpRequest, Expert], Sequence[Told]]) -> None:
    """What else waits for an expert, at the head of their list."""
    _waiting.append(of)


def lead(expert: Expert, network: str) -> bool:
    return any(one.leads(expert, network) for one in _ways)


def ready(request: HttpRequest, expert: Expert, share: Share) -> list[Section]:
    return [found for one in _ways if (found := one.ready(request, expert, share)) is not None]


def told(request: HttpRequest, shares: Sequence[Share]) -> dict[int, Told]:
    return {share_id: found for one in _ways for share_id, found in one.told(request, shares).items()}


def waiting(request: HttpRequest, expert: Expert) -> list[Told]:
    return [found for of in (*(one.waiting for one in _ways), *_waiting) for found in of(request, expert)]
