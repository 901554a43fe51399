"""Where a reading came from: computed from one line of the request, of which nothing but the name of a site is kept."""

import ipaddress
from collections.abc import Collection
from functools import lru_cache
from urllib.parse import urlsplit

from django.db import models
from django.utils.translation import gettext_lazy as _

UNKNOWN = ""


class Kind(models.TextChoices):
    SEARCH = "search", _("search engines")
    NETWORK = "network", _("networks")
    SITE = "site", _("other sites")
    MAIL = "mail", _("mail read in a browser")
    INSIDE = "inside", _("another page of the journal")
    DIRECT = "direct", _("directly, or not told")
    MACHINE = "machine", _("machines")


PEOPLE = tuple(kind for kind in Kind if kind != Kind.MACHINE)
ASSISTANTS = {"chatgpt.com": "ChatGPT", "perplexity.ai": "Perplexity", "copilot.microsoft.com": "Copilot",
              "gemini.google.com": "Gemini", "claude.ai": "Claude", "chat.mistral.ai": "Mistral"}  # fmt: skip
SEARCH = {"google": "Google", "bing.com": "Bing", "duckduckgo.com": "DuckDuckGo", "qwant.com": "Qwant", "ecosia.org": "Ecosia",
          "yahoo": "Yahoo", "startpage.com": "Startpage", "search.brave.com": "Brave", "yandex": "Yandex", "baidu.com": "Baidu",
          "lilo.org": "Lilo", "kagi.com": "Kagi", **ASSISTANTS}  # fmt: skip
NETWORKS = {"facebook.com": "Facebook", "instagram.com": "Instagram", "linkedin.com": "LinkedIn", "lnkd.in": "LinkedIn",
            "bsky.app": "Bluesky", "go.bsky.app": "Bluesky", "t.co": "X", "x.com": "X", "twitter.com": "X",
            "threads.net": "Threads", "threads.com": "Threads", "youtube.com": "YouTube", "pinterest": "Pinterest",
            "reddit.com": "Reddit", "tiktok.com": "TikTok", "whatsapp.com": "WhatsApp", "t.me": "Telegram",
            "news.ycombinator.com": "Hacker News", "mastodon.social": "Mastodon", "piaille.fr": "Mastodon",
            "mamot.fr": "Mastodon", "framapiaf.org": "Mastodon", "mstdn.social": "Mastodon"}  # fmt: skip
MAIL = ("mail.google.com", "outlook.live.com", "outlook.office.com", "mail.yahoo.com", "mail.proton.me", "messagerie.orange.fr",
        "webmail.free.fr", "mail.infomaniak.com")  # fmt: skip
APPS = {"com.google.android.gm": Kind.MAIL, "com.google.android.googlequicksearchbox": "Google", "com.linkedin.android": "LinkedIn",
        "com.facebook.katana": "Facebook", "com.instagram.android": "Instagram", "xyz.blueskyweb.app": "Bluesky",
        "org.joinmastodon.android": "Mastodon", "com.twitter.android": "X", "com.slack": UNKNOWN}  # fmt: skip


def origin(referrer: str, own_hosts: Collection[str]) -> tuple[Kind, str]:
    """The kind, and the name of the site that led here. Of the address nothing but the host is read."""
    if not referrer:
        return Kind.DIRECT, UNKNOWN
    return _origin(referrer[:2000].partition("?")[0], frozenset(own_hosts))


@lru_cache(4096)
def _origin(referrer: str, own_hosts: frozenset[str]) -> tuple[Kind, str]:
    try:
        parts = urlsplit(referrer)
        host = (parts.hostname or "").rstrip(".").encode("idna").decode() if parts.hostname else ""
    except (ValueError, UnicodeError):
        return Kind.DIRECT, UNKNOWN
    if parts.scheme == "android-app":
        return _of_app(host)
    if parts.scheme not in ("http", "https") or not _is_public(host):
        return (Kind.INSIDE if host in own_hosts else Kind.DIRECT), UNKNOWN
    return (Kind.INSIDE, UNKNOWN) if host in own_hosts else _of_host(host)


def _of_host(host: str) -> tuple[Kind, str]:
    if host.startswith(MAIL) or host.startswith(("webmail.", "mail.")):
        return Kind.MAIL, UNKNOWN
    if name := _named(host, NETWORKS):
        return Kind.NETWORK, name
    if name := _named(host, SEARCH):
        return Kind.SEARCH, name
    return Kind.SITE, host.removeprefix("www.")[:100]


def _of_app(package: str) -> tuple[Kind, str]:
    found = APPS.get(package, UNKNOWN)
    if isinstance(found, Kind):
        return found, UNKNOWN
    if not found:
        return Kind.DIRECT, UNKNOWN
    return (Kind.SEARCH if found == "Google" else Kind.NETWORK), found


def _named(host: str, names: dict[str, str]) -> str:
    """By the host or one above it; a name without a dot stands for every country (google.fr, google.co.uk)."""
    labels = host.split(".")
    for start in range(len(labels)):
        if found := names.get(".".join(labels[start:])):
            return found
    registered = (
        labels[-3] if len(labels) > 2 and labels[-2] in ("co", "com") else labels[-2] if len(labels) > 1 else ""
    )
    return names.get(registered, "")


def _is_public(host: str) -> bool:
    """A name on the public web: neither a number nor a name of someone's own network."""
    if "." not in host or host.endswith((".local", ".lan", ".internal", ".home", ".test", ".localhost")):
        return False
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return True
    return False
