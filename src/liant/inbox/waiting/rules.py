"""What is promised to whom, how late something is, and what a day's waits come to: computed from values."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

HOUR_SECONDS = 3600
WARNED_AFTER = 0.75  # of what was promised
BEFORE_CONNECTION = timedelta(days=1)
"""What was said so long before a channel was connected is history: nobody is late on it, nothing is counted."""
SOON = timedelta(hours=24)
LEAST_PEOPLE = 10
"""Under so many people, no share and no time is shown: chance would speak, and so might one person."""
GIVEN = ("answered", "thanked", "elsewhere")
NEVER_DUE = ("nothing_due", "merged")


@dataclass(frozen=True)
class Promise:
    """`amount` working hours or days to whoever comes in this hat with this intent; "" means any."""

    hat: str
    intent: str
    amount: int
    unit: str
    team_id: int | None = None
    is_on: bool = True

    @property
    def key(self) -> tuple[str, str]:
        return self.hat, self.intent

    def seconds(self, day_seconds: float) -> int:
        return round(self.amount * (HOUR_SECONDS if self.unit == "hours" else day_seconds))


USUAL = (
    Promise("candidate", "", 3, "days"),
    Promise("journalist", "", 4, "hours"),
    Promise("creator", "", 1, "days"),
    Promise("official", "", 1, "days"),
    Promise("", "complaint", 1, "days"),
    Promise("", "question", 1, "days"),
    Promise("", "purchase", 4, "hours"),
    Promise("", "solicitation", 5, "days"),
    Promise("", "", 2, "days"),
)


def in_force(own: Iterable[Promise]) -> dict[tuple[str, str], Promise]:
    """The usual promises, and the house's own in their place."""
    return {promise.key: promise for promise in (*USUAL, *own)}


def promise_for(hat: str, intent: str, promises: Mapping[tuple[str, str], Promise]) -> Promise | None:
    """The most particular one that is on: hat and intent, then hat, then intent, then anyone."""
    keys = ((hat, intent), (hat, ""), ("", intent), ("", ""))
    return next((promises[key] for key in keys if key in promises and promises[key].is_on), None)


def is_history(since: datetime, connected_at: datetime) -> bool:
    return since < connected_at - BEFORE_CONNECTION


def lateness(due_at: datetime | None, now: datetime) -> str:
    """ "late", "soon", "later", or "" where nothing was promised."""
    if due_at is None:
        return ""
    if due_at <= now:
        return "late"
    return "soon" if due_at - now <= SOON else "later"


@dataclass(frozen=True)
class Ended:
    """What the count of a day needs of one wait. Seconds are None while it lasts; `hour` is the one it began in."""

    ending: str
    hour: int
    plain_seconds: float | None
    working_seconds: float | None
    is_kept: bool | None  # in time; None where nothing was promised, or while it may still be


def count(waits: Iterable[Ended]) -> dict[str, Any]:
    """What a day comes to: numbers of waits by how they ended, and by how long they lasted."""
    from liant.engines.survival import bin_of  # NumPy: only where figures are made

    counts: dict[str, Any] = {"begun": 0, "given": 0, "closed": 0, "withdrawn": 0, "open": {}, "kept": 0, "promised": 0,
                              "given_plain": {}, "given_working": {}, "gone_plain": {}, "gone_working": {}}  # fmt: skip
    for wait in waits:
        if wait.ending in NEVER_DUE:
            continue
        counts["begun"] += 1
        if wait.is_kept is not None:
            counts["promised"] += 1
            counts["kept"] += wait.is_kept
        if wait.ending == "":
            _add(counts["open"], wait.hour)
        elif wait.ending == "closed":
            counts["closed"] += 1
        else:
            name = "given" if wait.ending in GIVEN else "gone"
            counts["given" if name == "given" else "withdrawn"] += 1
            _add(counts[f"{name}_plain"], bin_of(wait.plain_seconds or 0))
            _add(counts[f"{name}_working"], bin_of(wait.working_seconds or 0))
    return counts


def _add(found: dict[str, int], key: int, number: int = 1) -> None:
    found[str(key)] = found.get(str(key), 0) + number


def summed(days: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Several days as one; what is open stays by day, so it is left to whoever knows the day."""
    total = count(())
    for counts in days:
        for name, value in counts.items():
            if isinstance(value, dict):
                for key, number in value.items():
                    _add(total[name], int(key), number)
            else:
                total[name] += value
    return total


def share(part: int, whole: int) -> tuple[float, float, float] | None:
    """A share with its interval (Wilson, 95 %); None under LEAST_PEOPLE."""
    from liant.engines.survival import wilson  # as above

    if whole < LEAST_PEOPLE:
        return None
    low, high = wilson(part, whole)
    return low, part / whole, high


def whole_minutes(seconds: float) -> int:
    return math.ceil(seconds / 60)
