"""What happens in this room that others may follow."""

from dataclasses import dataclass

from liant.jobs.events import Event


@dataclass(frozen=True)
class TurnedTo(Event):
    """A member turned to another: by a comment, a reply, a reaction, a thank-you, by naming them. `key` is the act's own."""

    key: str
    kind: str  # one of ledger.kinds.InteractionKind
    member_id: int
    to_id: int
    post_id: int
    at: str  # ISO 8601: both must have agreed before


@dataclass(frozen=True)
class ConsentEnded(Event):
    """A member no longer lets Liant see whom they turn to."""

    member_id: int
