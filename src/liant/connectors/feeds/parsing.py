"""Feeds as they are: RSS, Atom, RDF and JSON Feed, well formed or not, become items as far as they can be read."""

import calendar
import hashlib
import json
import re
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from html import unescape
from io import BytesIO
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.sax import SAXException, SAXParseException

from liant.connectors.contract import Attachment, Author, IncomingItem, Json
from liant.connectors.plain_text import looks_like_html, text_of_html
from liant.connectors.storable import storable
from liant.connectors.wrapped_links import unwrapped

LONGEST_TEXT, LONGEST_KEY, MOST_ENTRIES = 200_000, 500, 5_000
_BROKEN = (ValueError, TypeError, KeyError, AttributeError, LookupError, AssertionError, RuntimeError, SAXException)
_ENTRY_TAGS = re.compile(rb"<(?:\w+:)?(?:item|entry)[\s>]", re.IGNORECASE)
_ALTERNATE = re.compile(rb"<link\b[^>]*>", re.IGNORECASE)


@dataclass(frozen=True)
class Feed:
    """What a document held. `fault` says in a sentence what was wrong with it, where something was."""

    title: str | None = None
    items: Sequence[IncomingItem] = ()
    fault: str | None = None
    is_feed: bool = True
    lost: Sequence[str] = field(default=())
    links: Mapping[str, str] = field(default_factory=dict)  # "hub" and "self", where it names them


def parse(data: bytes, *, url: str, content_type: str = "", now: datetime) -> Feed:
    """A document as a feed. Nothing is raised: a document that is no feed says so."""
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")
    try:
        if start.startswith(b"{") or "json" in content_type:
            feed = _json_feed(data, url, now)
        else:
            feed = _xml_feed(data, url, content_type, now)
    except (*_BROKEN, RecursionError) as error:
        return Feed(fault=f"This feed cannot be read ({type(error).__name__}).", is_feed=bool(_ENTRY_TAGS.search(data)))
    return replace(feed, items=_with_distinct_keys([storable(item) for item in feed.items]))


def feed_link(data: bytes, url: str) -> str | None:
    """The address of the feed that a web page announces."""
    for tag in _ALTERNATE.findall(data[:500_000]):
        text = tag.decode("utf-8", "replace")
        attributes = {name.lower(): value for name, _, value in re.findall(r"(\w+)\s*=\s*([\"'])(.*?)\2", text)}
        kind = attributes.get("type", "").lower()
        if "alternate" in attributes.get("rel", "").lower() and (
            "rss" in kind or "atom" in kind or "feed+json" in kind
        ):
            return urljoin(url, unescape(attributes.get("href", "")))
    return None


def _xml_feed(data: bytes, url: str, content_type: str, now: datetime) -> Feed:
    import feedparser  # a tenth of a second that only this needs

    headers = {"content-location": url, **({"content-type": content_type} if content_type else {})}
    document = feedparser.parse(BytesIO(data), response_headers=headers)
    entries = document.get("entries") or []
    feed = document.get("feed") or {}
    title = _line(feed.get("title"))
    items, lost = [], []
    for number, entry in enumerate(entries[:MOST_ENTRIES], 1):
        try:
            if item := _item(entry, feed, title, url, now):
                items.append(item)
        except (*_BROKEN, RecursionError, OverflowError) as error:
            lost.append(f"Entry {number} of {_host(url)} cannot be read ({type(error).__name__}).")
    wrong = document.get("bozo_exception") if document.get("bozo") else None
    is_feed = bool(document.get("version") or entries or _ENTRY_TAGS.search(data))
    return Feed(title or None, items, _fault(wrong, items, is_feed=is_feed), is_feed, lost, _links(feed))


def _links(feed: Mapping[str, Any]) -> dict[str, str]:
    named = [(str(link.get("rel")), str(link.get("href") or "")) for link in feed.get("links") or ()]
    return {rel: href for rel, href in reversed(named) if rel in {"hub", "self"} and href}


def _fault(error: Any, items: Sequence[IncomingItem], *, is_feed: bool) -> str | None:
    if not isinstance(error, SAXParseException) or not is_feed:
        return None
    kept = f"{len(items)} entries were read all the same" if items else "nothing in it could be read"
    return f"The feed is not well formed (line {error.getLineNumber()}); {kept}."


