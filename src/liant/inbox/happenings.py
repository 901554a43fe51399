"""Moments of a conversation that the smaller rooms may follow. Told in the transaction of the act, with a name of its own
for each occasion, so that whoever acts upon it can tell that it has done so already."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from liant.inbox.models import Conversation

ARRIVED, OPENED, CORRECTED, LABELLED, WOKEN = "arrived", "opened", "corrected", "labelled", "woken"


@dataclass(frozen=True)
class Happening:
    """`occasion`: the same for the same moment told twice, and never used again. `label_id`: which label was put."""

    conversation: Conversation
    what: str
    occasion: str
    label_id: int | None = None


Listener = Callable[[Sequence[Happening]], None]
_listeners: list[Listener] = []


def register(listener: Listener) -> None:
    """Called in a smaller room's `AppConfig.ready`. The listener is told of many at once, so that it looks up only once
    what it needs: it holds up the act itself."""
    if listener not in _listeners:
        _listeners.append(listener)


def tell(conversation: Conversation, what: str, occasion: object, label_id: int | None = None) -> None:
    tell_all([happening(conversation, what, occasion, label_id)])


def happening(conversation: Conversation, what: str, occasion: object, label_id: int | None = None) -> Happening:
    return Happening(conversation, what, f"{what}:{occasion}", label_id)


def tell_all(told: Sequence[Happening]) -> None:
    """Of many, in the order in which they happened."""
    for listener in _listeners if told else ():
        listener(told)
