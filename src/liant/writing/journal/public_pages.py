"""What the public pages show, gathered."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.utils.safestring import mark_safe

from liant.kit import markdown
from liant.kit.place import read_place, write_place
from liant.writing.journal import actions, described, queries
from liant.writing.journal.entries import Entry, entries
from liant.writing.journal.feeds import MEDIA_TYPES, Feed
from liant.writing.journal.site import Site
from liant.writing.models import Piece, Topic
from liant.writing.offers import invitations, public_pages

NAMES = dict(settings.LANGUAGES)
MOST_WORDS = 8


@dataclass(frozen=True)
class Other:
    """The same in another language."""

    language: str
    name: str
    url: str


def around(here: Site, topic: Topic | None = None) -> dict[str, Any]:
    """What stands on every page of the journal."""
    house_pages = [(one.label, settings.BASE_URL + one.path) for one in public_pages(here.house.slug)]
    return {
        "site": here,
        "url": here.home,
        "topics": [(one, here.listed("topic", topic_id=one.pk)) for one in queries.topics(here)],
        "house_pages": house_pages,
        "homes": [Other(one, name_of(one), here.in_language(one).home) for one in here.journal.languages],
        "feeds": feed_links(here, topic),
        "podcast_url": here.listed("podcast") if queries.heard(here, 1) else "",
        "endpoint": queries.endpoint_of(here.root),
        "others": [],
    }


def name_of(language: str) -> str:
    return NAMES.get(language, language)


def list_page(here: Site, after: str, topic: Topic | None = None) -> dict[str, Any]:
    asked = read_place(after)
    found = queries.listed(here, topic=topic, before=asked)
    shown = entries(here, found[: queries.PAGE])
    last = found[queries.PAGE - 1] if len(found) > queries.PAGE else None
    url = here.listed("topic", topic_id=topic.pk) if topic else here.home
    place = write_place(last.published_at, last.pk) if last and last.published_at else ""
    return {
        **around(here, topic),
        "entries": shown,
        "topic": topic,
        "url": f"{url}?after={quote(write_place(*asked), safe='')}" if asked else url,
        "is_first": asked is None,
        "next_url": f"{url}?after={quote(place, safe='')}" if place else "",
        "others": [
            Other(one, name_of(one), here.in_language(one).listed("topic", topic_id=topic.pk) if topic else
                  here.in_language(one).home) for one in here.journal.languages
        ] if len(here.journal.languages) > 1 else [],
        "described": described.of_list(here, shown, [(topic.name, url)] if topic else []),
    }  # fmt: skip


def search_page(here: Site, asked: str) -> dict[str, Any]:
    words = asked.replace("\x00", "").split()[:MOST_WORDS]
    found = entries(here, queries.found_by(here, words))
    return {**around(here), "entries": found, "asked": " ".join(words), "url": here.search}


def piece_page(here: Site, piece: Piece, found: Entry, versions: Sequence[Any]) -> dict[str, Any]:
    others = [Other(one.language, name_of(one.language), here.of_piece(piece, one.language)) for one in versions]
    return {
        **around(here),
        "entry": found,
        "url": found.url,
        "invitations": [(one.label, settings.BASE_URL + one.path) for one in invitations(here.house.slug, piece)],
        "others": others if len(others) > 1 else [],
        "described": described.of_piece(found),
    }


def entry_of(here: Site, piece: Piece, version: Any) -> Entry:
    """The one piece of a page; its pictures are made ready if the act that published it had not done so."""
    if queries.unprepared(piece):
        actions.prepare_pictures(piece=piece)
    return entries(here, [version])[0]


def gone_page(here: Site, piece: Piece | None = None, versions: Sequence[Any] = ()) -> dict[str, Any]:
    others = [
        Other(one.language, name_of(one.language), here.of_piece(piece, one.language)) for one in versions if piece
    ]
    return {**around(here), "url": here.home, "still": others}


def about_page(here: Site) -> dict[str, Any]:
    words = markdown.html(here.journal.text("about", here.language), link_rel=markdown.OF_OURS)
    return {**around(here), "url": here.about, "words": mark_safe(words)}  # noqa: S308  cleaned by kit.markdown


def feed_of(here: Site, topic: Topic | None = None) -> Feed:
    found = queries.listed(here, topic=topic, limit=queries.IN_FEED)
    return Feed(here, entries(here, found), queries.changed_at(here), topic)


def podcast_of(here: Site) -> Feed:
    found = entries(here, queries.heard(here, queries.IN_PODCAST))
    return Feed(here, [one for one in found if one.recordings], queries.changed_at(here))


def feed_links(here: Site, topic: Topic | None = None) -> list[tuple[str, str, str]]:
    """(media type, title, address) by which programmes find the feeds."""
    found = []
    for one in [topic, None] if topic else [None]:
        feed = Feed(here, [], here.journal.changed_at, one)
        found += [(MEDIA_TYPES[kind].partition(";")[0], f"{feed.title} ({kind.upper()})", feed.address(kind))
                  for kind in ("rss", "atom", "json")]  # fmt: skip
    return found
