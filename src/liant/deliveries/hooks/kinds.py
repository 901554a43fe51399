"""The kinds of events that can be announced. Rooms stand above this one: each registers its own.

A kind tells ids and plain facts, never what someone wrote: words are fetched through the public interface, by whoever
may read them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Kind:
    """`key`: "room.happened"; `example`: the data it carries, as the documentation shows them."""

    key: str
    label: str | Promise
    example: Mapping[str, Any] = field(default_factory=dict)
    is_offered: bool = True


_kinds: dict[str, Kind] = {}


class UnknownKind(Exception):
    pass


def register_kind(kind: Kind) -> None:
    """Called by a room's `AppConfig.ready`. The same key again replaces the former."""
    _kinds[kind.key] = kind


def kinds() -> list[Kind]:
    return [kind for _key, kind in sorted(_kinds.items())]


def offered() -> list[Kind]:
    """Those that an endpoint may ask for."""
    return [kind for kind in kinds() if kind.is_offered]


def kind_of(key: str) -> Kind:
    if key not in _kinds:
        raise UnknownKind(key)
    return _kinds[key]


TEST = Kind("test.sent", _("a test that someone sent from this page"), {"endpoint_id": 1}, is_offered=False)
register_kind(TEST)
