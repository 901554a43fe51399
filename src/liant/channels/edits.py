"""What authors changed after it was heard: the new words take the place of the old ones, which nobody here keeps."""

from collections.abc import Iterable

from liant.channels.events import ItemsEdited
from liant.channels.models import Channel, Item
from liant.connectors.contract import IncomingItem
from liant.connectors.storable import clean
from liant.jobs.events import publish


def rewrite(channel: Channel, items: Iterable[IncomingItem]) -> None:
    """Inside the transaction that stores the page. What was never kept, or was withdrawn, stays as it is."""
    said = {item.key: item for item in items}
    changed = []
    for row in Item.objects.select_for_update().filter(channel=channel, key__in=list(said), withdrawn_at=None):
        text, title = clean(said[row.key].text), clean(said[row.key].title or "")
        if (row.text, row.title) != (text, title):
            row.text, row.title, row.raw = text, title, clean(said[row.key].raw)
            changed.append(row)
    if changed:
        Item.objects.bulk_update(changed, ["text", "title", "raw"])
        publish(ItemsEdited(item_ids=[row.id for row in changed]))
