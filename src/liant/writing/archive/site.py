"""The site of an archive: a page for each published piece in each of its languages, lists by year and by topic, a feed. It
opens from a folder, without a server: every link is relative, nothing is fetched from elsewhere."""

import html
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

from liant import web
from liant.kit import clock
from liant.kit.markdown import html as drawn
from liant.tenancy.models import Organisation
from liant.writing.archive.gathering import Gathered, Kept, Told
from liant.writing.archive.streams import name_of, stamp
from liant.writing.networks import network

FONTS = Path(web.__file__).parent / "static/vendor/fonts"
FACES = ("literata-latin-normal", "literata-latin-italic", "source-sans-3-latin-normal", "source-sans-3-latin-italic")
NEWEST = 30
PICTURE = re.compile(r"<img\b([^>]*)>")
ATTRIBUTE = re.compile(r'(src|alt)="([^"]*)"')
LANGUAGES = {"fr": "Français", "en": "English"}


@dataclass(frozen=True)
class Entry:
    """What a list shows of one piece in one language; `page` is relative to the root of the site."""

    page: str
    title: str
    summary: str
    language: str
    at: datetime
    year: int
    topic: str
    picture: str
    alt: str
    key: str


class Index:
    """Gathers what the lists show while the pages go by."""

    def __init__(self, house: Organisation):
        self.house, self.zone, self.entries = house, ZoneInfo(house.time_zone), list[Entry]()

    def add(self, found: Gathered) -> Iterator[tuple[str, str]]:
        """The pages of one piece; none when it was never published."""
        for language in found.languages:
            entry = self.entry(found, language)
            self.entries.append(entry)
            with translation.override(language):
                yield entry.page, self.piece_page(found, entry)

    def entry(self, found: Gathered, language: str) -> Entry:
        told = found.in_language(language)
        at = min(one.published_at for one in told).astimezone(self.zone)
        picture = next((one for one in found.media if one.is_picture and one.path), None)
        return Entry(
            page=f"pieces/{found.piece.slug}.{language}.html", title=told[0].title, summary=found.summary(language),
            language=language, at=at, year=at.year, topic=found.piece.topic.name if found.piece.topic else "",
            picture=picture.path if picture else "", alt=picture.description if picture else "",
            key=name_of(self.house, f"{found.piece.slug}:{language}"),
        )  # fmt: skip

    def piece_page(self, found: Gathered, entry: Entry) -> str:
        told = found.in_language(entry.language)
        shown, bodies = set[str](), []
        for one in told:
            text = body(one, found.media, shown)
            name = network(one.version.network).label
            bodies.append({"told": one, "html": text, "network": name, "at": one.published_at.astimezone(self.zone)})
        context = {
            "entry": entry, "piece": found.piece, "main": bodies[0], "others": bodies[1:], "up": "../",
            "media": [one for one in found.media if one.path not in shown or not one.path],
            "languages": [(one, LANGUAGES.get(one, one)) for one in found.languages if one != entry.language],
            "topic_page": topic_page(entry.topic),
        }  # fmt: skip
        return self.render("archive/site/piece.html", context)

    def pages(self) -> Iterator[tuple[str, str | bytes]]:
        """The lists, the feed, the looks. Called last."""
        newest = sorted(self.entries, key=lambda one: (one.at, one.page), reverse=True)
        years = sorted({one.year for one in newest}, reverse=True)
        topics = sorted({one.topic for one in newest if one.topic}, key=str.casefold)
        context: dict[str, Any] = {
            "years": [(year, sum(one.year == year for one in newest)) for year in years],
            "topics": [(topic, topic_page(topic), sum(one.topic == topic for one in newest)) for topic in topics],
        }
        yield "index.html", self.render("archive/site/index.html", {**context, "entries": newest[:NEWEST], "up": "", "many": len(newest)})  # fmt: skip
        for year in years:
            found = [one for one in newest if one.year == year]
            yield f"years/{year}.html", self.render("archive/site/list.html", {"heading": year, "entries": found, "up": "../"})  # fmt: skip
        for topic in topics:
            found = [one for one in newest if one.topic == topic]
            yield topic_page(topic), self.render("archive/site/list.html", {"heading": topic, "entries": found, "up": "../"})  # fmt: skip
        yield (
            "feed.xml",
            self.render("archive/site/feed.xml", {"entries": newest[:100], "feed_key": name_of(self.house, "feed")}),
        )
        yield "style.css", (Path(__file__).parent / "templates/archive/site/style.css").read_text(encoding="utf-8")
        for face in FACES:
            yield f"fonts/{face}.woff2", (FONTS / f"{face}.woff2").read_bytes()

    def render(self, template: str, context: dict[str, Any]) -> str:
        at = clock.now().astimezone(self.zone)
        return render_to_string(template, {"house": self.house, "made_at": at, "stamp": stamp(clock.now()), **context})


def topic_page(topic: str) -> str:
    """Two topics never share a page: what makes them differ may be lost in a name of a file."""
    return f"topics/{slugify(topic) or 'topic'}-{name_sum(topic)}.html" if topic else ""


def name_sum(topic: str) -> str:
    return f"{zlib.crc32(topic.encode()):08x}"


def body(told: Told, media: Any, shown: set[str]) -> SafeString:
    """The words of one version; a picture within them that is kept here is shown, any other becomes a link to where it
    is. `shown` gathers what was."""
    version = told.version
    parts = [drawn(part) for part in (version.body, *version.thread) if part]
    cleaned = "<hr>".join(parts)  # by kit.markdown
    return mark_safe(PICTURE.sub(lambda found: picture(found[1], media, shown), cleaned))  # noqa: S308


def picture(attributes: str, media: Any, shown: set[str]) -> str:
    told = {name: html.unescape(value) for name, value in ATTRIBUTE.findall(attributes)}
    source, alt = told.get("src", ""), told.get("alt", "")
    if known := medium_at(source, media):
        shown.add(known.path)
        return f'<img src="../{known.path}" alt="{html.escape(alt or known.description)}">'
    if source.startswith(("https://", "http://")):
        return f'<a href="{html.escape(source)}">{html.escape(alt or source)}</a>'
    return html.escape(alt)


def medium_at(source: str, media: Any) -> Kept | None:
    """The medium of this piece that an address within its text means: by name, by number, or where it is."""
    last = source.rstrip("/").rsplit("/", 1)[-1]
    return next(
        (
            one
            for one in media
            if one.path
            and one.is_picture
            and (source == one.url or last == one.name or f"/media/{one.medium_id}/" in source)
        ),
        None,
    )


def readme_name(house: Organisation) -> str:
    return "LISEZ-MOI.txt" if house.language == "fr" else "README.txt"


def readme(house: Organisation, counts: dict[str, int]) -> str:
    """What is in the archive and how to open it, for whoever finds it in ten years."""
    context = {"house": house, "made_at": clock.now().astimezone(UTC), **counts}
    with translation.override(house.language):
        return render_to_string("archive/site/readme.txt", context)
