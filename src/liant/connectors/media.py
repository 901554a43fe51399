"""Media in what leaves: named in what was frozen, by the sum of their bytes; the bytes come beside it when it is sent."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from liant.connectors.contract import Attachment, Json, Rejected


@dataclass(frozen=True)
class Medium:
    """One of them, as it was frozen."""

    sha256: str
    media_type: str
    name: str
    description: str
    size_bytes: int
    width: int | None = None
    height: int | None = None


def named(attachments: Sequence[Attachment]) -> list[Json]:
    """What `frozen["media"]` holds for these attachments. Raises Rejected when one has no content."""
    return [_named(attachment) for attachment in attachments]


def _named(attachment: Attachment) -> Json:
    if attachment.content is None:
        raise Rejected(f"The attachment {attachment.name} is not here.")
    return {
        "sha256": hashlib.sha256(attachment.content).hexdigest(),
        "media_type": attachment.media_type,
        "name": attachment.name,
        "description": attachment.description or "",
        "size_bytes": len(attachment.content),
        "width": attachment.width,
        "height": attachment.height,
    }


def in_frozen(frozen: Json) -> list[Medium]:
    """The media that a frozen act names, in their order."""
    return [Medium(**found) for found in frozen.get("media", ())]


def content_of(medium: Medium, media: Mapping[str, bytes]) -> bytes:
    """Its bytes, when they came along and are the ones that were frozen. Raises Rejected."""
    content = media.get(medium.sha256)
    if content is None or hashlib.sha256(content).hexdigest() != medium.sha256:
        raise Rejected(f"The attachment {medium.name} is not here.")
    return content
