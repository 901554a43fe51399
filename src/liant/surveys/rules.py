"""What is computed of waves from values alone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

LEAST_AT_ONCE = 5  # answers that leave the urn together
NEXT_AFTER_DAYS = {"quarter": 91, "half": 182, "year": 364}  # whole weeks: the same weekday


def week_of(day: date) -> date:
    """Its Monday: the only time that is kept of an answer."""
    return day - timedelta(days=day.weekday())


def next_opening(opened_at: datetime, recurrence: str) -> datetime | None:
    days = NEXT_AFTER_DAYS.get(recurrence)
    return opened_at + timedelta(days=days) if days else None


@dataclass(frozen=True)
class Group:
    """One of the groups that results are shown along. `size`: how many were asked; None where a link is open to all."""

    code: str
    name: str
    parent: str = ""
    size: int | None = None


def groups_of(declared: Iterable[Mapping[str, Any]]) -> list[Group]:
    return [Group(one["code"], one["name"], one.get("parent", ""), one.get("size")) for one in declared]


def sized(groups: Sequence[Group], asked: Mapping[str, int]) -> list[dict[str, Any]]:
    """The groups with how many were asked in each, children counted in their parents."""
    totals = {one.code: asked.get(one.code, 0) for one in groups}
    parents = {one.code: one.parent for one in groups}
    for code, count in asked.items():
        above = parents.get(code, "")
        while above:
            totals[above] = totals.get(above, 0) + count
            above = parents.get(above, "")
    return [{"code": one.code, "name": one.name, "parent": one.parent, "size": totals[one.code]} for one in groups]


def told_group(groups: Sequence[Group], code: str, minimum: int) -> str:
    """The finest group, from this one upwards, that is large enough to be kept beside an answer; "" where none is. What is
    not kept can't be asked for later."""
    known = {one.code: one for one in groups}
    while code in known:
        one = known[code]
        if one.size is None or one.size >= minimum:
            return code
        code = one.parent
    return ""


def may_empty(waiting: int, *, is_closing: bool) -> bool:
    """Few answers that leave together could be told apart by who answered meanwhile."""
    return waiting > 0 and (is_closing or waiting >= LEAST_AT_ONCE)
