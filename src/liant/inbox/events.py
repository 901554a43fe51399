from dataclasses import dataclass

from liant.jobs.events import Event


@dataclass(frozen=True)
class IntentCorrected(Event):
    conversation_id: int
    item_id: int
    intent: str
    was: str
    member_id: int


@dataclass(frozen=True)
class ReplyLeft(Event):
    """One of our replies is on the network, or has arrived."""

    message_id: int
    delivery_id: int
