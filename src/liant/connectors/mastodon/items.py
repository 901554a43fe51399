"""From statuses and notifications to items. A status is named by the server and its number there, since that is all
that a deletion tells; a person by the full name, which is the same on every server."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from liant.connectors.contract import Attachment, Author, IncomingItem, Json
from liant.connectors.plain_text import text_of_html
from liant.connectors.storable import storable

GESTURES = {"favourite": "like", "reblog": "repost", "follow": "follow"}
SPOKEN = {"mention", "quote"}
MEDIA_TYPES = {"image": "image/*", "gifv": "video/*", "video": "video/*", "audio": "audio/*"}
SECRET = {"private", "direct"}


def status_key(host: str, status_id: Any) -> str:
    """The key of a status on the server `host`."""
    return f"{host}/statuses/{status_id}"


def full_name(acct: Any, host: str) -> str:
    """name@server, also for those of our own server, who are named without it."""
    name = str(acct or "").strip().lstrip("@")
    return name if "@" in name else f"{name}@{host}"


def author_of(account: Json, host: str) -> Author:
    """An author; the number of followers only where it is said."""
    name = full_name(account.get("acct"), host)
    followers = account.get("followers_count")
    return Author(
        key=name.lower(),
        kind="mastodon",
        name=account.get("display_name") or None,
        handle=f"@{name}",
        url=account.get("url") or None,
        followers=followers if isinstance(followers, int) and followers >= 0 else None,
    )


def read_status(status: Any, us: str, host: str) -> IncomingItem | None:
    """A status as an item; None for one that only passes on another's. `us` is our account's number."""
    if not isinstance(status, dict) or not status.get("id") or status.get("reblog"):
        return None
    account = status.get("account") or {}
    parent = status.get("in_reply_to_id")
    parent_key = status_key(host, parent) if parent else None
    key, is_ours = status_key(host, status["id"]), str(account.get("id")) == us
    kind = _kind(status, us)
    return storable(
        IncomingItem(
            key=key,
            kind=kind,  # type: ignore[arg-type]  # one of four words
            text=text_of_html(str(status.get("content") or "")),
            title=status.get("spoiler_text") or None,
            published_at=parse(status.get("created_at")),
            author=author_of(account, host),
            raw=without_others(status),
            url=status.get("url") or status.get("uri"),
            language=(status.get("language") or "")[:8] or None,
            thread_key=parent_key or key,
            thread_names=(parent_key,) if parent_key else (),
            parent_key=parent_key,
            is_addressed=not is_ours and (kind == "quote" or _speaks_to(status, us)),
            is_ours=is_ours,
            is_private=status.get("visibility") in SECRET,
            recipients=tuple(full_name(one.get("acct"), host) for one in _list(status, "mentions")),
            tags=tuple(str(tag["name"]) for tag in _list(status, "tags") if tag.get("name")),
            attachments=tuple(_attachment(medium) for medium in _list(status, "media_attachments")),
            reply_to=_target(status, host),
        )
    )


def read_notification(found: Json, us: str, host: str) -> IncomingItem | None:
    """What a notification tells as an item; None for what is said to nobody (a poll that ended, a report)."""
    kind = str(found.get("type"))
    if kind in SPOKEN:
        item = read_status(found.get("status"), us, host)
        if item is None or item.is_ours:
            return None
        return replace(item, is_addressed=True, kind="quote" if kind == "quote" else item.kind)
    if kind not in GESTURES:
        return None
    status = found.get("status")
    about = status_key(host, status["id"]) if isinstance(status, dict) and status.get("id") else None
    return storable(
        IncomingItem(
            key=f"{host}/notifications/{found.get('id')}",
            kind=GESTURES[kind],  # type: ignore[arg-type]  # its values are kinds
            text="",
            published_at=parse(found.get("created_at")),
            author=author_of(found.get("account") or {}, host),
            raw={name: value for name, value in found.items() if name != "status"},
            thread_key=about,
            parent_key=about,
        )
    )


def without_others(status: Json) -> Json:
    """The payload as it came, less the words of somebody else that it quotes: they were not said to us."""
    quote = status.get("quote")
    if not isinstance(quote, dict) or not isinstance(quote.get("quoted_status"), dict):
        return status
    quoted = {name: quote["quoted_status"].get(name) for name in ("id", "uri", "url")}
    return status | {"quote": quote | {"quoted_status": quoted}}


def quoted_status(status: Json) -> Json | None:
    """The status that this one quotes, where the server shows it."""
    quote = status.get("quote")
    quoted = quote.get("quoted_status") if isinstance(quote, dict) else None
    return quoted if isinstance(quoted, dict) else None


def parse(text: Any) -> datetime | None:
    """A time of the network in UTC; None when it is not one."""
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def _kind(status: Json, us: str) -> str:
    quoted = quoted_status(status)
    if str(status.get("in_reply_to_account_id")) == us:
        return "reply"
    if _mentions(status, us):
        return "mention"
    if quoted and str((quoted.get("account") or {}).get("id")) == us:
        return "quote"
    return "reply" if status.get("in_reply_to_id") else "post"


def _speaks_to(status: Json, us: str) -> bool:
    return _mentions(status, us) or str(status.get("in_reply_to_account_id")) == us


def _mentions(status: Json, us: str) -> bool:
    return any(str(one.get("id")) == us for one in _list(status, "mentions"))


def _list(status: Json, name: str) -> Sequence[Json]:
    value = status.get(name)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _attachment(medium: Json) -> Attachment:
    kind = str(medium.get("type") or "unknown")
    return Attachment(
        name=str(medium.get("url") or kind).rpartition("/")[2] or kind,
        media_type=MEDIA_TYPES.get(kind, "application/octet-stream"),
        url=medium.get("url") or medium.get("remote_url"),
        description=medium.get("description") or None,
    )


def _target(status: Json, host: str) -> Json:
    """What an answer to it needs: no answer is seen by more people than what it answers."""
    return {
        "id": str(status["id"]),
        "acct": full_name((status.get("account") or {}).get("acct"), host),
        "visibility": status.get("visibility") or "public",
        "spoiler_text": status.get("spoiler_text") or "",
        "language": status.get("language") or "",
    }
