"""What a page says of another one: who, with which words, and whether it answers, likes or repeats it (microformats)."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from liant.connectors.contract import Author, IncomingItem, Json
from liant.connectors.plain_text import text_of_html
from liant.connectors.storable import storable
from liant.connectors.webmention.links import HTML, links_to

LONGEST_TEXT, LONGEST_TITLE = 20_000, 300
ACTS = (("like-of", "like"), ("repost-of", "repost"), ("in-reply-to", "reply"))
_TITLE = re.compile(r"<title\b[^>]*>(.*?)</title>", re.IGNORECASE | re.DOTALL)
_LANGUAGE = re.compile(r"<html\b[^>]*\blang=[\"']?([a-zA-Z]{2,3})\b", re.IGNORECASE)
Entry = Mapping[str, Any]


def thread_of(source: str, target: str) -> str:
    """The pair: what is sent again for it takes the place of what was there."""
    return "webmention:" + hashlib.sha256(f"{source}\n{target}".encode()).hexdigest()[:40]


def read_mention(source: str, target: str, text: str, media_type: str, now: datetime) -> IncomingItem:
    """The page at `source`, which links to `target`, as an item. Its key tells the pair and the act, not the words."""
    entry = _entry(text, source, target) if media_type in HTML else None
    if entry is not None:
        item = _from_entry(entry, source, target, now)
    else:
        words = text_of_html(text) if media_type in HTML else text
        item = _plain(source, words, target)
    title = item.title or (_page_title(text) if media_type in HTML and not item.text else None)
    language = _LANGUAGE.search(text[:5000]) if media_type in HTML else None
    item = replace(item, title=title, language=item.language or (language[1].lower() if language else None))
    thread = thread_of(source, target)
    return storable(replace(item, key=f"{thread}:{item.kind}", thread_key=thread))


def _entry(html: str, source: str, target: str) -> Entry | None:
    """The entry that holds the link, else the first of the page."""
    import mf2py  # a tenth of a second that only this needs

    try:
        found = list(_entries(mf2py.parse(doc=html, url=source)["items"]))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, AssertionError):
        return None  # a page beyond its parser is read as plain words
    return next((entry for entry in found if _holds(entry, target)), found[0] if found else None)


def _entries(items: Any, depth: int = 0) -> Iterator[Entry]:
    for item in items if depth < 6 else ():
        if not isinstance(item, Mapping):
            continue
        if "h-entry" in item.get("type", ()) or "h-event" in item.get("type", ()):
            yield item["properties"]
        yield from _entries(item.get("children", ()), depth + 1)


def _holds(entry: Entry, target: str) -> bool:
    if any(target in _urls(entry, name) for name, _ in ACTS):
        return True
    return any(links_to(target, str(one.get("html", "")), "text/html") for one in _mappings(entry, "content"))


def _from_entry(entry: Entry, source: str, target: str, now: datetime) -> IncomingItem:
    kind = next((kind for name, kind in ACTS if target in _urls(entry, name)), "mention")
    text = next((text_of_html(str(one.get("html", ""))) for one in _mappings(entry, "content")), "")
    text = (text or _first(entry, "content") or _first(entry, "summary"))[:LONGEST_TEXT]
    title = _first(entry, "name")[:LONGEST_TITLE]
    if " ".join(title.split()) in " ".join(text.split()):  # a note has no title: parsers make one of its words
        title = ""
    return IncomingItem(
        key="",
        kind=kind,  # type: ignore[arg-type]  # those of ACTS
        text="" if kind in {"like", "repost"} else text,
        title=title or None,
        published_at=_moment(_first(entry, "published"), now),
        author=_author(entry, source),
        raw=_raw(source, target, entry),
        url=source,
        is_addressed=kind in {"reply", "mention"},
    )


def _plain(source: str, words: str, target: str) -> IncomingItem:
    return IncomingItem(
        key="",
        kind="mention",
        text=words[:LONGEST_TEXT],
        published_at=None,
        author=_author({}, source),
        raw=_raw(source, target, {}),
        url=source,
        is_addressed=True,
    )


def _author(entry: Entry, source: str) -> Author:
    """Who signed it, by the address of their page; without one, the site itself."""
    host = (urlsplit(source).hostname or "").removeprefix("www.")
    card = next(_mappings(entry, "author"), None)
    properties = card.get("properties", {}) if card else {}
    name = _first(properties, "name") or ("" if card else _first(entry, "author"))
    url = next((one for one in _urls(properties, "url")), "")
    if not url and name.startswith(("http://", "https://")):
        name, url = "", name
    if url:
        parts = urlsplit(url)
        key = f"{(parts.hostname or '').removeprefix('www.')}{parts.path.rstrip('/')}"
    else:
        key = f"{host}/{name.lower()}" if name else host
    return Author(key=key[:300], kind="web", name=name[:200] or None, handle=host[:200], url=url or None)


def _urls(entry: Entry, name: str) -> list[str]:
    """Addresses under a property, written plainly or as a cited page (h-cite)."""
    found = []
    for one in entry.get(name, ()):
        if isinstance(one, str):
            found.append(one)
        elif isinstance(one, Mapping):
            found += [url for url in one.get("properties", {}).get("url", ()) if isinstance(url, str)]
            found += [one["value"]] if isinstance(one.get("value"), str) else []
    return [url for url in found if url.startswith(("http://", "https://"))]


def _mappings(entry: Entry, name: str) -> Iterator[Mapping[str, Any]]:
    return (one for one in entry.get(name, ()) if isinstance(one, Mapping))


def _first(entry: Entry, name: str) -> str:
    found = next(iter(entry.get(name, ())), "")
    value = found.get("value", "") if isinstance(found, Mapping) else found
    return value.strip() if isinstance(value, str) else ""


def _moment(text: str, now: datetime) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return min((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC), now)


def _page_title(html: str) -> str | None:
    found = _TITLE.search(html[:200_000])
    return " ".join(text_of_html(found[1]).split())[:LONGEST_TITLE] or None if found else None


def _raw(source: str, target: str, entry: Entry) -> Json:
    kept = json.loads(json.dumps(entry, default=str))
    return {"source": source, "target": target, "entry": kept if len(str(kept)) < 100_000 else {}}
