from dataclasses import dataclass

from liant.jobs.events import Event


@dataclass(frozen=True)
class OwnHandleTold(Event):
    """A member told an account of their own. `former_person_id`: whom it was taken for until then, if it was met."""

    handle_id: int
    former_person_id: int | None
