"""What we write: the status as it will stand, and the key under which the server takes it once.

Source: docs.joinmastodon.org, methods "statuses" and "media"; lengths as its text editor counts them: what a reader
sees as one character is one, an address is 23, and of a name only the part before the server counts.
"""

import hashlib
from datetime import datetime

import regex

from liant.connectors.contract import Account, Draft, Json, Rejected
from liant.connectors.mastodon.session import host_of
from liant.connectors.media import named
from liant.kit.lengths import COUNTINGS
from liant.kit.lengths import length as length_in

MAX_LENGTH = 500
VISIBILITIES = ("public", "unlisted", "private", "direct")  # from the widest to the narrowest
GESTURES = {"like": "favourite", "repost": "reblog"}


def length_of(text: str) -> int:
    """How long the server says that this is."""
    return length_in(text, COUNTINGS["mastodon"])


def longest(settings: Json) -> int:
    """How long a status may be on this account's server."""
    told = settings.get("max_length")
    return int(told) if told else MAX_LENGTH


def freeze(account: Account, draft: Draft, key: str, now: datetime) -> Json:
    """The act as it will be asked for. Raises Rejected for what the network would refuse."""
    about = draft.target.get("id")
    frozen: Json = {"act": draft.kind, "at": now.isoformat(), "media": []}
    if draft.kind in GESTURES or draft.kind == "delete":
        return frozen | {"key": _key(account, key, now, draft.kind, about), "about": _known(about)}
    if draft.kind == "edit":
        return frozen | _changed(account, draft, key, now)
    if draft.kind not in {"reply", "post"}:
        raise Rejected(f"Mastodon knows no “{draft.kind}”.")
    text = _text(account, draft)
    status: Json = {"status": text, "visibility": _visibility(account, draft)}
    if draft.kind == "reply":
        status["in_reply_to_id"] = _known(about)
    if warning := str(draft.target.get("spoiler_text") or ""):
        status["spoiler_text"] = warning
    if language := draft.language or draft.target.get("language"):
        status["language"] = language
    if (length := length_of(text) + length_of(warning)) > longest(account.settings):
        raise Rejected(f"This is {length} characters long; this server takes {longest(account.settings)}.")
    return frozen | {
        "key": _key(account, key, now, text, about),
        "status": status,
        "media": named(draft.attachments),
    }


def _changed(account: Account, draft: Draft, key: str, now: datetime) -> Json:
    """New words for a status of ours; what else it has stays as it is."""
    about, text = _known(draft.target.get("id")), draft.text.strip()
    if not text:
        raise Rejected("There is nothing written.")
    if (length := length_of(text)) > longest(account.settings):
        raise Rejected(f"This is {length} characters long; this server takes {longest(account.settings)}.")
    status = {"status": text} | ({"language": draft.language} if draft.language else {})
    return {"key": _key(account, key, now, text, about), "about": about, "status": status}


def _text(account: Account, draft: Draft) -> str:
    """The words, with the name of who is answered before them: without it they would not be told."""
    text = draft.text.strip()
    if not text and not draft.attachments:
        raise Rejected("There is nothing written.")
    acct = str(draft.target.get("acct") or "") if draft.kind == "reply" else ""
    if not acct:
        return text
    name, _, server = acct.partition("@")
    short = name if server == host_of(account) else acct
    called = {found.lower() for found in regex.findall(r"(?<![\w/@.])@([\w.-]+(?:@[\w.-]*\w)?)", text)}
    return text if {acct.lower(), short.lower()} & called else f"@{short} {text}"


def _visibility(account: Account, draft: Draft) -> str:
    """Ours as a rule, and never wider than what is answered."""
    ours = str(account.settings.get("visibility") or VISIBILITIES[0])
    theirs = str(draft.target.get("visibility") or VISIBILITIES[0]) if draft.kind == "reply" else VISIBILITIES[0]
    known = [VISIBILITIES.index(one) for one in (ours, theirs) if one in VISIBILITIES]
    unknown = len(known) < 2  # a kind of this server's own: as narrow as can be
    return VISIBILITIES[-1] if unknown else VISIBILITIES[max(known)]


def _known(status_id: object) -> str:
    if not status_id:
        raise Rejected("The post this is about is not known well enough to point at it.")
    return str(status_id)


def _key(account: Account, *parts: object) -> str:
    """The delivery's key, made distinct from that of any other house that speaks through the same account."""
    said = "\n".join(str(part) for part in (host_of(account), *parts))
    return "liant-" + hashlib.sha256(said.encode()).hexdigest()[:40]
