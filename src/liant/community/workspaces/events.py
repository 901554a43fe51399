from dataclasses import dataclass

from liant.jobs.events import Event


@dataclass(frozen=True)
class WorkspaceRead(Event):
    """Who turned to whom was brought in from where colleagues speak already."""

    reading_id: int
