"""How a person gets the key of a network, step by step, and what the network refuses: texts that a connector keeps as
data and the page of connecting shows. A drawing is named by its file, without its ending."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

Texts = Mapping[str, str]  # {"en": …, "fr": …}


@dataclass(frozen=True)
class Step:
    """`drawing` is one of ours, never a network's own picture; `shows` says it to who does not see it. A step where
    `gives_address` is true needs the address of the page to come back to, which is shown beside it."""

    text: Texts
    drawing: str = ""
    shows: Texts = field(default_factory=dict)
    gives_address: bool = False


@dataclass(frozen=True)
class Guide:
    """`refuses`: what this network does not let anybody do, one sentence each. `sources`: its own documentation."""

    steps: Sequence[Step]
    refuses: Sequence[Texts]
    sources: Sequence[str]


@runtime_checkable
class Explains(Protocol):
    """`is_untried`: it was written from the network's documentation and tried against recorded answers, not yet on
    an account of anybody; the channel's page says so until a person confirms that it works."""

    guide: Guide
    is_untried: bool
