"""What was published, as ActivityStreams 2.0: one ordered collection of Create, each of an Article (at home, in a letter) or a
Note (on a network), in all its languages at once, with its pictures and their descriptions. https://www.w3.org/TR/activitystreams-core/
"""

import json
import uuid
from datetime import UTC, datetime
from itertools import groupby
from typing import IO, Any

from liant.kit.markdown import html
from liant.tenancy.models import Organisation
from liant.writing.archive.gathering import Gathered, Kept, Told

CONTEXT = "https://www.w3.org/ns/activitystreams"


class Stream:
    """The collection, written as it comes; how many there are is only known at the end, which JSON allows."""

    def __init__(self, house: Organisation, file: IO[bytes]):
        self.house, self.file, self.count = house, file, 0
        self.actor = actor(house)
        head = {"@context": [CONTEXT, {"@language": house.language}], "type": "OrderedCollection",
                "id": name_of(house, "collection"), "name": house.name, "attributedTo": self.actor}  # fmt: skip
        self.file.write(json.dumps(head, ensure_ascii=False)[:-1].encode() + b', "orderedItems": [')

    def add(self, found: Gathered) -> None:
        for create in activities(self.house, self.actor, found):
            self.file.write((b",\n" if self.count else b"\n") + json.dumps(create, ensure_ascii=False).encode())
            self.count += 1

    def close(self) -> None:
        self.file.write(f'\n], "totalItems": {self.count}}}\n'.encode())


def actor(house: Organisation) -> dict[str, Any]:
    told = {"type": "Organization", "id": house.site or name_of(house, "house"), "name": house.name}
    return told | ({"url": house.site} if house.site else {})


def name_of(house: Organisation, what: str) -> str:
    """A name of its own that stays the same in every archive, where no address is known."""
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'liant:{house.slug}:{what}')}"


def activities(house: Organisation, by: dict[str, Any], found: Gathered) -> list[dict[str, Any]]:
    """One for each place where the piece was published; its languages stand together."""

    def place(one: Told) -> tuple[str, int]:
        return one.version.network, one.version.channel_id or 0

    return [
        create_of(house, by, found, f"{found.piece.slug}:{network}:{channel_id}", list(told))
        for (network, channel_id), told in groupby(sorted(found.told, key=place), key=place)
    ]


def create_of(house: Organisation, by: dict[str, Any], found: Gathered, key: str, told: list[Told]) -> dict[str, Any]:
    said = object_of(house, found, key, told)
    return {
        "type": "Create", "id": name_of(house, f"create:{key}"), "actor": by["id"], "published": said["published"],
        "to": [f"{CONTEXT}#Public"], "object": said | {"attributedTo": by["id"]},
    }  # fmt: skip


def object_of(house: Organisation, found: Gathered, key: str, told: list[Told]) -> dict[str, Any]:
    first = told[0]
    pages = [
        {
            "type": "Link",
            "href": page_of(found, one.version.language),
            "mediaType": "text/html",
            "hreflang": one.version.language,
        }
        for one in told
    ]
    links = [
        {"type": "Link", "href": one.address, "mediaType": "text/html", "hreflang": one.version.language}
        for one in told
        if one.address
    ]
    values: dict[str, Any] = {
        "type": "Article" if first.is_article else "Note",
        "id": first.address or name_of(house, key),
        "published": stamp(min(one.published_at for one in told)),
        "contentMap": {one.version.language: content(one) for one in told},
        "mediaType": "text/html",
        "url": [*links, *pages],
        "generator": {"type": "Application", "name": first.version.network},
    }
    if first.is_article:
        values["nameMap"] = {one.version.language: one.title for one in told}
    if any(one.version.changed_at > one.published_at for one in told):
        values["updated"] = stamp(max(one.version.changed_at for one in told))
    if found.media:
        values["attachment"] = [attachment(one) for one in found.media]
    if tags := tags_of(found):
        values["tag"] = tags
    return values


def tags_of(found: Gathered) -> list[dict[str, Any]]:
    """Its topic; and, of the words of others, where they come from."""
    piece = found.piece
    topic = [{"type": "Object", "name": piece.topic.name}] if piece.topic else []
    source = {"type": "Link", "rel": "via", "href": piece.source_url, "name": piece.source_name}
    return topic + ([source] if piece.is_third_party and piece.source_url else [])


def content(told: Told) -> str:
    version = told.version
    parts = [html(part) for part in (version.body, *version.thread) if part]
    return "<hr>".join(parts)


def page_of(found: Gathered, language: str) -> str:
    """Read beside this file; the address of a file in an archive is relative to it."""
    return f"site/pieces/{found.piece.slug}.{language}.html"


def attachment(medium: Kept) -> dict[str, Any]:
    kind = {"image": "Image", "audio": "Audio", "video": "Video"}.get(medium.media_type.partition("/")[0], "Document")
    return {"type": kind, "mediaType": medium.media_type, "url": f"site/{medium.path}" if medium.path else medium.url,
            "name": medium.description or medium.name}  # fmt: skip


def stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
