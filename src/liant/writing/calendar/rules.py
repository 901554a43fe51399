"""Which places are free, and what stands too close: computed from moments."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from liant.writing.calendar.moments import Moment

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Taken:
    """A moment that a version has. `place`: its network and channel, and its language where no channel brings both
    languages to the same readers."""

    version_id: int
    piece_id: int
    place: tuple[str, int | None, str]
    at: datetime


def is_near(one: datetime, other: datetime) -> bool:
    """Within the same hour of each other."""
    return abs(one - other) < HOUR


def free(slots: Sequence[Moment], taken: Collection[datetime], now: datetime) -> list[Moment]:
    """Slots to come at which, and until an hour later, nothing leaves."""
    return [slot for slot in slots if slot.at > now and not any(slot.at <= at < slot.at + HOUR for at in taken)]


def next_free(slots: Iterator[Moment], taken: Collection[datetime], days_off: Collection[date], now: datetime,
              limit: int = 3) -> list[Moment]:  # fmt: skip
    """The first free slots on days at work."""
    found: list[Moment] = []
    for slot in slots:
        if slot.day not in days_off and free([slot], taken, now):
            found.append(slot)
        if len(found) == limit:
            break
    return found


def crowded(taken: Sequence[Taken]) -> set[int]:
    """Versions that leave by the same way within an hour of another."""
    by_place: dict[tuple[str, int | None, str], list[Taken]] = {}
    for one in taken:
        by_place.setdefault(one.place, []).append(one)
    found: set[int] = set()
    for there in by_place.values():
        there.sort(key=lambda one: one.at)
        for before, after in pairwise(there):
            if is_near(before.at, after.at):
                found |= {before.version_id, after.version_id}
    return found
