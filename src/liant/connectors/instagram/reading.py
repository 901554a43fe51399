"""Reading an Instagram account: the comments under its media, and the media it is tagged in.

Nothing tells when a comment came last, so each media's count of comments is remembered: it is read again when the count
has moved, and once a day all the same (one that came while another went leaves the count as it was).
https://developers.facebook.com/docs/instagram-platform/comment-moderation
https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-comment/replies
https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/tags
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from liant.connectors.contract import Json, Rejected
from liant.connectors.graph import Gone, after, gone_among, listed, moment
from liant.connectors.instagram import items
from liant.connectors.oauth import NotPermitted
from liant.connectors.sweep import Heard, Plan

DEFAULT_DAYS = 30
PER_PAGE = 50
READ_ALL_AFTER = timedelta(days=1)
FORGET_AFTER = timedelta(days=3)
TAGS_NOT_SHOWN = "Instagram does not show this account the pictures in which it is tagged."
Get = Callable[[str, Json], Json]


@dataclass(frozen=True)
class Watched:
    """The days whose media are looked at."""

    now: datetime
    days: int

    @property
    def since(self) -> datetime:
        return self.now - timedelta(days=self.days)


def plan(get: Get, user_id: str, username: str, days: int, now: datetime) -> Plan:
    def ask(question: Json, since: datetime, memo: Json) -> Heard:
        match question["part"]:
            case "media":
                return _media(get, user_id, question, memo, Watched(now, days))
            case "comments":
                return _comments(get, question, since, username, now)
            case "replies":
                return _replies(get, question, since, username)
            case _:
                return _tags(get, user_id, question, since)

    return Plan(
        first=[{"part": "media"}, {"part": "tags"}], ask=ask, days_back=days, gone=lambda keys: gone_among(get, keys)
    )


def _media(get: Get, user_id: str, question: Json, memo: Json, watched: Watched) -> Heard:
    found = get(f"{user_id}/media", {"fields": items.MEDIA_FIELDS, "limit": PER_PAGE, **_place(question)})
    media = [one for one in listed(found) if items.is_since(one, watched.since)]
    then: list[Json] = [
        {"part": "comments", "media": _short(one)} for one in media if _is_to_read(one, memo, watched.now)
    ]
    if len(media) == len(listed(found)) and (mark := after(found)):
        then.append({"part": "media", "after": mark})
    old = {
        name: None
        for name, (_, read_at) in memo.items()
        if datetime.fromisoformat(read_at) < watched.now - FORGET_AFTER
    }
    return Heard(then=then, memo=old)


def _is_to_read(media: Json, memo: Json, now: datetime) -> bool:
    count, known = media.get("comments_count"), memo.get(str(media["id"]))
    if count == 0 and not known:
        return False
    if known is None or count is None:
        return True
    return known[0] != count or datetime.fromisoformat(known[1]) < now - READ_ALL_AFTER


def _comments(get: Get, question: Json, since: datetime, username: str, now: datetime) -> Heard:
    media = question["media"]
    params = {"fields": items.COMMENT_FIELDS, "limit": PER_PAGE, **_place(question)}
    try:
        found = get(f"{media['id']}/comments", params)
    except Gone:  # taken down since the list was read
        return Heard(memo={str(media["id"]): None})
    heard, then = [], []
    for comment in listed(found):
        if items.is_since(comment, since):
            heard.append(items.of_comment(comment, media, username))
        replies = comment.get("replies") or {}
        heard += _answers(listed(replies), media, since, username, str(comment["id"]))
        if mark := after(replies):
            then.append({"part": "replies", "comment": str(comment["id"]), "media": media, "after": mark})
    if mark := after(found):
        return Heard(items=heard, then=[*then, {**question, "after": mark}])
    return Heard(items=heard, then=then, memo={str(media["id"]): [media.get("comments_count"), now.isoformat()]})


def _replies(get: Get, question: Json, since: datetime, username: str) -> Heard:
    params = {"fields": items.REPLY_FIELDS, "limit": PER_PAGE, **_place(question)}
    try:
        found = get(f"{question['comment']}/replies", params)
    except Gone:
        return Heard()
    then = [{**question, "after": mark}] if (mark := after(found)) else []
    answers = _answers(listed(found), question["media"], since, username, question["comment"])
    return Heard(items=answers, then=then)


def _answers(rows: list[Json], media: Json, since: datetime, username: str, parent: str) -> list:
    return [items.of_comment(row, media, username, parent) for row in rows if items.is_since(row, since)]


def _tags(get: Get, user_id: str, question: Json, since: datetime) -> Heard:
    try:
        found = get(f"{user_id}/tags", {"fields": items.TAG_FIELDS, "limit": PER_PAGE, **_place(question)})
    except NotPermitted:
        return Heard(refused={"tags": TAGS_NOT_SHOWN})
    except Rejected:
        if question.get("after"):
            raise
        return Heard(refused={"tags": TAGS_NOT_SHOWN})
    rows = listed(found)
    fresh = [row for row in rows if items.is_since(row, since)]
    goes_on = len(fresh) == len(rows) and after(found)
    then = [{**question, "after": after(found)}] if goes_on else []
    return Heard(items=[items.of_tag(row) for row in reversed(fresh)], then=then, granted=["tags"])


def _short(media: Json) -> Json:
    """As much as its comments need above them, small enough to wait in the cursor."""
    return {**media, "caption": str(media.get("caption") or "")[:500]}


def _place(question: Json) -> Json:
    return {"after": question["after"]} if question.get("after") else {}


def found_among(rows: list[Json], frozen: Json, username: str) -> str:
    """The key of our own words among these answers, said since they were written; empty when they are not there."""
    since = datetime.fromisoformat(frozen["at"]) - timedelta(minutes=2)  # clocks differ a little
    for row in rows:
        at, text = moment(row.get("timestamp")), str(row.get("text") or "").strip()
        if items.is_by(row, username) and text == frozen["text"] and at and at >= since:
            return str(row["id"])
    return ""
