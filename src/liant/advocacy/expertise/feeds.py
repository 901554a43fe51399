"""An expert's pieces for readers of feeds: RSS 2.0, Atom 1.0 and JSON Feed 1.1."""

import json
from datetime import UTC, date, datetime, time
from typing import Any

from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.translation import gettext as _

from liant.advocacy.expertise.models import Chosen
from liant.advocacy.expertise.pages import Site


def moment(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), time(), UTC)


def said(piece: dict[str, Any]) -> str:
    return str(Chosen.Kind(piece["kind"]).label)


def title_of(site: Site) -> str:
    return _("%(name)s, at %(house)s") % {"name": site.content["name"], "house": site.house.name}


def as_xml(site: Site, kind: str) -> bytes:
    """`kind`: "rss" or "atom"."""
    make = {"rss": Rss201rev2Feed, "atom": Atom1Feed}[kind]
    feed = make(title=title_of(site), link=site.root, description=site.words or title_of(site), language=site.language,
                feed_url=site.feed(kind), author_name=site.content["name"], author_link=site.root)  # fmt: skip
    for one in site.content["pieces"]:
        wrote = one["kind"] == Chosen.Kind.WROTE
        feed.add_item(title=one["title"], link=one["url"], description=said(one), unique_id=one["url"], pubdate=moment(one["on"]),
                      updateddate=moment(one["on"]), author_name=site.content["name"] if wrote else None)  # fmt: skip
    return str(feed.writeString("utf-8")).encode()


def as_json(site: Site) -> bytes:
    items = [
        {"id": one["url"], "url": one["url"], "title": one["title"], "language": one["language"], "content_text": said(one),
         "date_published": moment(one["on"]).isoformat()}
        | ({"authors": [{"name": site.content["name"], "url": site.root}]} if one["kind"] == Chosen.Kind.WROTE else {})
        for one in site.content["pieces"]
    ]  # fmt: skip
    told: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1", "title": title_of(site), "language": site.language,
        "authors": [{"name": site.content["name"], "url": site.root}], "items": items,
    } | ({"home_page_url": site.root, "feed_url": site.feed("json")} if site.root else {})  # fmt: skip
    return json.dumps(told, ensure_ascii=False, indent=1).encode("utf-8", "replace")
