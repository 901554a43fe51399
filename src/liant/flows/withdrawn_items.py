"""The author deleted it at the source → the words go from the conversation too."""

from liant.channels.events import ItemsWithdrawn
from liant.inbox.arrivals import forget_withdrawn


def honour_deletion(event: ItemsWithdrawn) -> None:
    forget_withdrawn(item_ids=event.item_ids)
