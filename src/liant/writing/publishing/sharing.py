"""Networks on which a person posts themselves: the address that opens theirs with the text ready, where they have one
(`connectors.intents`)."""

from collections.abc import Sequence
from dataclasses import dataclass

from liant.connectors.intents import INTENTS, opening
from liant.writing.models import Version
from liant.writing.networks import SHARE, network_of
from liant.writing.publishing.drafts import link_of, texts


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
    intent = INTENTS[version.network.removeprefix(SHARE)]
    opened = opening(intent, text=words[0], link="" if intent.takes_text else link)  # the text holds its link already
    return ToPost(words, link, opened.address, opened.is_text_ready, version.first_comment)
