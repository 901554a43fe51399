"""Story: other sites tell that they speak of a page of the journal; once their channel has checked it, a person of the house
decides whether it stands under the page."""

from liant.channels.events import ItemsCollected, ItemsEdited
from liant.channels.models import Item
from liant.writing.journal.moderation import note_mention
from liant.writing.journal.queries import piece_at


def note_mentions(event: ItemsCollected) -> None:
    note(event.item_ids)


def note_again(event: ItemsEdited) -> None:
    """What was changed at its source waits to be read once more."""
    note(event.item_ids)


def note(item_ids: list[int]) -> None:
    for item in Item.objects.filter(id__in=item_ids, withdrawn_at=None).select_related("channel", "person"):
        takes = getattr(item.channel.connector, "takes_mentions_of", None)
        target = str(item.raw.get("target", "")) if isinstance(item.raw, dict) else ""
        if takes is not None and target and takes(item.channel.settings, target) and (piece := piece_at(target)):
            note_mention(piece=piece, item=item)
