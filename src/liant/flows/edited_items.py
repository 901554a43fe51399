"""The author changed it at the source → the conversation shows the new words."""

from liant.channels.events import ItemsEdited
from liant.inbox.edits import take_over


def show_new_words(event: ItemsEdited) -> None:
    take_over(item_ids=event.item_ids)
