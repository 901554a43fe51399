from dataclasses import dataclass

from liant.jobs.events import Event


@dataclass(frozen=True)
class MetByLot(Event):
    """Two who were drawn together said that they met. `at`: when it was said."""

    round_id: int
    member_id: int
    other_id: int
    at: str
