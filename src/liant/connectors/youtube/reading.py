"""Reading a channel's comments: the threads of a while, newest first, and the answers in those that have new ones.

A thread does not move up when it is answered, so every thread that is watched is looked at in each pass: a hundred for
one unit of the ten thousand that Google gives each day. Its count of answers tells whether there are new ones; once a
day they are read all the same.
https://developers.google.com/youtube/v3/docs/commentThreads/list
https://developers.google.com/youtube/v3/docs/comments/list
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from liant.connectors.contract import IncomingItem, Json
from liant.connectors.google import Gone, moment
from liant.connectors.sweep import Heard, Plan
from liant.connectors.youtube import items

DEFAULT_DAYS = 60
PER_PAGE = 100
READ_ALL_AFTER, FORGET_AFTER = timedelta(days=1), timedelta(days=3)
Get = Callable[[str, Json], Json]


@dataclass(frozen=True)
class Reader:
    """Whose threads are read, when, and since when they are watched."""

    get: Get
    channel_id: str
    now: datetime
    oldest: datetime


def plan(get: Get, channel_id: str, days: int, now: datetime) -> Plan:
    reader = Reader(get, channel_id, now, now - timedelta(days=days))

    def ask(question: Json, since: datetime, memo: Json) -> Heard:
        if question["part"] == "threads":
            return _threads(reader, question, since, memo)
        return _answers(reader, question, since)

    return Plan(first=[{"part": "threads"}], ask=ask, days_back=days, gone=lambda keys: _gone(get, keys))


def _threads(reader: Reader, question: Json, since: datetime, memo: Json) -> Heard:
    params = {
        "part": "snippet",
        "allThreadsRelatedToChannelId": reader.channel_id,
        "order": "time",
        "textFormat": "plainText",
        "maxResults": PER_PAGE,
        "pageToken": question.get("after"),
    }
    found = reader.get("commentThreads", params)
    rows = [row for row in found.get("items") or [] if isinstance(row, dict)]
    watched = [row for row in rows if _is_since(_top(row), reader.oldest)]
    heard = [
        items.of_comment(_top(row), reader.channel_id, _video(row)) for row in watched if _is_since(_top(row), since)
    ]
    then: list[Json] = [
        {"part": "answers", "thread": str(_top(row)["id"]), "video": _video(row), "count": _count(row)}
        for row in watched
        if _is_to_read(row, memo, reader.now)
    ]
    if len(watched) == len(rows) and found.get("nextPageToken"):
        then.append({"part": "threads", "after": found["nextPageToken"]})
    old = {name: None for name, (_, at) in memo.items() if datetime.fromisoformat(at) < reader.now - FORGET_AFTER}
    return Heard(items=list(reversed(heard)), then=then, memo=old)


def _answers(reader: Reader, question: Json, since: datetime) -> Heard:
    thread = question["thread"]
    params = {
        "part": "snippet",
        "parentId": thread,
        "textFormat": "plainText",
        "maxResults": PER_PAGE,
        "pageToken": question.get("after"),
    }
    try:
        found = reader.get("comments", params)
    except Gone:
        return Heard(memo={thread: None})
    heard: list[IncomingItem] = [
        items.of_comment(row, reader.channel_id, question["video"], thread)
        for row in found.get("items") or []
        if _is_since(row, since)
    ]
    if found.get("nextPageToken"):
        return Heard(items=heard, then=[{**question, "after": found["nextPageToken"]}])
    return Heard(items=heard, memo={thread: [question["count"], reader.now.isoformat()]})


def _gone(get: Get, keys: Sequence[str]) -> list[str]:
    """Asked for by their names, one unit for all: those that do not come are there no more."""
    found = get("comments", {"part": "id", "id": ",".join(keys)})
    there = {str(row.get("id")) for row in found.get("items") or []}
    return [key for key in keys if key not in there]


def _is_to_read(row: Json, memo: Json, now: datetime) -> bool:
    count, known = _count(row), memo.get(str(_top(row)["id"]))
    if known is None:
        return count > 0
    return known[0] != count or datetime.fromisoformat(known[1]) < now - READ_ALL_AFTER


def _top(row: Json) -> Json:
    return (row.get("snippet") or {}).get("topLevelComment") or {"id": row.get("id")}


def _video(row: Json) -> str:
    return str((row.get("snippet") or {}).get("videoId") or "")


def _count(row: Json) -> int:
    return int((row.get("snippet") or {}).get("totalReplyCount") or 0)


def _is_since(comment: Json, since: datetime) -> bool:
    """What has no date is read rather than lost."""
    at = moment((comment.get("snippet") or {}).get("publishedAt"))
    return at is None or at >= since
