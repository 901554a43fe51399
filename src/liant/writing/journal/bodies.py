"""The words of a version as a page, with its pictures in their places. A picture is named in the words by the name of its
file; those that are not named follow the words. Pictures of elsewhere become links: a page of ours asks nothing of others."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import unquote

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from liant.kit import markdown
from liant.writing.journal.models import PreparedPicture, Recording
from liant.writing.journal.site import Site
from liant.writing.models import PieceMedium, Version

_IMAGE = re.compile(r'<img(?:\s+[a-z]+="[^"]*")*\s*/?>')
_ATTRIBUTE = re.compile(r'\s([a-z]+)="([^"]*)"')


@dataclass(frozen=True)
class Shown:
    """A medium as everyone gets it. `width` and `height` are 0 for what is no picture."""

    id: int
    name: str
    url: str
    media_type: str
    size_bytes: int
    description: str = ""
    width: int = 0
    height: int = 0
    told: Recording | None = None  # what a person said of a recording
    chapters_url: str = ""
    transcript_url: str = ""

    @property
    def seconds(self) -> int:
        return self.told.duration_seconds if self.told else 0

    @property
    def is_picture(self) -> bool:
        return self.width > 0

    @property
    def is_heard(self) -> bool:
        return self.media_type.startswith("audio/")

    @property
    def is_watched(self) -> bool:
        return self.media_type.startswith("video/")


@dataclass(frozen=True)
class Body:
    html: SafeString
    rest: Sequence[Shown] = field(default=())  # what the words did not name


def shown_of(here: Site, media: Iterable[PieceMedium], pictures: Iterable[PreparedPicture],
             recordings: Iterable[Recording]) -> dict[int, list[Shown]]:  # fmt: skip
    """By the piece they belong to. What has no bytes here is no part of a page; pictures need their description."""
    ready = {one.medium_id: one for one in pictures}
    said = {one.medium_id: one for one in recordings}
    found: dict[int, list[Shown]] = {}
    for medium in media:
        picture = ready.get(medium.pk)
        if medium.is_picture and (picture is None or not picture.width or not medium.description):
            continue
        if not medium.size_bytes:
            continue
        found.setdefault(medium.piece_id, []).append(one_shown(here, medium, picture, said.get(medium.pk)))
    return found


def one_shown(here: Site, medium: PieceMedium, picture: PreparedPicture | None, told: Recording | None) -> Shown:
    def beside(page: str, is_there: object) -> str:
        return here.at(page, medium_id=medium.pk) if is_there else ""

    return Shown(
        medium.pk, medium.name, here.at("medium", medium_id=medium.pk),
        picture.media_type if picture else medium.media_type, medium.size_bytes, medium.description,
        picture.width if picture else 0, picture.height if picture else 0, told,
        beside("chapters", told and told.chapters), beside("transcript", told and told.transcript),
    )  # fmt: skip


def body_of(version: Version, media: Sequence[Shown]) -> Body:
    named: set[int] = set()
    by_name = {one.name: one for one in media if one.is_picture}

    def in_place(match: re.Match[str]) -> str:
        told = {name: unescape(value) for name, value in _ATTRIBUTE.findall(match[0])}
        source, words = told.get("src", ""), told.get("alt", "")
        medium = by_name.get(unquote(source))
        if medium is not None:
            named.add(medium.id)
            return drawn(medium, words)
        if source.startswith(("http://", "https://")):
            return format_html('<a href="{}" rel="noopener">{}</a>', source, words or source)
        return format_html("{}", words)

    rel = markdown.OF_OTHERS if version.piece.is_third_party else markdown.OF_OURS
    html = _IMAGE.sub(in_place, markdown.html(version.body, link_rel=rel))
    return Body(mark_safe(html), [one for one in media if one.id not in named])  # noqa: S308  cleaned by kit.markdown


def drawn(picture: Shown, words: str = "") -> SafeString:
    return format_html(
        '<img class="u-photo" src="{}" alt="{}" width="{}" height="{}" loading="lazy" decoding="async">',
        picture.url, words or picture.description, picture.width, picture.height,
    )  # fmt: skip


def whole(body: Body) -> str:
    """Words and pictures in one, for a feed: what is heard or watched is its enclosure."""
    rest = format_html_join("", "<figure>{}</figure>", ((drawn(one),) for one in body.rest if one.is_picture))
    return f"{body.html}{rest}"
