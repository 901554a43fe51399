"""What a rule is tried on. This room knows the pieces; the other rooms' texts are told by the flows."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from liant.accounts.models import Member
from liant.engines.lint import Context


@dataclass(frozen=True)
class Written:
    """One text that was written, where it stands (`url_name` and `kwargs`), and what the lint is told of it."""

    text: str
    language: str
    at: datetime
    name: str
    url_name: str
    kwargs: Mapping[str, Any] = field(default_factory=dict)
    context: Context = field(default_factory=Context)


# texts since a moment that a member may read, the newest first, at most so many
TextsOf = Callable[[Member, datetime, int], Iterable[Written]]


@dataclass(frozen=True)
class Corpus:
    key: str
    label: Any
    texts: TextsOf


_corpora: dict[str, Corpus] = {}


def register_corpus(corpus: Corpus) -> None:
    _corpora[corpus.key] = corpus


def corpora() -> list[Corpus]:
    return list(_corpora.values())
