"""The records we write: text with its facets, likes and reposts, and the key under which each will stand.

A facet points into the UTF-8 bytes of the text. A record's key is a TID: 53 bits of microseconds, 10 bits of clock, in
a sorted base 32; ours is derived from the delivery's key and time, so that the same delivery always lands in one place.
Source: atproto.com specifications "Record Key", "Timestamp Identifiers" and "Blob"; lexicons app.bsky.richtext.facet and
app.bsky.embed.images.
"""

import base64
import hashlib
from collections.abc import Sequence
from datetime import datetime

import regex

from liant.connectors.contract import Attachment, Draft, Json, Rejected
from liant.connectors.media import named
from liant.kit.lengths import length

MAX_GRAPHEMES, MAX_BYTES = 300, 3000
MAX_IMAGES, MAX_IMAGE_BYTES = 4, 1_000_000
IMAGE_TYPES = ("image/jpeg", "image/png", "image/webp", "image/gif")
_RAW_SHA_256 = b"\x01\x55\x12\x20"  # a CID of version 1: bytes as they are, named by their SHA-256
COLLECTIONS = {
    "post": "app.bsky.feed.post",
    "reply": "app.bsky.feed.post",
    "like": "app.bsky.feed.like",
    "repost": "app.bsky.feed.repost",
}
_SORTED_BASE_32 = "234567abcdefghijklmnopqrstuvwxyz"
_LINK = regex.compile(r"(?<![\w@/.])(https?://[^\s<>«»\u201c\u201d]+|(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:com|org|net|fr|eu|info|io|app|dev|social|be|ch|ca|uk|de|it|es)(?:/[^\s<>«»\u201c\u201d]*)?)(?![\w@])", regex.IGNORECASE)  # fmt: skip
_TAG = regex.compile(r"(?<!\S)[#＃](?!\ufe0f)([^\s\u00ad\u2060\u200b-\u200d]+)")
_MENTION = regex.compile(
    r"(?<![\w@/.])@((?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9])", regex.IGNORECASE
)
_TRAILING = ".,;:!?…'\"’)]}"


def record_key(key: str, now: datetime) -> str:
    """A TID for a delivery: its second from `now`, the rest (20 bits of microseconds, 10 of clock) from its key."""
    chance = int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big")
    microseconds = int(now.timestamp()) * 1_000_000 + chance % 1_000_000
    value = (microseconds << 10) | (chance >> 32) % 1024
    return "".join(_SORTED_BASE_32[(value >> (5 * place)) & 31] for place in range(12, -1, -1))


def freeze(draft: Draft, key: str, now: datetime) -> Json:
    """The record as it will stand, and where. Raises Rejected for what the network would refuse."""
    if draft.kind == "delete":
        return _gone(draft.target, key)
    if draft.kind not in COLLECTIONS:
        raise Rejected(f"Bluesky knows no “{draft.kind}”.")
    subject = _subject(draft.target) if draft.kind != "post" else None
    created_at = now.strftime("%Y-%m-%dT%H:%M:%S.") + f"{now.microsecond // 1000:03d}Z"
    record: Json = {"$type": COLLECTIONS[draft.kind], "createdAt": created_at}
    if draft.kind in {"like", "repost"}:
        record["subject"] = subject
    else:
        record.update(_words(draft))
        if subject:
            record["reply"] = {"root": _subject(draft.target.get("root") or draft.target), "parent": subject}
        if draft.attachments:
            record["embed"] = _images(draft.attachments)
        elif draft.card.get("url"):
            record["embed"] = _card(draft.card)
    return {
        "collection": COLLECTIONS[draft.kind],
        "rkey": record_key(key, now),
        "record": record,
        "media": named(draft.attachments),
    }


def _gone(target: Json, key: str) -> Json:
    """A record of ours that is to be taken away; it has a place and nothing else. Words cannot be changed here."""
    parts = str(target.get("uri") or "").removeprefix("at://").split("/")
    if len(parts) != 3:
        raise Rejected("The post this is about is not known well enough to point at it.")
    return {"act": "delete", "key": key, "collection": parts[1], "rkey": parts[2], "media": []}


