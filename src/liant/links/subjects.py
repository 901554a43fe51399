"""What links were made for belongs to the rooms above: they say here what it is called and where it is found."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from liant.links.models import Link


@dataclass(frozen=True)
class Subject:
    """`url_name` and `kwargs`: its page in the house."""

    title: str
    url_name: str
    kwargs: Mapping[str, Any] = field(default_factory=dict)


Describe = Callable[[Collection[int]], Mapping[int, Subject]]  # ids → those that are there
_known: dict[str, Describe] = {}


def register(kind: str, describe: Describe) -> None:
    """`kind`: as links say it, such as "writing.piece". Called by whoever knows both rooms, in its `AppConfig.ready`."""
    _known[kind] = describe


def is_known(kind: str) -> bool:
    return kind in _known


def of(links: Collection[Link]) -> dict[int, Subject]:
    """link id → what it was made for; one question for each kind."""
    found: dict[int, Subject] = {}
    for kind, describe in _known.items():
        about = {link.pk: link.about_id for link in links if link.about_kind == kind and link.about_id is not None}
        told = describe(set(about.values())) if about else {}
        found |= {link_id: told[thing_id] for link_id, thing_id in about.items() if thing_id in told}
    return found


def one(kind: str, thing_id: int) -> Subject | None:
    return _known[kind]([thing_id]).get(thing_id) if kind in _known else None
