"""Where a version may go, and how long it may be there, counted as each network counts. What a connector declares is taken
from it; what stands here has no connector: the journal, the letter, and the networks on which people post themselves."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import regex
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from liant.connectors import registry
from liant.kit.text import count_graphemes

JOURNAL, LETTER, SHARE = "journal", "letter", "share:"
_ADDRESS = regex.compile(r"https?://[^\s<>\"')\]]+", regex.IGNORECASE)
_ELSEWHERE = regex.compile(r"(@[\w.-]+)@[\w.-]+\w")  # Mastodon counts the name, not the server


@dataclass(frozen=True)
class Network:
    """`link_length`: what each address counts for, None when it counts as written. `counts`: what one unit is."""

    key: str
    label: Any
    icon: str
    limit: int | None = None
    counts: Literal["graphemes", "characters", "utf16", "weighted"] = "characters"
    link_length: int | None = None
    has_title: bool = False
    has_first_comment: bool = False
    has_thread: bool = False
    max_media: int = 0
    is_posted_by_hand: bool = False
    hint: Any = ""


OWN: tuple[Network, ...] = (
    Network(JOURNAL, _("Journal"), "book", has_title=True, max_media=40, hint=_("at home, first")),
    Network(LETTER, _("Letter"), "mail", has_title=True, max_media=10, hint=_("to those who asked for it")),
)
BY_HAND: tuple[Network, ...] = (
    Network("share:linkedin", "LinkedIn", "external", 3000, has_first_comment=True, max_media=9),
    Network("share:facebook", "Facebook", "external", 63_206, has_first_comment=True, max_media=10),
    Network("share:instagram", "Instagram", "external", 2200, has_first_comment=True, max_media=10),
    Network("share:x", "X", "external", 280, "weighted", link_length=23, has_thread=True, max_media=4),
    Network("share:threads", "Threads", "external", 500, has_thread=True, max_media=10),
)
_LISTED = {network.key: network for network in (*OWN, *BY_HAND)}
LINK_LENGTHS = {"mastodon": 23}  # whatever the address is
HAS_THREADS = {"bluesky", "mastodon"}


def network(key: str) -> Network:
    """Raises UnknownKind where there is none."""
    if found := _LISTED.get(key):
        return replace(found, is_posted_by_hand=True, hint=_("for you to post")) if key.startswith(SHARE) else found
    connector = registry.get(key)
    can = connector.capabilities
    return Network(
        key=key,
        label=connector.label.get((get_language() or "en")[:2], connector.label["en"]),
        icon=connector.icon,
        limit=can.max_length,
        counts=can.counts,
        link_length=LINK_LENGTHS.get(key),
        has_title=can.has_subject,
        has_thread=key in HAS_THREADS,
        max_media=can.max_media,
    )


def listed() -> Sequence[Network]:
    """Those that need no channel."""
    return [network(key) for key in _LISTED]


def length(text: str, on: Network) -> int:
    """How long the network says this is."""
    links = 0
    if on.link_length is not None:
        text, found = _ADDRESS.subn("", text)
        links = found * on.link_length
    if on.key == "mastodon":
        text = _ELSEWHERE.sub(r"\1", text)
    if on.counts == "graphemes":
        return count_graphemes(text) + links
    if on.counts == "utf16":
        return len(text.encode("utf-16-le")) // 2 + links
    if on.counts == "weighted":
        return weighted(text) + links
    return len(text) + links


def weighted(text: str) -> int:
    """X counts two for what stands outside Latin letters and common punctuation, and two for any emoji."""
    return sum(1 if len(one) == 1 and is_light(ord(one)) else 2 for one in regex.findall(r"\X", text))


def is_light(code: int) -> bool:
    return code <= 0x10FF or 0x2000 <= code <= 0x200D or 0x2010 <= code <= 0x201F or 0x2032 <= code <= 0x2037


def count_in_words(text: str, on: Network) -> str:
    """ "287 of 300"; the number alone without a limit; "" where nobody counts."""
    if on.limit is None:
        return ""
    return gettext("%(count)s of %(limit)s") % {"count": length(text, on), "limit": on.limit}
