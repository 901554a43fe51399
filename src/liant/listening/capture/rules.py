"""Computed from what was typed: whose words these are, and the key under which they are noted once."""

import hashlib
import re
from urllib.parse import urlsplit

from liant.connectors.contract import Author

TOLD = "told"  # the tag of what a person brought, whatever the saved queries say
PICTURED = "picture"  # and of what has a picture beside it
PROFILE = {  # host -> how the account stands in the address
    "bsky.app": (re.compile(r"^/profile/([^/]{1,300})(?:/|$)"), "bluesky"),
}
FEDIVERSE = re.compile(r"^/@([\w.-]{1,100})(?:@([\w.-]{1,250}))?(?:/|$)")


def site_of(url: str) -> str:
    """ "forum.example.org" of an address; "" without one. Raises nothing: it was typed by a person."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def author_of(name: str, url: str, place: str) -> Author | None:
    """Who said it: the account that the address names, or else the name under the place where it was seen."""
    site = site_of(url)
    try:
        path = urlsplit(url).path
    except ValueError:
        path = ""
    if site in PROFILE and (found := PROFILE[site][0].match(path)):
        return Author(key=found[1].lower(), kind=PROFILE[site][1], name=name or None, handle=f"@{found[1]}")
    if site and (found := FEDIVERSE.match(path)):
        account = f"{found[1]}@{found[2] or site}".lower()
        return Author(key=account, kind="mastodon", name=name or None, handle=f"@{account}")
    if not name:
        return None
    where = (site or place).casefold().strip()
    return Author(key=f"{name.casefold().strip()} · {where}"[:300], kind="noted", name=name)


def key_of(url: str, text: str, name: str) -> str:
    """The same page, or the same words of the same person, are noted once."""
    told = url.strip() or "\n".join([name.casefold().strip(), " ".join(text.casefold().split())])
    return f"noted:{hashlib.sha256(told.encode()).hexdigest()}"
