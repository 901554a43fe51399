"""What pages say to programmes: JSON-LD (schema.org) and the cards of networks (Open Graph)."""

from collections.abc import Sequence
from typing import Any

from django.utils.safestring import SafeString

from liant.web.described import as_script
from liant.writing.journal.entries import Entry
from liant.writing.journal.site import Site

Json = dict[str, Any]


def organisation(here: Site) -> Json:
    house = here.house
    told: Json = {
        "@type": "Organization",
        "@id": f"{here.root}#house",
        "name": house.name,
        "url": house.site or here.root,
    }
    if here.picture:
        told["logo"] = {"@type": "ImageObject", "url": here.picture, "width": here.journal.picture_width,
                        "height": here.journal.picture_height}  # fmt: skip
    if here.journal.profiles:
        told["sameAs"] = list(here.journal.profiles)
    return told


def blog(here: Site) -> Json:
    told: Json = {"@type": "Blog", "@id": f"{here.home}#journal", "url": here.home, "name": here.name,
                  "inLanguage": here.language, "publisher": {"@id": f"{here.root}#house"}}  # fmt: skip
    return {**told, "description": here.description} if here.description else told


def trail(here: Site, steps: Sequence[tuple[str, str]]) -> Json:
    """The way from the home of the journal to this page: (name, address)."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": address}
            for place, (name, address) in enumerate([(here.name, here.home), *steps], start=1)
        ],
    }


def posting(entry: Entry) -> Json:
    here, piece = entry.site, entry.piece
    told: Json = {
        "@type": "BlogPosting", "@id": f"{entry.url}#piece", "url": entry.url, "mainEntityOfPage": entry.url,
        "headline": entry.title[:110], "inLanguage": entry.language, "datePublished": entry.published_at.isoformat(),
        "dateModified": entry.updated_at.isoformat(), "description": entry.summary, "author": author(entry),
        "publisher": {"@id": f"{here.root}#house"}, "isPartOf": {"@id": f"{here.home}#journal"},
    }  # fmt: skip
    if pictures := [one.url for one in entry.media if one.is_picture]:
        told["image"] = pictures
    if piece.topic:
        told["articleSection"] = piece.topic.name
    if piece.source_url:
        told["isBasedOn"] = piece.source_url
    return told


def author(entry: Entry) -> Json:
    """Who wrote it: the house, a person of it, or others."""
    if entry.piece.is_third_party:
        return {"@type": "CreativeWork" if entry.piece.source_url else "Thing", "name": entry.piece.source_name}
    if entry.author != entry.site.house.name:
        return {"@type": "Person", "name": entry.author}
    return {"@id": f"{entry.site.root}#house"}


def of_list(here: Site, found: Sequence[Entry], steps: Sequence[tuple[str, str]] = ()) -> SafeString:
    posts = [{"@type": "BlogPosting", "@id": f"{one.url}#piece", "headline": one.title[:110], "url": one.url,
              "datePublished": one.published_at.isoformat()} for one in found]  # fmt: skip
    return as_script([organisation(here), {**blog(here), "blogPost": posts}, *([trail(here, steps)] if steps else [])])


def of_piece(entry: Entry) -> SafeString:
    topic = [(entry.piece.topic.name, entry.topic_url)] if entry.piece.topic else []
    here = entry.site
    return as_script([organisation(here), blog(here), posting(entry), trail(here, [*topic, (entry.title, entry.url)])])