def _item(
    entry: Mapping[str, Any], feed: Mapping[str, Any], title: str, url: str, now: datetime
) -> IncomingItem | None:
    given = str(entry.get("link") or "").strip()
    link = unwrapped(given) or None
    name, text = _line(entry.get("title")), _words(entry)
    enclosures = tuple(_enclosures(entry))
    if not (name or text or link or entry.get("id") or enclosures):
        return None
    answered = entry.get("thr_in-reply-to")
    parent = answered.get("ref") if isinstance(answered, Mapping) else None
    identity = str(entry.get("id") or "").strip() or link
    return IncomingItem(
        key=_key(identity, name, text, dict(entry).get("published") or dict(entry).get("updated")),
        kind="comment" if parent else "article",
        text=text[:LONGEST_TEXT],
        title=name or None,
        published_at=_moment(entry, now),
        author=_author(entry, feed, title, url) if link in {None, given} else _publisher(str(link)),
        raw=_plain(entry),
        url=link,
        language=_language(entry, feed),
        thread_key=parent or identity,
        parent_key=parent,
        tags=tuple(dict.fromkeys(_line(tag.get("term")) for tag in entry.get("tags") or () if tag.get("term"))),
        attachments=enclosures,
    )


def _key(identity: str | None, *parts: Any) -> str:
    if identity and len(identity) <= LONGEST_KEY:
        return identity
    made_of = json.dumps([identity, *(str(part or "") for part in parts)], ensure_ascii=False)
    return "sha256:" + hashlib.sha256(made_of.encode("utf-8", "replace")).hexdigest()


def _with_distinct_keys(items: Sequence[IncomingItem]) -> list[IncomingItem]:
    """Different entries under one identifier, as careless feeds have them, are all kept; true repeats are kept once."""
    counts = Counter(item.key for item in items)
    kept: dict[str, IncomingItem] = {}
    for item in items:
        key = item.key
        if counts[key] > 1:
            words = json.dumps([item.title, item.text, item.url], ensure_ascii=False)
            key = f"{key}#{hashlib.sha256(words.encode('utf-8', 'replace')).hexdigest()[:16]}"
        kept.setdefault(key, replace(item, key=key) if key != item.key else item)
    if len(kept) == len(counts):  # every repeat was a true one: the plain keys serve
        return list({item.key: item for item in reversed(items)}.values())[::-1]
    return list(kept.values())


def _words(entry: Mapping[str, Any]) -> str:
    """The longest of what the entry says: its content or its summary."""
    bodies = [*(entry.get("content") or ()), entry.get("summary_detail") or {"value": entry.get("summary")}]
    texts = [
        _text(str(body.get("value") or ""), str(body.get("type") or "")) for body in bodies if isinstance(body, Mapping)
    ]
    return max(texts, key=len, default="")


def _text(value: str, kind: str) -> str:
    if kind != "text/plain" and looks_like_html(value):
        return text_of_html(value)
    return re.sub(r"\n{3,}", "\n\n", value.strip())


def _line(value: Any) -> str:
    text = str(value or "")
    return " ".join((text_of_html(text) if looks_like_html(text) else text).split())


def _moment(entry: Mapping[str, Any], now: datetime) -> datetime | None:
    for name in ("published_parsed", "updated_parsed", "created_parsed"):
        parsed = dict(entry).get(name)  # the library's own dictionary answers with other fields
        if isinstance(parsed, time.struct_time):
            try:
                moment = datetime.fromtimestamp(calendar.timegm(parsed), UTC)
            except (ValueError, OverflowError, OSError):
                continue
            return min(moment, now) if moment.year > 1980 else None
    return None


def _author(entry: Mapping[str, Any], feed: Mapping[str, Any], title: str, url: str) -> Author | None:
    """Who signed it, else the publication itself."""
    detail = entry.get("author_detail") or feed.get("author_detail") or {}
    host = _host(str(entry.get("link") or feed.get("link") or url)) or _host(url)
    name = _line(detail.get("name") or entry.get("author")) or None
    if name or detail.get("email"):
        address = str(detail.get("email") or "").strip().lower()
        key = address if "@" in address else f"{host}/{(name or '').lower()}"
        return Author(key=key, kind="feed", name=name, handle=host or None, url=detail.get("href") or None)
    return Author(key=host, kind="feed", name=title or None, handle=host) if host else None


def _publisher(link: str) -> Author | None:
    """Whoever publishes what somebody else's list points at."""
    host = _host(link)
    return Author(key=host, kind="feed", name=host, handle=host) if host else None


