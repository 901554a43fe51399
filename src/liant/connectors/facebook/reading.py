"""Reading a Page: its posts with their comments, posts elsewhere that name it, recommendations.

A post's `updated_time` moves with its last comment, so that one list of posts tells which of them have new ones.
https://developers.facebook.com/docs/graph-api/reference/page/feed/
https://developers.facebook.com/docs/graph-api/reference/page/tagged/
https://developers.facebook.com/docs/graph-api/reference/object/comments
https://developers.facebook.com/docs/graph-api/reference/page/ratings/
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from liant.connectors.contract import AuthLost, IncomingItem, Json, Rejected
from liant.connectors.facebook import items
from liant.connectors.graph import Gone, after, gone_among, listed
from liant.connectors.oauth import NotPermitted
from liant.connectors.sweep import Heard, Plan

DEFAULT_DAYS = 30
PER_PAGE = 100
NOT_SHOWN = {
    "tagged": "Facebook does not show this account the posts that name the Page.",
    "ratings": "Facebook does not show this account the Page’s recommendations.",
}
Get = Callable[[str, Json], Json]  # (path, params) → answer


def plan(get: Get, page_id: str, days: int, now: datetime) -> Plan:
    """`get` asks the Graph in the Page's name."""
    oldest = now - timedelta(days=days)

    def ask(question: Json, since: datetime, _memo: Json) -> Heard:
        match question["part"]:
            case "feed":
                return _feed(get, page_id, question, since, oldest)
            case "comments":
                return _comments(get, page_id, question, since)
            case "tagged":
                return _tagged(get, page_id, question, since)
            case _:
                return _ratings(get, page_id, question, since)

    first: list[Json] = [{"part": "feed"}, {"part": "tagged"}, {"part": "ratings"}]
    return Plan(first=first, ask=ask, days_back=days, gone=lambda keys: gone_among(get, keys))


def _feed(get: Get, page_id: str, question: Json, since: datetime, oldest: datetime) -> Heard:
    found = get(
        f"{page_id}/feed",
        {"fields": items.POST_FIELDS, "limit": PER_PAGE, "since": int(oldest.timestamp()), **_place(question)},
    )
    posts = listed(found)
    fresh = [post for post in posts if items.is_since(post, since) and not items.is_by(post, page_id)]
    moved = [post for post in posts if items.is_since(post, since, "updated_time")]
    then: list[Json] = [{"part": "comments", "post": items.frozen_post(post)} for post in moved]
    if mark := after(found):
        then.append({"part": "feed", "after": mark})
    return Heard(items=[items.of_post(post, page_id) for post in fresh], then=then)


def _comments(get: Get, page_id: str, question: Json, since: datetime) -> Heard:
    post = items.of_post(question["post"], page_id)
    params = {
        "fields": items.COMMENT_FIELDS,
        "filter": "stream",
        "order": "reverse_chronological",
        "limit": PER_PAGE,
        "since": int(since.timestamp()),
        **_place(question),
    }
    try:
        found = get(f"{post.key}/comments", params)
    except Gone:  # the post was deleted since the list was read
        return Heard()
    comments = [comment for comment in listed(found) if items.is_since(comment, since)]
    then = [{**question, "after": mark}] if (mark := after(found)) else []
    return Heard(items=[items.of_comment(comment, page_id, post) for comment in reversed(comments)], then=then)


def _tagged(get: Get, page_id: str, question: Json, since: datetime) -> Heard:
    fields = items.POST_FIELDS.replace("story,", "")
    try:
        found = get(f"{page_id}/tagged", {"fields": fields, "limit": PER_PAGE, **_place(question)})
    except (NotPermitted, Rejected) as error:
        return _not_shown("tagged", question, error)
    return _newest_first(
        found,
        question,
        since,
        lambda post: None if items.is_by(post, page_id) else items.of_post(post, page_id, "mention"),
    )


def _ratings(get: Get, page_id: str, question: Json, since: datetime) -> Heard:
    try:
        found = get(f"{page_id}/ratings", {"fields": items.RATING_FIELDS, "limit": PER_PAGE, **_place(question)})
    except (NotPermitted, Rejected) as error:
        return _not_shown("ratings", question, error)
    return _newest_first(found, question, since, items.of_rating)


def _newest_first(found: Json, question: Json, since: datetime, make: Callable[[Json], IncomingItem | None]) -> Heard:
    """A list without a bound in time: followed until what was there before."""
    rows = listed(found)
    fresh = [row for row in rows if items.is_since(row, since)]
    goes_on = len(fresh) == len(rows) and after(found)
    return Heard(
        items=[item for row in reversed(fresh) if (item := make(row))],
        then=[{**question, "after": after(found)}] if goes_on else (),
        granted=[question["part"]],
    )


def _not_shown(part: str, question: Json, error: AuthLost | Rejected) -> Heard:
    """A part that this account may not read is said once; the others go on."""
    if isinstance(error, Rejected) and question.get("after"):
        raise error
    return Heard(refused={part: NOT_SHOWN[part]})


def _place(question: Json) -> dict[str, Any]:
    return {"after": question["after"]} if question.get("after") else {}


def sent_since(frozen: Json, slack: timedelta = timedelta(minutes=2)) -> datetime:
    """What was said before it was written cannot be it; clocks differ a little."""
    return datetime.fromisoformat(frozen["at"]).astimezone(UTC) - slack
