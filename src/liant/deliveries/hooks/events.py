from dataclasses import dataclass

from liant.jobs.events import Event


@dataclass(frozen=True)
class EndpointStopped(Event):
    """Nothing arrived there for days, or it said it is gone: it is told nothing more until a person acts."""

    endpoint_id: int
    is_gone: bool
