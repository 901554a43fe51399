"""Pieces as pages and feeds show them: gathered in as many queries for forty as for one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from liant.kit import markdown
from liant.writing.journal import queries
from liant.writing.journal.bodies import Body, Shown, body_of
from liant.writing.journal.bodies import shown_of as media_shown
from liant.writing.journal.site import Site
from liant.writing.models import Piece, Version

SUMMARY = 240


@dataclass(frozen=True)
class Entry:
    site: Site
    version: Version
    media: Sequence[Shown]

    @property
    def piece(self) -> Piece:
        return self.version.piece

    @property
    def url(self) -> str:
        return self.site.of_piece(self.piece, self.version.language)

    @property
    def title(self) -> str:
        return self.version.title or self.piece.title

    @property
    def language(self) -> str:
        return self.version.language

    @property
    def published_at(self) -> datetime:
        assert self.version.published_at is not None  # only what is published is an entry  # noqa: S101
        return self.version.published_at

    @property
    def corrected_at(self) -> datetime | None:
        return self.version.corrected_at  # type: ignore[attr-defined]  # `queries.published` brings it

    @property
    def updated_at(self) -> datetime:
        return self.corrected_at or self.published_at

    @cached_property
    def body(self) -> Body:
        return body_of(self.version, self.media)

    @cached_property
    def summary(self) -> str:
        return markdown.first_words(self.version.body, SUMMARY)

    @property
    def picture(self) -> Shown | None:
        return next((one for one in self.media if one.is_picture), None)

    @property
    def lead_picture(self) -> Shown | None:
        """The first, when the words don't name it: above them."""
        return next((one for one in self.body.rest if one.is_picture), None)

    @property
    def other_pictures(self) -> list[Shown]:
        return [one for one in self.body.rest if one.is_picture][1:]

    @property
    def recordings(self) -> list[Shown]:
        return [one for one in self.media if one.is_heard or one.is_watched]

    @property
    def files(self) -> list[Shown]:
        return [one for one in self.media if not (one.is_picture or one.is_heard or one.is_watched)]

    @property
    def topic_url(self) -> str:
        return self.site.listed("topic", topic_id=self.piece.topic_id) if self.piece.topic_id else ""

    @property
    def author(self) -> str:
        """The name of whoever wrote it, where the house signs; else that of the house."""
        writer = self.piece.author if self.site.journal.is_signed and not self.piece.is_third_party else None
        return writer.name if writer else self.site.house.name


def entries(here: Site, versions: Sequence[Version]) -> list[Entry]:
    pieces = {one.piece_id for one in versions}
    shown = media_shown(here, queries.media_of(pieces), queries.pictures_of(pieces), queries.recordings_of(pieces))
    return [Entry(here, one, shown.get(one.piece_id, ())) for one in versions]