def _card(card: Json) -> Json:
    """A link, with what the page behind it says of itself."""
    external = {name: str(card.get(name) or "") for name in ("title", "description")}
    return {"$type": "app.bsky.embed.external", "external": {"uri": str(card["url"]), **external}}


def _images(attachments: Sequence[Attachment]) -> Json:
    """Pictures as the record shows them: a blob is named by its bytes, so that it is known before it is sent."""
    return {"$type": "app.bsky.embed.images", "images": [_image(attachment) for attachment in attachments]}


def _image(attachment: Attachment) -> Json:
    content = attachment.content or b""
    image: Json = {
        "alt": attachment.description or "",
        "image": {
            "$type": "blob",
            "ref": {"$link": blob_link(content)},
            "mimeType": attachment.media_type,
            "size": len(content),
        },
    }
    if attachment.width and attachment.height:
        image["aspectRatio"] = {"width": attachment.width, "height": attachment.height}
    return image


def blob_link(content: bytes) -> str:
    """The name (CID) under which the network keeps these bytes."""
    raw = _RAW_SHA_256 + hashlib.sha256(content).digest()
    return "b" + base64.b32encode(raw).decode().lower().rstrip("=")


def _subject(target: Json) -> Json:
    uri, cid = target.get("uri"), target.get("cid")
    if not uri or not cid:
        raise Rejected("The post this is about is not known well enough to point at it.")
    return {"uri": uri, "cid": cid}


def _words(draft: Draft) -> Json:
    text = draft.text.strip()
    if not text and not draft.attachments:
        raise Rejected("There is nothing written.")
    if (size := length(text, "graphemes")) > MAX_GRAPHEMES:
        raise Rejected(f"This is {size} characters long; Bluesky takes {MAX_GRAPHEMES}.")
    if (size := len(text.encode())) > MAX_BYTES:
        raise Rejected(f"This is {size} bytes long; Bluesky takes {MAX_BYTES}.")
    words: Json = {"text": text}
    if found := facets(text, draft.target.get("people")):
        words["facets"] = found
    if draft.language:
        words["langs"] = [draft.language]
    return words


def facets(text: str, people: Json | None = None) -> list[Json]:
    """Links, tags, and mentions of the people whose identifiers are known (`people`: handle → DID), by byte offsets."""
    found: list[tuple[int, int, Json]] = []
    for match in _LINK.finditer(text):
        shown = _trim(match[0])
        uri = shown if shown.lower().startswith(("http://", "https://")) else f"https://{shown}"
        found.append((match.start(), match.start() + len(shown), {"$type": "app.bsky.richtext.facet#link", "uri": uri}))
    for match in _TAG.finditer(text):
        tag = match[1].rstrip(_TRAILING)
        if tag and not tag.isdecimal() and length(tag, "graphemes") <= 64:
            end = match.start() + 1 + len(tag)
            found.append((match.start(), end, {"$type": "app.bsky.richtext.facet#tag", "tag": tag}))
    found.extend(
        (match.start(), match.end(), {"$type": "app.bsky.richtext.facet#mention", "did": did})
        for match in _MENTION.finditer(text)
        if (did := (people or {}).get(match[1].lower()))
    )
    return [_facet(text, *place) for place in sorted(found, key=lambda place: place[:2])]


def _facet(text: str, start: int, end: int, feature: Json) -> Json:
    first = len(text[:start].encode())
    return {
        "index": {"byteStart": first, "byteEnd": first + len(text[start:end].encode())},
        "features": [feature],
    }


def _trim(link: str) -> str:
    """A link without the punctuation of the sentence around it; a closing bracket stays when it was opened inside."""
    while link and link[-1] in _TRAILING and not (link[-1] == ")" and link.count("(") >= link.count(")")):
        link = link[:-1]
    return link
