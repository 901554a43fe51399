"""Networks on which a person posts themselves: the address that opens theirs with the text ready, where they have one.

LinkedIn and Facebook take the link alone, X and Threads the text; Instagram nothing, so that the text is copied.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import urlencode

from liant.writing.models import Version
from liant.writing.networks import network_of
from liant.writing.publishing.drafts import link_of, texts


@dataclass(frozen=True)
class Door:
    """`takes`: what it is given, by the name of the parameter; `fallback`: where it is opened when there is nothing to give."""

    address: str
    takes: Mapping[str, str]
    fallback: str


NOTHING: Mapping[str, str] = MappingProxyType({})
DOORS = {
    "share:linkedin": Door("https://www.linkedin.com/sharing/share-offsite/", {"url": "link"}, "https://www.linkedin.com/feed/"),
    "share:facebook": Door("https://www.facebook.com/sharer/sharer.php", {"u": "link"}, "https://www.facebook.com/"),
    "share:x": Door("https://x.com/intent/tweet", {"text": "text"}, "https://x.com/"),
    "share:threads": Door("https://www.threads.net/intent/post", {"text": "text"}, "https://www.threads.net/"),
    "share:instagram": Door("https://www.instagram.com/", NOTHING, "https://www.instagram.com/"),
}  # fmt: skip


@dataclass(frozen=True)
class ToPost:
    """What a person posts: the texts to copy in their order, the link, and the address that opens the network.

    `is_text_ready`: the network opens with the first text in its place."""

    texts: Sequence[str]
    link: str
    address: str
    is_text_ready: bool
    first_comment: str


def to_post(version: Version) -> ToPost:
    link, on = link_of(version), network_of(version)
    words = texts(version, on, link, has_card=False)
    door = DOORS[version.network]
    given = {name: {"link": link, "text": words[0]}[what] for name, what in door.takes.items()}
    is_given = all(given.values()) and bool(given)
    address = f"{door.address}?{urlencode(given)}" if is_given else door.fallback
    return ToPost(words, link, address, is_given and "text" in door.takes.values(), version.first_comment)