def _language(entry: Mapping[str, Any], feed: Mapping[str, Any]) -> str | None:
    bodies = entry.get("content") or ()
    found = next((body.get("language") for body in bodies if body.get("language")), None) or feed.get("language")
    match = re.match(r"[a-zA-Z]{2,3}\b", str(found or ""))
    return match[0].lower() if match else None


def _enclosures(entry: Mapping[str, Any]) -> Iterator[Attachment]:
    seen: set[str] = set()
    for found in [*(entry.get("enclosures") or ()), *(entry.get("media_content") or ())]:
        address = str(found.get("href") or found.get("url") or "").strip()
        if not address or address in seen:
            continue
        seen.add(address)
        length = str(found.get("length") or found.get("filesize") or "")
        yield Attachment(
            name=urlsplit_name(address),
            media_type=str(found.get("type") or "application/octet-stream"),
            size_bytes=int(length) if length.isdecimal() and int(length) > 0 else None,
            url=address,
        )


def urlsplit_name(address: str) -> str:
    """The last part of an address, as a file's name."""
    try:
        path = urlsplit(address).path
    except ValueError:
        path = address
    return path.rstrip("/").rpartition("/")[2][:200] or address[:200]


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _plain(entry: Mapping[str, Any]) -> Json:
    """The entry as JSON can hold it, without what is derived from the rest."""
    kept = {str(name): value for name, value in entry.items() if not str(name).endswith("_parsed")}
    return dict(json.loads(json.dumps(kept, default=str)))


def _json_feed(data: bytes, url: str, now: datetime) -> Feed:
    """JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1)."""
    try:
        document = json.loads(data)
    except ValueError as error:
        return Feed(fault=f"The feed is not valid JSON ({error}).", is_feed=False)
    if not isinstance(document, dict) or not isinstance(document.get("items"), list):
        return Feed(fault="This JSON is not a feed.", is_feed=False)
    items, lost = [], []
    for number, entry in enumerate(document["items"][:MOST_ENTRIES], 1):
        try:
            items.append(_json_item(entry, document, url, now))
        except (*_BROKEN, RecursionError, OverflowError) as error:
            lost.append(f"Entry {number} of {_host(url)} cannot be read ({type(error).__name__}).")
    return Feed(_line(document.get("title")) or None, items, None, True, lost, _json_links(document))


def _json_links(document: Mapping[str, Any]) -> dict[str, str]:
    hubs = document.get("hubs")
    found = [hub for hub in hubs if isinstance(hub, Mapping)] if isinstance(hubs, list) else []
    named = {"hub": next((hub.get("url") for hub in found), None), "self": document.get("feed_url")}
    return {name: value for name, value in named.items() if isinstance(value, str)}


def _json_item(entry: Mapping[str, Any], document: Mapping[str, Any], url: str, now: datetime) -> IncomingItem:
    if not isinstance(entry, Mapping):
        raise TypeError("an entry is an object")
    html, plain = entry.get("content_html"), entry.get("content_text")
    text = str(plain) if plain else text_of_html(str(html)) if html else str(entry.get("summary") or "")
    authors = entry.get("authors") or [entry.get("author")]
    author = next((one for one in authors if isinstance(one, Mapping)), None)
    author = author or next(
        (one for one in document.get("authors") or [document.get("author")] if isinstance(one, Mapping)), {}
    )
    link = str(entry.get("url") or entry.get("external_url") or "") or None
    identity = str(entry.get("id") if entry.get("id") is not None else "").strip() or link
    moment = _iso(entry.get("date_published") or entry.get("date_modified"))
    source = {"author_detail": {"name": author.get("name"), "href": author.get("url")}, "link": link}
    return IncomingItem(
        key=_key(identity, entry.get("title"), text, entry.get("date_published")),
        kind="article",
        text=text[:LONGEST_TEXT],
        title=_line(entry.get("title")) or None,
        published_at=min(moment, now) if moment else None,
        author=_author(source, {}, _line(document.get("title")), url),
        raw=_plain(entry),
        url=link,
        language=_language({}, {"language": entry.get("language") or document.get("language")}),
        thread_key=identity,
        tags=tuple(str(tag) for tag in entry.get("tags") or () if isinstance(tag, str)),
        attachments=tuple(
            Attachment(
                urlsplit_name(str(a["url"])),
                str(a.get("mime_type") or "application/octet-stream"),
                a.get("size_in_bytes"),
                str(a["url"]),
            )
            for a in entry.get("attachments") or ()
            if isinstance(a, Mapping) and a.get("url")
        ),
    )


def _iso(value: Any) -> datetime | None:
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
