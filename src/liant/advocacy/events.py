"""What this room says happened."""

from dataclasses import dataclass

from liant.jobs.events import Event


@dataclass(frozen=True)
class OfferProposed(Event):
    """An expert suggested something worth sharing."""

    proposal_id: int
