"""The words of a version as they leave: its parts in order, the link home, a card, the pictures with what is to be seen.

A copy leads home: to its own link, else to where the piece is read in the journal. Where the link fits into the first part it
stands there; where it does not, a card shows it, or it follows as the last part.
"""

from collections.abc import Sequence

from liant.connectors.contract import Attachment, Capabilities, Draft, Json
from liant.writing import offers
from liant.writing.models import PieceMedium, Version
from liant.writing.networks import JOURNAL, Network, length, network_of
from liant.writing.rules import parts


def drafts_of(version: Version, *, to: str = "") -> list[Draft]:
    """One draft for each part; the pictures go with the first. Its channel is there."""
    assert version.channel is not None  # whoever asks has looked  # noqa: S101
    can, on, link = version.channel.capabilities, network_of(version), link_of(version)
    attachments = attachments_of(version, can) if can.max_media else []
    card = card_of(version, link) if can.has_cards and link and not attachments else {}
    first, *rest = texts(version, on, link, has_card=bool(card))
    subject = (version.title or version.piece.title) if on.has_title else None
    one = Draft("post", first, subject=subject, to=(to,) if to else (), language=version.language,
                attachments=attachments, card=card)  # fmt: skip
    return [one, *(Draft("reply", text, language=version.language) for text in rest)]


def texts(version: Version, on: Network, link: str, *, has_card: bool) -> list[str]:
    """Each part with the link in its place."""
    first, *rest = [part.strip() for part in parts(version) if part.strip()] or [""]
    rest = rest if on.has_thread else []
    if not link or any(link in part for part in (first, *rest)):
        return [first, *rest]
    with_link = f"{first}\n{link}".strip()
    if on.limit is None or length(with_link, on) <= on.limit:
        return [with_link, *rest]
    if has_card or not on.has_thread:
        return [first, *rest]
    return [first, *rest, link]


def link_of(version: Version) -> str:
    """Its own, else home, once the piece can be read there."""
    if version.link or version.network == JOURNAL:
        return version.link
    is_at_home = version.piece.versions.filter(network=JOURNAL, state="published").exists()
    return offers.home_address(version.piece, version.language) if is_at_home else ""


def card_of(version: Version, link: str) -> Json:
    """What the page behind the link says of itself, as it was read when somebody asked; at home, the title of the piece."""
    told = version.link_preview if version.link else {}
    title = told.get("title") or version.title or version.piece.title
    return {"url": link, "title": str(title)[:300], "description": str(told.get("description") or "")[:300]}


def attachments_of(version: Version, can: Capabilities) -> Sequence[Attachment]:
    """What this channel takes of what the piece has; the rest is at home."""
    found = [medium for medium in version.piece.media.all() if medium.content is not None and takes(can, medium)]
    return [
        Attachment(
            name=medium.name, media_type=medium.media_type, size_bytes=medium.size_bytes,
            content=bytes(medium.content or b""), description=medium.description,
        )
        for medium in found[: can.max_media]
    ]  # fmt: skip


def takes(can: Capabilities, medium: PieceMedium) -> bool:
    if {"*/*", medium.media_type} & set(can.media_types):
        return True
    return medium.is_picture and any(kind.startswith("image/") for kind in can.media_types)  # it is written anew
