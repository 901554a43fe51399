"""What a letter to a member is made of: each smaller room registers what it has to tell of a stretch of time, and knows nothing
of the letter. A passage is None when nothing of it happened; a letter without any passage does not leave."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from liant.accounts.models import Member


@dataclass(frozen=True)
class Passage:
    """`lines` are whole sentences in the reader's language; `url_name`: the page where it goes on."""

    title: str
    lines: Sequence[str]
    url_name: str = ""


PassageOf = Callable[[Member, datetime, datetime], Passage | None]
_passages: list[tuple[int, PassageOf]] = []


def register_passage(passage: PassageOf, *, order: int = 50) -> None:
    """Called in an `AppConfig.ready`. Asked inside the organisation, in the reader's language and zone."""
    if passage not in [known for _order, known in _passages]:
        _passages.append((order, passage))


def passages(reader: Member, from_at: datetime, to_at: datetime) -> list[Passage]:
    in_order = sorted(_passages, key=lambda entry: entry[0])
    return [found for _order, one in in_order if (found := one(reader, from_at, to_at)) is not None]
