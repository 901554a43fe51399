from dataclasses import dataclass

from liant.jobs.events import Event


@dataclass(frozen=True)
class DeliverySettled(Event):
    """A delivery is now sent, rejected, unknown or cancelled."""

    delivery_id: int
    state: str
