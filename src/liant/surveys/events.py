"""What happens in this room that others may follow."""

from dataclasses import dataclass

from liant.jobs.events import Event


@dataclass(frozen=True)
class WaveClosed(Event):
    wave_id: int
