"""Story: what is heard and links to one of our pieces counts for that piece: said elsewhere with a link to it; and the
conversations that began so; and how often a letter led to it."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date

from django.conf import settings
from django.db.models import Count, F
from django.utils.translation import gettext_lazy as _

from liant.channels.events import ItemsCollected
from liant.channels.models import Item
from liant.inbox.models import Message
from liant.writing.models import Piece
from liant.writing.newsletter.models import CountedLink
from liant.writing.offers import Return, home_address
from liant.writing.readership.actions import note_links
from liant.writing.readership.queries import items_linking, pieces_at, plain

ADDRESS = re.compile(r"https?://[^\s<>\"'()\[\]{}|\\^`]{4,2000}")
MOST_ADDRESSES = 40  # in one item


def note_linking(event: ItemsCollected) -> None:
    """Safe to repeat: each link is noted once."""
    items = Item.objects.filter(id__in=event.item_ids, withdrawn_at=None, is_ours=False).defer("context", "reply_to")
    linked = {item: addresses_in(item) for item in items}
    found = pieces_at({address for addresses in linked.values() for address in addresses})
    note_links(
        (found[address], item) for item, addresses in linked.items() for address in addresses if address in found
    )


def addresses_in(item: Item) -> set[str]:
    """In its words, and in what the network sent beside them: many cut what they show of a link."""
    told = f"{item.text}\n{json.dumps(item.raw, ensure_ascii=False)}"
    return {plain(found.rstrip(".,;:!?…»”’")) for found in ADDRESS.findall(told)[:MOST_ADDRESSES]}


def conversations(piece_ids: Sequence[int], first: date, last: date) -> Mapping[int, int]:
    """piece id → conversations whose first message links to it."""
    pairs = items_linking(piece_ids, first, last)
    begun = Message.objects.filter(item__in=[item_id for _piece_id, item_id in pairs], at=F("conversation__opened_at"))
    of_item = dict(begun.values_list("item_id").annotate(count=Count("conversation", distinct=True)))
    told: dict[int, int] = {}
    for piece_id, item_id in pairs:
        if count := of_item.get(item_id, 0):
            told[piece_id] = told.get(piece_id, 0) + count
    return told


def followed(piece_ids: Sequence[int], first: date, last: date) -> Mapping[int, int]:
    """piece id → how often a way to it was followed from a letter that left in these days, where the house counts that."""
    pieces = list(Piece.objects.filter(pk__in=piece_ids))
    by_address = {
        plain(address): piece.pk
        for piece in pieces
        for language, _name in settings.LANGUAGES
        if (address := home_address(piece, language))
    }
    told: dict[int, int] = {}
    links = CountedLink.objects.filter(
        followed__gt=0, issue__begun_at__date__gte=first, issue__begun_at__date__lte=last
    )
    for url, count in links.values_list("url", "followed"):
        if piece_id := by_address.get(plain(url)):
            told[piece_id] = told.get(piece_id, 0) + count
    return told


CONVERSATIONS = Return(
    "conversations", _("conversations begun"), _("whose first message links to it"), conversations, 30
)
CLICKS = Return(
    "clicks",
    _("ways followed from a letter"),
    _("in letters whose links are counted, of nobody in particular"),
    followed,
    40,
)
