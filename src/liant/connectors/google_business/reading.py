"""Reading the reviews of a place, those that changed last first, until what was there before.

https://developers.google.com/my-business/reference/rest/v4/accounts.locations.reviews/list
"""

from collections.abc import Callable
from datetime import datetime

from liant.connectors.contract import IncomingItem, Json
from liant.connectors.google import moment
from liant.connectors.google_business import items
from liant.connectors.sweep import Heard, Plan

DEFAULT_DAYS = 365
PER_PAGE = 50
Get = Callable[[str, Json], Json]


def plan(get: Get, location: str, days: int) -> Plan:
    def ask(question: Json, since: datetime, _memo: Json) -> Heard:
        params = {"pageSize": PER_PAGE, "orderBy": "updateTime desc", "pageToken": question.get("after")}
        found = get(f"{location}/reviews", params)
        rows = [row for row in found.get("reviews") or [] if row.get("name")]
        fresh = [row for row in rows if _is_since(row, since)]
        goes_on = len(fresh) == len(rows) and found.get("nextPageToken")
        then = [{**question, "after": found["nextPageToken"]}] if goes_on else []
        return Heard(items=[item for row in reversed(fresh) for item in _both(row, location)], then=then)

    return Plan(first=[{"part": "reviews"}], ask=ask, days_back=days)


def _both(row: Json, location: str) -> list[IncomingItem]:
    """The review, and our answer where there is one."""
    reply = items.of_reply(row, location)
    return [items.of_review(row), *([reply] if reply else [])]


def _is_since(row: Json, since: datetime) -> bool:
    """An answer given elsewhere counts as a change. What has no date is read rather than lost."""
    times = [moment(row.get("updateTime")), moment((row.get("reviewReply") or {}).get("updateTime"))]
    told = [at for at in times if at]
    return not told or max(told) >= since
