"""Where a version may go, and how long it may be there, counted as each network counts. What a connector declares is taken
from it; what stands here has no connector: the journal, the letter, and the networks on which people post themselves."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from liant.connectors import registry
from liant.kit.lengths import Unit, counting_of
from liant.kit.lengths import length as length_in

if TYPE_CHECKING:
    from liant.writing.models import Version

JOURNAL, LETTER, SHARE = "journal", "letter", "share:"


@dataclass(frozen=True)
class Network:
    """`counts`: what one unit is, where the network has no way of counting of its own (`kit.lengths`)."""

    key: str
    label: Any
    icon: str
    limit: int | None = None
    counts: Unit = "characters"
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
    Network("share:x", "X", "external", 280, has_thread=True, max_media=4),
    Network("share:threads", "Threads", "external", 500, has_thread=True, max_media=10),
)
_LISTED = {network.key: network for network in (*OWN, *BY_HAND)}


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
        has_title=can.has_subject,
        has_thread=can.has_threads,
        max_media=can.max_media,
    )


def network_of(version: "Version") -> Network:
    """Where a version goes, as its own channel has it: a server may take longer texts than others of its network."""
    found, channel = network(version.network), version.channel
    if channel is None:
        return found
    can = channel.capabilities
    return replace(found, limit=can.max_length, counts=can.counts, max_media=can.max_media, has_thread=can.has_threads)


def listed() -> Sequence[Network]:
    """Those that need no channel."""
    return [network(key) for key in _LISTED]


def length(text: str, on: Network) -> int:
    """How long the network says this is."""
    return length_in(text, counting_of(on.key.removeprefix(SHARE), on.counts))


def count_in_words(text: str, on: Network) -> str:
    """ "287 of 300"; the number alone without a limit; "" where nobody counts."""
    if on.limit is None:
        return ""
    return gettext("%(count)s of %(limit)s") % {"count": length(text, on), "limit": on.limit}
