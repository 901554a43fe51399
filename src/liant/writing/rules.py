"""What is computed of a piece: its address, its parts, whether it may be asked for and leave. No database."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from liant.writing.models import PieceMedium, Version
from liant.writing.networks import Network, length, network_of

WORDS = ("title", "body", "first_comment", "thread", "link")
LONGEST_SLUG = 100


def slug_of(title: str, taken: Iterable[str] = ()) -> str:
    """The last part of its address: plain letters, unlike any that is taken."""
    plain = (
        unicodedata.normalize("NFKD", title.replace("œ", "oe").replace("æ", "ae")).encode("ascii", "ignore").decode()
    )
    words = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:LONGEST_SLUG].rstrip("-") or "piece"
    used, slug, number = set(taken), words, 2
    while slug in used:
        slug, number = f"{words}-{number}", number + 1
    return slug


def words_of(version: Any) -> dict[str, Any]:
    """The words of a version, or of a revision."""
    return {name: getattr(version, name) for name in WORDS}


def parts(version: Version) -> list[str]:
    """What is posted one after the other: the body, then the rest of the thread."""
    return [version.body, *version.thread]


def too_long(version: Version, on: Network) -> list[tuple[int, int]]:
    """(place, length) of each part that the network would refuse; the first part carries the link."""
    if on.limit is None:
        return []
    return [(place, size) for place, size in enumerate(lengths(version, on), start=1) if size > on.limit]


def lengths(version: Version, on: Network) -> list[int]:
    """Each part as it will be posted, with the link at the end of the first."""
    first, *rest = parts(version)
    with_link = f"{first}\n{version.link}" if version.link and version.link not in first else first
    return [length(part, on) for part in (with_link.strip(), *rest)]


def problems_of(version: Version, media: Iterable[PieceMedium]) -> list[str]:
    """Why it can't leave so, in words; nothing when it can."""
    on = network_of(version)
    told: Mapping[str, Any] = {"network": on.label, "limit": on.limit}
    found = []
    if not version.body.strip():
        found.append(_("%(network)s: there are no words yet.") % told)
    if on.has_title and not version.title.strip():
        found.append(_("%(network)s: it needs a title.") % told)
    for place, size in too_long(version, on):
        found.append(_("%(network)s: part %(place)s counts %(size)s, and %(limit)s is the most.") %
                     {**told, "place": place, "size": size})  # fmt: skip
    media = list(media)
    if len(media) > on.max_media:
        found.append(_("%(network)s takes %(most)s files at most.") % {**told, "most": on.max_media})
    return found


def undescribed(media: Iterable[PieceMedium]) -> list[str]:
    """Pictures are told to those who do not see them."""
    return [
        _("Say in a few words what is to be seen on %(name)s, for those who don’t see it.") % {"name": medium.name}
        for medium in media
        if medium.is_picture and not medium.description.strip()
    ]
