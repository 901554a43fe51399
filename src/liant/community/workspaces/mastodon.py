"""Mastodon's API, as https://docs.joinmastodon.org documents it: what people of one server said to each other in public. People
are known by the accounts that they told Liant are theirs."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from liant.community.workspaces.reading import Found
from liant.community.workspaces.zulip import Refused
from liant.kit import http

AT_ONCE, MOST_ROUNDS, MOST_ASKED = 40, 25, 40


def read(url: str, secret: dict[str, str], cursor: str, found: Found) -> str:
    """Fills `found`; the next cursor: the newest status. Raises Refused, http.HttpError."""
    host, since = urlsplit(url).netloc.lower(), cursor
    asked = 0
    for _round in range(MOST_ROUNDS):
        params = {"local": "true", "limit": AT_ONCE, **({"min_id": since} if since else {})}
        statuses = ask(url, secret, "timelines/public", params)
        if not statuses:
            break
        for status in statuses:
            author, moment = read_status(status, host, found)
            if author in found.known and status.get("favourites_count") and asked < MOST_ASKED:
                asked += 1
                admirers = ask(url, secret, f"statuses/{status['id']}/favourited_by", {"limit": 80})
                for one in admirers:  # the server doesn't say when: on the day of what it answers
                    who = full_name(one.get("acct"), host)
                    found.note("reaction", who, author, moment, status["id"], "favourite")
        newest = max((str(one["id"]) for one in statuses), key=lambda key: (len(key), key))
        is_first_look = not since
        since = newest
        if is_first_look or len(statuses) < AT_ONCE:
            break
    return since


def read_status(status: Any, host: str, found: Found) -> tuple[str, datetime]:
    try:
        author = full_name(status["account"]["acct"], host)
        moment = datetime.fromisoformat(str(status["created_at"]))
        number = str(status["id"])
    except (KeyError, TypeError, ValueError) as error:
        raise Refused(f"a status without {error}") from error
    if moment.tzinfo is None or status.get("visibility") != "public":
        return author, moment
    answered = status.get("in_reply_to_account_id")
    for one in status.get("mentions") or ():
        kind = "reply" if answered and str(one.get("id")) == str(answered) else "mention"
        found.note(kind, author, full_name(one.get("acct"), host), moment, number)
    return author, moment


def full_name(acct: Any, host: str) -> str:
    """name@server, also for those of this server, who are named without it."""
    name = str(acct or "").strip().lstrip("@").lower()
    return name if "@" in name else f"{name}@{host}"


def ask(url: str, secret: dict[str, str], what: str, params: dict[str, Any]) -> list[Any]:
    headers = {"authorization": f"Bearer {secret['key']}"}
    answer = http.get(f"{url.rstrip('/')}/api/v1/{what}", headers=headers, params=params)
    found = answer.json()
    if not answer.is_success or not isinstance(found, list):
        told = found.get("error") if isinstance(found, dict) else ""
        raise Refused(f"HTTP {answer.status} {told or ''}".strip())
    return found
