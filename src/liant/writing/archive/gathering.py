"""All that belongs to one piece, as plain values: what the site shows, what is told in ActivityStreams, what is kept as a
line. Colleagues are not named beside what they did: the log of the house knows, and an archive leaves the house."""

import hashlib
import mimetypes
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from liant.kit.markdown import first_words
from liant.writing.models import Piece, PieceMedium, Version
from liant.writing.networks import JOURNAL, LETTER
from liant.writing.offers import home_address

KNOWN_ENDINGS = {"image/jpeg": ".jpg", "image/webp": ".webp", "audio/mpeg": ".mp3"}
HOME_FIRST = {JOURNAL: 0, LETTER: 1}


@dataclass(frozen=True)
class Kept:
    """A picture or file; `path` within the site, "" where only an address is known."""

    name: str
    media_type: str
    path: str
    sha256: str
    size_bytes: int
    description: str
    agreement: str
    url: str
    content: bytes
    medium_id: int

    @property
    def is_picture(self) -> bool:
        return self.media_type.startswith("image/")


@dataclass(frozen=True)
class Told:
    """One version that was published: its words as they are now."""

    version: Version
    address: str  # where it is, or was, read

    @property
    def title(self) -> str:
        return self.version.title or self.version.piece.title

    @property
    def published_at(self) -> datetime:
        return self.version.published_at or self.version.changed_at

    @property
    def is_article(self) -> bool:
        return self.version.network in HOME_FIRST


@dataclass(frozen=True)
class Gathered:
    piece: Piece
    told: Sequence[Told]  # published, at home first, the earliest first
    versions: Sequence[dict[str, Any]]  # all of them, with every revision
    comments: Sequence[dict[str, Any]]
    lessons: Sequence[dict[str, Any]]
    agreements: Sequence[dict[str, Any]]
    kept_remarks: Sequence[dict[str, Any]]
    media: Sequence[Kept]

    @property
    def is_published(self) -> bool:
        return bool(self.told)

    @property
    def languages(self) -> list[str]:
        return list(dict.fromkeys(one.version.language for one in self.told))

    @property
    def first_at(self) -> datetime:
        return min(one.published_at for one in self.told)

    def in_language(self, language: str) -> list[Told]:
        return [one for one in self.told if one.version.language == language]

    def summary(self, language: str) -> str:
        return first_words(self.in_language(language)[0].version.body, 240)


def gather(piece_id: int) -> Gathered | None:
    """Within the organisation; None when it is not there any more."""
    piece = Piece.objects.select_related("topic", "campaign").filter(pk=piece_id).first()
    if piece is None:
        return None
    versions = list(piece.versions.select_related("channel"))
    for one in versions:
        one.piece = piece
    out = [one for one in versions if one.state == "published"]
    return Gathered(
        piece=piece,
        told=sorted((Told(one, address_of(one)) for one in out), key=lambda one: (
            HOME_FIRST.get(one.version.network, 2), one.published_at, one.version.pk)),
        versions=[version_in_full(one) for one in versions],
        comments=[
            {"about": one.about, "text": one.body, "on": day(one.at), "settled_on": day(one.settled_at)}
            for one in piece.comments.all()
        ],
        lessons=[{"practice": one.practice, "text": one.text, "on": day(one.at)} for one in piece.lessons.all()],
        agreements=[
            {"round": one.round, "step": one.name, "role": one.role, "decision": one.decision, "reason": one.reason,
             "on": day(one.decided_at)} for one in piece.steps.all()
        ],
        kept_remarks=[
            {"rule": one.rule, "passage": one.passage, "reason": one.reason, "on": day(one.kept_at)}
            for one in piece.kept_remarks.all()
        ],
        media=[kept(one) for one in piece.media.all()],
    )  # fmt: skip


def address_of(version: Version) -> str:
    if version.network == JOURNAL:
        return version.published_url or home_address(version.piece, version.language)
    return version.published_url


def version_in_full(version: Version) -> dict[str, Any]:
    return {
        "network": version.network, "language": version.language,
        "channel": version.channel.name if version.channel else None, "state": version.state,
        "planned_at": moment(version.planned_at), "published_at": moment(version.published_at),
        "published_url": version.published_url, "title": version.title, "body": version.body,
        "first_comment": version.first_comment, "thread": version.thread, "link": version.link,
        "link_preview": version.link_preview,
        "revisions": [
            {"number": one.number, "title": one.title, "body": one.body, "first_comment": one.first_comment,
             "thread": one.thread, "link": one.link, "on": day(one.at), "restores": one.restores}
            for one in version.revisions.order_by("number")
        ],
    }  # fmt: skip


def kept(medium: PieceMedium) -> Kept:
    content = bytes(medium.content) if medium.content is not None else b""
    found = hashlib.sha256(content).hexdigest() if content else ""
    return Kept(
        name=medium.name, media_type=medium.media_type, path=f"media/{found}{ending(medium)}" if content else "",
        sha256=found, size_bytes=len(content), description=medium.description, agreement=medium.agreement,
        url=medium.reference_url, content=content, medium_id=medium.pk,
    )  # fmt: skip


def ending(medium: PieceMedium) -> str:
    """By the type that was declared, never by a name that people gave."""
    kind = medium.media_type.partition(";")[0].strip().lower()
    return KNOWN_ENDINGS.get(kind) or mimetypes.guess_extension(kind) or ".bin"


def moment(at: datetime | None) -> str | None:
    return at.isoformat(timespec="seconds") if at else None


def day(at: datetime | None) -> str | None:
    """What colleagues did is told by the day."""
    return at.date().isoformat() if at else None
