"""Noting by hand, and the link by which others tell us. What is noted takes the way of everything heard."""

import secrets as tokens
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from liant.accounts.models import Member
from liant.accounts.permissions import check
from liant.audit.actions import record
from liant.channels.actions import channel_of_the_house
from liant.channels.collection import store_pushed
from liant.channels.models import Item
from liant.connectors.contract import IncomingItem, Page
from liant.kit import clock, secrets
from liant.kit.secrets import hash_token
from liant.listening.capture.models import Picture, TipLink
from liant.listening.capture.rules import PICTURED, TOLD, author_of, key_of, site_of

KIND = "noted"


class AlreadyNoted(Exception):
    """These words, or this page, are there already."""

    def __init__(self, item: Item):
        super().__init__("It is noted already.")
        self.item = item


class LeftAlone(Exception):
    """A colleague said it on an account of their own, and not to us: it is not ours to keep."""


@dataclass(frozen=True)
class Note:
    """What someone saw. `place` says where, when no address does; `needs_answer`: the person waits for us."""

    text: str
    name: str = ""
    url: str = ""
    place: str = ""
    said_at: datetime | None = None
    needs_answer: bool = False
    picture: bytes | None = None
    picture_type: str = ""


def note(*, actor: Member, seen: Note) -> Item:
    """Raises AlreadyNoted, LeftAlone."""
    check(actor, "listening.note")
    return _noted(actor, seen, {"noted_by": actor.id})


def take_tip(*, link: TipLink, seen: Note, told_by: str = "") -> Item:
    """Someone without an account told us. Raises AlreadyNoted, LeftAlone."""
    return _noted(None, seen, {"told_by": told_by[:200], "tip_link": link.id})


def open_tip_link(*, actor: Member) -> TipLink:
    """A new link; the one that was open closes."""
    check(actor, "listening.change_tip_link")
    token = tokens.token_urlsafe(24)
    with transaction.atomic():
        TipLink.objects.filter(closed_at=None).update(closed_at=clock.now())
        link = TipLink.objects.create(token_hash=hash_token(token), token=secrets.seal(token), made_by=actor)
        record(actor, "listening.open_tip_link", link)
    return link


def close_tip_link(*, actor: Member) -> None:
    check(actor, "listening.change_tip_link")
    with transaction.atomic():
        for link in TipLink.objects.select_for_update().filter(closed_at=None):
            link.closed_at = clock.now()
            link.save(update_fields=["closed_at"])
            record(actor, "listening.close_tip_link", link)


def _noted(actor: Member | None, seen: Note, told: dict[str, object]) -> Item:
    with transaction.atomic():
        item = _store(seen, told)
        if item is not None:
            record(actor, "listening.note", item)
    if item is None:  # counted in the ledger, and no more
        raise LeftAlone
    return item


def _store(seen: Note, told: dict[str, object]) -> Item | None:
    channel = channel_of_the_house(kind=KIND)
    key = key_of(seen.url, seen.text, seen.name)
    if known := Item.objects.filter(channel=channel, key=key).first():
        raise AlreadyNoted(known)
    store_pushed(channel, Page(items=[_incoming(seen, key, told)], cursor={}))
    item = Item.objects.filter(channel=channel, key=key).first()
    if item is not None and seen.picture:
        Picture.objects.create(item=item, content=seen.picture, media_type=seen.picture_type)
    return item


def _incoming(seen: Note, key: str, told: dict[str, object]) -> IncomingItem:
    author = author_of(seen.name, seen.url, seen.place)
    return IncomingItem(
        key=key,
        kind="mention",
        text=seen.text,
        published_at=seen.said_at or clock.now(),
        author=author,
        raw={"place": seen.place or site_of(seen.url), **told},
        url=seen.url or None,
        thread_key=key,
        is_addressed=seen.needs_answer,
        tags=(TOLD, PICTURED) if seen.picture else (TOLD,),
    )
