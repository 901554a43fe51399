"""Reading a page: LinkedIn keeps for sixty days what it notifies the page's administrators of, and hands it out by time.

https://learn.microsoft.com/en-us/linkedin/marketing/community-management/organizations/organization-social-action-notifications
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from liant.connectors.contract import IncomingItem, Json
from liant.connectors.linkedin import items
from liant.connectors.linkedin.rest import encoded, milliseconds
from liant.connectors.sweep import Heard, Plan

DEFAULT_DAYS = 30
MEMORY = timedelta(days=60)
PER_PAGE = 100
ACTIONS = ("COMMENT", "ADMIN_COMMENT", "SHARE_MENTION", "COMMENT_EDIT", "COMMENT_DELETE")
Get = Callable[[str], Json]


def plan(get: Get, organisation: str, days: int, now: datetime) -> Plan:
    def ask(question: Json, since: datetime, memo: Json) -> Heard:
        start = int(question.get("after") or 0)
        found = get(
            f"organizationalEntityNotifications?q=criteria&actions=List({','.join(ACTIONS)})"
            f"&organizationalEntity={encoded(organisation)}"
            f"&timeRange=(start:{milliseconds(since)},end:{question['until']})&start={start}&count={PER_PAGE}"
        )
        rows = [row for row in found.get("elements") or [] if isinstance(row, dict)]
        more = [{**question, "after": str(start + PER_PAGE)}] if len(rows) == PER_PAGE else []
        return _understood(rows, organisation, memo, more)

    first = [{"part": "notifications", "until": milliseconds(now)}]
    return Plan(first=first, ask=ask, days_back=min(days, MEMORY.days), memory=MEMORY)


def _understood(rows: list[Json], organisation: str, memo: Json, more: list[Json]) -> Heard:
    """A deleted comment takes its edited forms along: their keys wait in the memo."""
    heard: list[IncomingItem] = []
    withdrawn: list[str] = []
    unreadable: list[str] = []
    edits: dict[str, object] = {}
    for row in sorted(rows, key=lambda one: one.get("lastModifiedAt") or 0):
        action, urn = row.get("action"), items.comment_urn(row.get("generatedActivity"))
        if action == "COMMENT_DELETE":
            withdrawn += [urn, *_edits(urn, memo, edits)]
            edits[urn] = None
            continue
        item = _item(row, organisation)
        if item is None:
            unreadable.append(f"A notification of a kind not known here was left aside: {action}.")
            continue
        heard.append(item)
        if action == "COMMENT_EDIT":
            edits[item.thread_key or urn] = [*_edits(item.thread_key or urn, memo, edits), item.key]
    return Heard(items=heard, then=more, withdrawn=withdrawn, unreadable=unreadable, memo=edits)


def _item(row: Json, organisation: str) -> IncomingItem | None:
    match row.get("action"):
        case "SHARE_MENTION":
            return items.of_mention(row, organisation)
        case "COMMENT" | "ADMIN_COMMENT":
            return items.of_comment(row, organisation)
        case "COMMENT_EDIT":
            return items.of_comment(row, organisation, is_edited=True)
    return None


def _edits(urn: str, memo: Json, fresh: dict[str, object]) -> list[str]:
    known = fresh[urn] if urn in fresh else memo.get(urn)
    return [str(key) for key in known] if isinstance(known, list) else []
