"""What readers of feeds get: RSS 2.0, Atom 1.0 and JSON Feed 1.1, with the whole of each piece and absolute addresses."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from typing import Any
from xml.etree import ElementTree

from django.utils.translation import gettext

from liant import __version__
from liant.writing.journal.bodies import Shown, whole
from liant.writing.journal.entries import Entry
from liant.writing.journal.models import ReaderComment
from liant.writing.journal.site import Site
from liant.writing.models import Topic

ATOM, CONTENT = "http://www.w3.org/2005/Atom", "http://purl.org/rss/1.0/modules/content/"
DC, THREAD = "http://purl.org/dc/elements/1.1/", "http://purl.org/syndication/thread/1.0"
MEDIA_TYPES = {
    "rss": "application/rss+xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "json": "application/feed+json; charset=utf-8",
    "podcast": "application/rss+xml; charset=utf-8",
}
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
for _prefix, _space in (("atom", ATOM), ("content", CONTENT), ("dc", DC), ("thr", THREAD)):
    ElementTree.register_namespace(_prefix, _space)
Element = ElementTree.Element


@dataclass(frozen=True)
class Feed:
    """The newest entries of a journal, or of one topic of it. `seconds`: how long each recording lasts, by its number."""

    site: Site
    entries: Sequence[Entry]
    changed_at: datetime
    topic: Topic | None = None

    @property
    def title(self) -> str:
        return f"{self.topic.name} · {self.site.name}" if self.topic else self.site.name

    @property
    def home(self) -> str:
        return self.site.listed("topic", topic_id=self.topic.pk) if self.topic else self.site.home

    def address(self, kind: str) -> str:
        if self.topic:
            return self.site.listed(f"topic-{kind}", topic_id=self.topic.pk)
        return self.site.listed(kind)

    @property
    def updated_at(self) -> datetime:
        return max((one.updated_at for one in self.entries), default=self.changed_at)


def clean(text: str) -> str:
    """Without the signs that XML cannot hold."""
    return _NOT_XML.sub("", text)


def add(parent: Element, tag: str, text: str | None = None, /, **attributes: str) -> Element:
    """`tag`: "title", or "{space}title"."""
    element = ElementTree.SubElement(
        parent, tag, {name.rstrip("_"): clean(value) for name, value in attributes.items()}
    )
    element.text = clean(text) if text is not None else None
    return element


def written(root: Element) -> bytes:
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def rss(feed: Feed) -> bytes:
    root = Element("rss", {"version": "2.0"})
    channel = channel_of(root, feed, "rss")
    for entry in feed.entries:
        item_of(channel, entry)
    return written(root)


def channel_of(root: Element, feed: Feed, kind: str) -> Element:
    here, channel = feed.site, add(root, "channel")
    add(channel, "title", feed.title)
    add(channel, "link", feed.home)
    add(channel, "description", here.description or feed.title)
    add(channel, "language", here.language)
    add(channel, "lastBuildDate", format_datetime(feed.updated_at))
    add(channel, "generator", f"Liant {__version__}")
    add(channel, f"{{{ATOM}}}link", rel="self", type="application/rss+xml", href=feed.address(kind))
    if here.journal.hub_url:
        add(channel, f"{{{ATOM}}}link", rel="hub", href=here.journal.hub_url)
    if here.picture:
        image = add(channel, "image")
        add(image, "url", here.picture)
        add(image, "title", feed.title)
        add(image, "link", feed.home)
    return channel


def item_of(channel: Element, entry: Entry) -> Element:
    item = add(channel, "item")
    add(item, "title", entry.title)
    add(item, "link", entry.url)
    add(item, "guid", entry.url, isPermaLink="true")
    add(item, "pubDate", format_datetime(entry.published_at))
    add(item, f"{{{DC}}}creator", writer_of(entry))
    add(item, "description", entry.summary)
    add(item, f"{{{CONTENT}}}encoded", content_of(entry))
    if entry.piece.topic:
        add(item, "category", entry.piece.topic.name)
    for recording in entry.recordings[:1]:  # a second one is not foreseen: it is linked from the words
        add(item, "enclosure", url=recording.url, length=str(recording.size_bytes), type=recording.media_type)
    return item


def writer_of(entry: Entry) -> str:
    return entry.piece.source_name if entry.piece.is_third_party else entry.author


def content_of(entry: Entry) -> str:
    return whole(entry.body) or f"<p>{entry.summary}</p>"


def atom(feed: Feed) -> bytes:
    here = feed.site
    root = Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": here.language})
    add(root, f"{{{ATOM}}}id", feed.home)
    add(root, f"{{{ATOM}}}title", feed.title)
    if here.description:
        add(root, f"{{{ATOM}}}subtitle", here.description)
    add(root, f"{{{ATOM}}}updated", feed.updated_at.isoformat())
    add(root, f"{{{ATOM}}}link", rel="self", type="application/atom+xml", href=feed.address("atom"))
    add(root, f"{{{ATOM}}}link", rel="alternate", type="text/html", href=feed.home)
    if here.journal.hub_url:
        add(root, f"{{{ATOM}}}link", rel="hub", href=here.journal.hub_url)
    author = add(root, f"{{{ATOM}}}author")
    add(author, f"{{{ATOM}}}name", here.house.name)
    add(root, f"{{{ATOM}}}generator", "Liant", version=__version__)
    if here.picture:
        add(root, f"{{{ATOM}}}logo", here.picture)
    for entry in feed.entries:
        atom_entry(root, entry)
    return written(root)


def atom_entry(root: Element, entry: Entry) -> None:
    one = add(root, f"{{{ATOM}}}entry")
    one.set("{http://www.w3.org/XML/1998/namespace}lang", entry.language)
    add(one, f"{{{ATOM}}}id", entry.url)
    add(one, f"{{{ATOM}}}title", entry.title)
    add(one, f"{{{ATOM}}}link", rel="alternate", type="text/html", href=entry.url)
    if entry.piece.source_url:
        add(one, f"{{{ATOM}}}link", rel="via", href=entry.piece.source_url)
    for recording in entry.recordings:
        add(one, f"{{{ATOM}}}link", rel="enclosure", href=recording.url, length=str(recording.size_bytes),
            type=recording.media_type)  # fmt: skip
    add(one, f"{{{ATOM}}}published", entry.published_at.isoformat())
    add(one, f"{{{ATOM}}}updated", entry.updated_at.isoformat())
    add(add(one, f"{{{ATOM}}}author"), f"{{{ATOM}}}name", writer_of(entry))
    if entry.piece.topic:
        add(one, f"{{{ATOM}}}category", term=entry.piece.topic.name)
    add(one, f"{{{ATOM}}}summary", entry.summary)
    add(one, f"{{{ATOM}}}content", content_of(entry), type="html")


def json_feed(feed: Feed) -> bytes:
    here = feed.site
    told: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1", "title": feed.title, "home_page_url": feed.home,
        "feed_url": feed.address("json"), "language": here.language,
        "authors": [{"name": here.house.name, "url": here.root}], "items": [json_item(one) for one in feed.entries],
    }  # fmt: skip
    if here.description:
        told["description"] = here.description
    if here.picture:
        told["icon"] = here.picture
    if here.journal.hub_url:
        told["hubs"] = [{"type": "WebSub", "url": here.journal.hub_url}]
    return json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")


def json_item(entry: Entry) -> dict[str, Any]:
    told: dict[str, Any] = {
        "id": entry.url, "url": entry.url, "title": entry.title, "content_html": content_of(entry),
        "summary": entry.summary, "date_published": entry.published_at.isoformat(),
        "date_modified": entry.updated_at.isoformat(), "authors": [{"name": writer_of(entry)}],
        "language": entry.language,
    }  # fmt: skip
    if entry.picture:
        told["image"] = entry.picture.url
    if entry.piece.topic:
        told["tags"] = [entry.piece.topic.name]
    if entry.piece.source_url:
        told["external_url"] = entry.piece.source_url
    if entry.recordings:
        told["attachments"] = [attachment_of(one) for one in entry.recordings]
    return told


def attachment_of(recording: Shown) -> dict[str, Any]:
    told: dict[str, Any] = {
        "url": recording.url,
        "mime_type": recording.media_type,
        "size_in_bytes": recording.size_bytes,
    }
    return {**told, "duration_in_seconds": recording.seconds} if recording.seconds else told


def comments(here: Site, found: Sequence[ReaderComment], address: str, changed_at: datetime) -> bytes:
    """What readers said, as Atom; answers name what they answer (RFC 4685)."""
    root = Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": here.language})
    add(root, f"{{{ATOM}}}id", address)
    add(root, f"{{{ATOM}}}title", gettext("Comments, %(name)s") % {"name": here.name})
    add(root, f"{{{ATOM}}}updated", max((one.at for one in found), default=changed_at).isoformat())
    add(root, f"{{{ATOM}}}link", rel="self", type="application/atom+xml", href=address)
    add(root, f"{{{ATOM}}}link", rel="alternate", type="text/html", href=here.home)
    for comment in found:
        one, page = add(root, f"{{{ATOM}}}entry"), here.of_piece(comment.piece, comment.language)
        add(one, f"{{{ATOM}}}id", f"{page}#comment-{comment.pk}")
        add(
            one,
            f"{{{ATOM}}}title",
            gettext("%(name)s, about %(title)s") % {"name": comment.name, "title": comment.piece.title},
        )
        add(one, f"{{{ATOM}}}link", rel="alternate", type="text/html", href=f"{page}#comment-{comment.pk}")
        add(one, f"{{{ATOM}}}updated", comment.at.isoformat())
        add(add(one, f"{{{ATOM}}}author"), f"{{{ATOM}}}name", comment.name)
        answered = f"{page}#comment-{comment.parent_id}" if comment.parent_id else page
        add(one, f"{{{THREAD}}}in-reply-to", ref=answered, href=answered)
        add(one, f"{{{ATOM}}}content", comment.text, type="text")
    return written(root)
