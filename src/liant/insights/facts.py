"""Facts that may be worth telling elsewhere, at once: each smaller room registers how it finds its own. The same fact has the
same key, however often it is found."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise


@dataclass(frozen=True)
class Fact:
    """`key` names it for ever within its kind; `title` and `words` are in the language asked for; `url_name` and `number`
    lead to its page."""

    key: str
    happened_at: datetime
    title: str
    words: str
    url_name: str
    number: int | None = None


Finder = Callable[[datetime], Iterable[Fact]]  # facts since this moment, few; called inside the organisation


@dataclass(frozen=True)
class FactKind:
    key: str
    label: str | Promise
    find: Finder


_kinds: dict[str, FactKind] = {}


def register_facts(kind: FactKind) -> None:
    """Called in an `AppConfig.ready`."""
    _kinds[kind.key] = kind


def fact_kinds() -> list[FactKind]:
    return [_kinds[key] for key in sorted(_kinds)]
