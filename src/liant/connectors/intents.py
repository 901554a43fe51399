"""Share links: the address that opens a network's own window with the text, or the link, in its place. Nobody has to connect
anything: whoever shares reads it again there and presses the button themselves.

LinkedIn and Facebook take the link alone, Reddit a title, Instagram nothing: there the text is copied.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

from liant.kit.lengths import Unit, counting_of, length

HOST = re.compile(r"(?=.{4,253}$)[a-z0-9]([a-z0-9-]{0,62})(\.[a-z0-9]([a-z0-9-]{0,62}))+")
TITLE_MOST = 300  # Reddit's


@dataclass(frozen=True)
class Intent:
    """`takes`: what it is given, by the name of the parameter: "text", "link", "whole" (the text, then the link), "title";
    `fallback`: where it is opened when there is nothing to give. `address` may name a server, as {host}."""

    key: str
    label: str
    address: str
    takes: Mapping[str, str] = field(default_factory=dict)
    fallback: str = ""
    limit: int | None = None
    counts: Unit = "characters"

    @property
    def takes_text(self) -> bool:
        return bool({"text", "whole"} & set(self.takes.values()))

    @property
    def needs_host(self) -> bool:
        return "{host}" in self.address

    def length(self, text: str) -> int:
        """As the network counts."""
        return length(text, counting_of(self.key, self.counts))


@dataclass(frozen=True)
class Opening:
    """`is_text_ready`: the network opens with the text in its place; otherwise it has to be copied."""

    address: str
    is_text_ready: bool


INTENTS: Mapping[str, Intent] = {
    one.key: one
    for one in (
        Intent("linkedin", "LinkedIn", "https://www.linkedin.com/sharing/share-offsite/", {"url": "link"},
               "https://www.linkedin.com/feed/", 3000),
        Intent("bluesky", "Bluesky", "https://bsky.app/intent/compose", {"text": "whole"}, "https://bsky.app/", 300, "graphemes"),
        Intent("mastodon", "Mastodon", "https://{host}/share", {"text": "whole"}, "https://{host}/", 500),
        Intent("threads", "Threads", "https://www.threads.net/intent/post", {"text": "whole"}, "https://www.threads.net/", 500),
        Intent("x", "X", "https://x.com/intent/tweet", {"text": "whole"}, "https://x.com/", 280, "weighted"),
        Intent("facebook", "Facebook", "https://www.facebook.com/sharer/sharer.php", {"u": "link"},
               "https://www.facebook.com/", 63_206),
        Intent("instagram", "Instagram", "https://www.instagram.com/", {}, "https://www.instagram.com/", 2200),
        Intent("reddit", "Reddit", "https://www.reddit.com/submit", {"url": "link", "title": "title"},
               "https://www.reddit.com/submit"),
        Intent("whatsapp", "WhatsApp", "https://wa.me/", {"text": "whole"}, "https://web.whatsapp.com/"),
        Intent("telegram", "Telegram", "https://t.me/share/url", {"url": "link", "text": "text"}, "https://web.telegram.org/"),
        Intent("mail", "E-mail", "mailto:", {"subject": "title", "body": "whole"}, "mailto:"),
    )
}  # fmt: skip


def whole(text: str, link: str) -> str:
    """The text with its link under it."""
    return "\n\n".join(part for part in (text.strip(), link) if part)


def host_of(written: str) -> str:
    """ "@marion@piaille.fr", "https://piaille.fr/home" or "piaille.fr" → "piaille.fr"; "" for what is no server."""
    found = (
        written.strip().lower().removeprefix("https://").removeprefix("http://").partition("/")[0].rpartition("@")[2]
    )
    return found if HOST.fullmatch(found) else ""


def opening(intent: Intent, *, text: str, link: str = "", title: str = "", host: str = "") -> Opening:
    """Where this opens; `host`: the server, where the network has many. Raises ValueError where one is missing."""
    if intent.needs_host and not HOST.fullmatch(host):
        raise ValueError(f"{intent.label} has many servers: which one?")
    ready = {"text": text, "link": link, "whole": whole(text, link), "title": (title or text)[:TITLE_MOST]}
    given = {name: ready[what] for name, what in intent.takes.items()}
    if not given or not all(given.values()):
        return Opening(intent.fallback.format(host=host), is_text_ready=False)
    separator = "" if intent.address.endswith("?") else "?"
    # a mail programme reads %20 and not + (RFC 6068); the others read both
    address = intent.address.format(host=host) + separator + urlencode(given, quote_via=quote)
    return Opening(address, intent.takes_text)
