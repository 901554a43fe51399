from dataclasses import dataclass
from typing import ClassVar

from liant.jobs.events import Event


@dataclass(frozen=True)
class ItemsCollected(Event):
    """New items were stored, oldest first."""

    together: ClassVar[str] = "item_ids"
    channel_id: int
    item_ids: list[int]


@dataclass(frozen=True)
class ChannelResumed(Event):
    """It is well again, after a pause or after access was lost. `resumed_at` is a moment, as ISO 8601 writes it."""

    channel_id: int
    resumed_at: str


@dataclass(frozen=True)
class ChannelBroken(Event):
    """Access was lost, or a setting is wrong: once for each loss. `broken_at` is a moment, as ISO 8601 writes it."""

    channel_id: int
    broken_at: str


@dataclass(frozen=True)
class GapsNoted(Event):
    """The coverage ledger has new stretches that were not heard."""

    channel_id: int
    coverage_ids: list[int]


@dataclass(frozen=True)
class ItemsWithdrawn(Event):
    """The authors deleted these at the source."""

    item_ids: list[int]


@dataclass(frozen=True)
class ItemsEdited(Event):
    """The authors changed what these say."""

    item_ids: list[int]
