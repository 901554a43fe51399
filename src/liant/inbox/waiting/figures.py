"""The count of each day, made again from the waits that began on it, and what the days of a period come to.

Whoever was closed without an answer stays in the count for ever, and whoever still waits counts for as long as they have
waited (Kaplan and Meier): leaving people without an answer can make no figure look better.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from liant.accounts.hours.queries import hours_in_use
from liant.accounts.hours.rules import Ruler, ruler
from liant.engines.survival import Quantile, bin_of, quantile
from liant.inbox.waiting.models import DayCount, Wait
from liant.inbox.waiting.queries import day_counts
from liant.inbox.waiting.rules import LEAST_PEOPLE, NEVER_DUE, Ended, count, share, summed
from liant.kit import clock
from liant.tenancy.models import Organisation

DAY = timedelta(days=1)
Share = tuple[float, float, float]  # low, point, high


def count_day(day: date) -> None:
    """Count the waits that began on this day anew; safe to repeat."""
    groups: dict[tuple[str, str, int], list[Ended]] = {}
    zone = ZoneInfo(Organisation.objects.get().time_zone)
    for wait in waits_of(day, zone):
        groups.setdefault((wait.hat, wait.intent, wait.channel_id), []).append(as_ended(wait, zone))
    with transaction.atomic():
        DayCount.objects.select_for_update().filter(day=day).delete()
        DayCount.objects.bulk_create(
            DayCount(
                organisation_id=organisation_id(),
                day=day,
                hat=hat,
                intent=intent,
                channel_id=channel,
                counts=count(waits),
            )
            for (hat, intent, channel), waits in groups.items()
        )


def organisation_id() -> int:
    return Organisation.objects.values_list("id", flat=True).get()


def waits_of(day: date, zone: ZoneInfo) -> Iterable[Wait]:
    begins = datetime.combine(day, time(), zone)
    found = Wait.objects.filter(due="answer", is_history=False, is_measured=True)
    return found.filter(since__gte=begins, since__lt=datetime.combine(day + DAY, time(), zone)).exclude(
        ending__in=NEVER_DUE
    )


def as_ended(wait: Wait, zone: ZoneInfo) -> Ended:
    ended, due = wait.ended_at, wait.due_at
    is_kept: bool | None = None
    if due and ended and wait.ending not in ("closed", "withdrawn"):
        is_kept = ended <= due
    elif due and wait.ending in ("", "closed") and due <= clock.now():
        is_kept = False
    return Ended(
        ending=wait.ending,
        hour=wait.since.astimezone(zone).hour,
        plain_seconds=(ended - wait.since).total_seconds() if ended else None,
        working_seconds=wait.working_seconds,
        is_kept=is_kept,
    )


@dataclass(frozen=True)
class Figures:
    """What one group of waits comes to. Quantiles and shares are None under LEAST_PEOPLE."""

    begun: int
    given: int
    closed: int
    withdrawn: int
    still_open: int
    median: Quantile | None = None
    p90: Quantile | None = None
    working_median: Quantile | None = None
    working_p90: Quantile | None = None
    never: Share | None = None  # closed without an answer
    waiting: Share | None = None  # still waiting
    kept: Share | None = None
    promised: int = 0

    @property
    def counted(self) -> int:
        """Those who could have been answered: who went away by themselves could not."""
        return self.given + self.closed + self.still_open


@dataclass(frozen=True)
class Clockwork:
    """What it takes to know how long those who still wait have waited: now, the zone, the working hours of the house."""

    now: datetime
    zone: ZoneInfo
    working: Ruler


def clockwork(from_day: date) -> Clockwork:
    house, now = Organisation.objects.get(), clock.now()
    begins = datetime.combine(from_day, time(), UTC) - DAY
    hours = hours_in_use(house)(None)
    return Clockwork(now, ZoneInfo(house.time_zone), ruler(hours, begins, now))


def figures_of(days: Iterable[DayCount], at: Clockwork) -> Figures:
    """The figures of these days together."""
    days = list(days)
    total = summed(one.counts for one in days)
    open_plain, open_working = still_waiting(days, at)
    begun = Figures(total["begun"], total["given"], total["closed"], total["withdrawn"], sum(total["open"].values()),
                    promised=total["promised"])  # fmt: skip
    if begun.counted < LEAST_PEOPLE:
        return begun
    plain = (numbered(total["given_plain"]), added(total["gone_plain"], open_plain), begun.closed)
    working = (numbered(total["given_working"]), added(total["gone_working"], open_working), begun.closed)
    return Figures(
        begun.begun, begun.given, begun.closed, begun.withdrawn, begun.still_open,
        median=quantile(0.5, *plain), p90=quantile(0.9, *plain),
        working_median=quantile(0.5, *working), working_p90=quantile(0.9, *working),
        never=share(begun.closed, begun.counted), waiting=share(begun.still_open, begun.counted),
        kept=share(total["kept"], total["promised"]), promised=total["promised"],
    )  # fmt: skip


def still_waiting(days: Iterable[DayCount], at: Clockwork) -> tuple[dict[int, int], dict[int, int]]:
    """How long those who still wait have waited, by bin, in plain and in working time; to half an hour."""
    plain: dict[int, int] = {}
    working: dict[int, int] = {}
    for one in days:
        for hour, number in one.counts["open"].items():
            since = datetime.combine(one.day, time(int(hour), 30), at.zone).astimezone(UTC)
            since = min(since, at.now)
            for lengths, seconds in (
                (plain, (at.now - since).total_seconds()),
                (working, at.working.between(since, at.now)),
            ):
                lengths[bin_of(seconds)] = lengths.get(bin_of(seconds), 0) + number
    return plain, working


def numbered(counts: dict[str, int]) -> dict[int, int]:
    return {int(key): number for key, number in counts.items()}


def added(counts: dict[str, int], more: dict[int, int]) -> dict[int, int]:
    keys = {*map(int, counts), *more}
    return {key: counts.get(str(key), 0) + more.get(key, 0) for key in keys}


def by(days: Iterable[DayCount], key: Callable[[DayCount], Any], at: Clockwork) -> dict[Any, Figures]:
    """The figures of each group."""
    groups: dict[Any, list[DayCount]] = {}
    for one in days:
        groups.setdefault(key(one), []).append(one)
    return {name: figures_of(group, at) for name, group in groups.items()}


def house_figures(from_day: date, to_day: date) -> Figures:
    """Of the whole house over a period: what it may publish about itself."""
    return figures_of(day_counts(from_day, to_day), clockwork(from_day))
