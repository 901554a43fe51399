"""The recordings of a journal as a podcast: RSS with the words of Apple and of Podcasting 2.0, chapters and transcripts."""

import json
from typing import Any
from uuid import UUID, uuid5
from xml.etree import ElementTree

from liant.writing.journal.feeds import Element, Feed, add, channel_of, item_of, written
from liant.writing.journal.models import Journal, Recording

ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
PODCAST = "https://podcastindex.org/namespace/1.0"
GUIDS = UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")  # Podcasting 2.0: of the address, without what it begins with
CHAPTERS = "application/json+chapters"
for _prefix, _space in (("itunes", ITUNES), ("podcast", PODCAST)):
    ElementTree.register_namespace(_prefix, _space)


def podcast(feed: Feed) -> bytes:
    root = Element("rss", {"version": "2.0"})
    channel = channel_of(root, feed, "podcast")
    about(channel, feed)
    for entry in feed.entries:
        for recording in entry.recordings[:1]:
            item = item_of(channel, entry)
            told = recording.told
            add(item, f"{{{ITUNES}}}episodeType", "full")
            add(item, f"{{{ITUNES}}}explicit", said(told is not None and told.is_explicit))
            if recording.seconds:
                add(item, f"{{{ITUNES}}}duration", str(recording.seconds))
            if entry.picture:
                add(item, f"{{{ITUNES}}}image", href=entry.picture.url)
            if recording.chapters_url:
                add(item, f"{{{PODCAST}}}chapters", url=recording.chapters_url, type=CHAPTERS)
            if recording.transcript_url and told:
                add(item, f"{{{PODCAST}}}transcript", url=recording.transcript_url, type=transcript_type(told),
                    language=entry.language)  # fmt: skip
    return written(root)


def about(channel: Element, feed: Feed) -> None:
    here, journal = feed.site, feed.site.journal
    address = feed.address("podcast").partition("://")[2].rstrip("/")
    add(channel, f"{{{PODCAST}}}guid", str(uuid5(GUIDS, address)))
    add(channel, f"{{{PODCAST}}}medium", "podcast")
    add(channel, f"{{{PODCAST}}}locked", "yes" if journal.podcast_mail else "no", **owner_of(journal))
    add(channel, f"{{{ITUNES}}}author", here.house.name)
    add(channel, f"{{{ITUNES}}}type", "episodic")
    add(channel, f"{{{ITUNES}}}explicit", said(journal.is_explicit))
    add(channel, f"{{{ITUNES}}}summary", here.description or feed.title)
    add(channel, f"{{{ITUNES}}}category", text=journal.podcast_category or "Society & Culture")
    if here.picture:
        add(channel, f"{{{ITUNES}}}image", href=here.picture)
    if journal.podcast_mail:
        owner = add(channel, f"{{{ITUNES}}}owner")
        add(owner, f"{{{ITUNES}}}name", here.house.name)
        add(owner, f"{{{ITUNES}}}email", journal.podcast_mail)


def owner_of(journal: Journal) -> dict[str, str]:
    return {"owner": journal.podcast_mail} if journal.podcast_mail else {}


def said(is_so: bool) -> str:
    return "true" if is_so else "false"


def chapters(told: Recording) -> bytes:
    """Podcasting 2.0, JSON chapters 1.2."""
    found: list[dict[str, Any]] = [{"startTime": one["start"], "title": one["title"]} for one in told.chapters]
    return json.dumps({"version": "1.2.0", "chapters": found}, ensure_ascii=False).encode()


def transcript_type(told: Recording) -> str:
    return "text/vtt" if told.transcript.lstrip().startswith("WEBVTT") else "text/plain"
