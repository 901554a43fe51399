"""A letter came back, or was reported as unwanted: the newsletter writes it down. It is nobody's mention and nobody's wait."""

from collections.abc import Iterable

from liant.channels.models import Item
from liant.writing.newsletter.arrivals import take_returns


def without_returned_letters(items: Iterable[Item]) -> list[Item]:
    found = list(items)
    taken = take_returns(found)
    return [item for item in found if item.id not in taken]
