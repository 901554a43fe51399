"""When a house is open, as pure computation: how much working time lies between two moments, and when some of it will
have passed. A day is cut where its zone changes the clock, so that an hour that never comes is never counted."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY_MINUTES = 24 * 60
FARTHEST_DAYS = 366 * 5
WIDEST_OFFSET = timedelta(hours=15)
Stretch = tuple[int, int]  # minutes after midnight, by the clock on the wall: opens, closes (1440: at midnight)
Span = tuple[datetime, datetime]


class NeverOpen(Exception):
    """Hours without a single stretch: nothing is ever due."""


@dataclass(frozen=True)
class Hours:
    """A week of stretches, Monday first, and days off; all read on the clock of `zone`."""

    zone: ZoneInfo
    week: tuple[tuple[Stretch, ...], ...]
    days_off: frozenset[date] = frozenset()

    @property
    def is_ever_open(self) -> bool:
        return any(self.week)

    @property
    def day_seconds(self) -> float:
        """How long a working day lasts, on average over the days of the week that are worked."""
        worked = [sum(closes - opens for opens, closes in day) for day in self.week if day]
        return sum(worked) * 60 / len(worked) if worked else 0

    def spans_of(self, day: date) -> list[Span]:
        """When the house is open on this day, as moments in UTC, in order."""
        if day in self.days_off:
            return []
        return [span for opens, closes in self.week[day.weekday()] for span in self._moments(day, opens, closes)]

    def _moments(self, day: date, opens: int, closes: int) -> Iterator[Span]:
        midnight = datetime.combine(day, time(), UTC)
        for offset, begins, ends in offsets_around(self.zone, day):
            opening = max(midnight + timedelta(minutes=opens) - offset, begins)
            closing = min(midnight + timedelta(minutes=closes) - offset, ends)
            if opening < closing:
                yield opening, closing

    def spans_between(self, begins: datetime, ends: datetime) -> Iterator[Span]:
        """Open time between two moments, cut at both."""
        day, last = local_day(begins, self.zone), local_day(ends, self.zone)
        while day <= last:
            for opening, closing in self.spans_of(day):
                cut = max(opening, begins), min(closing, ends)
                if cut[0] < cut[1]:
                    yield cut
            day += timedelta(days=1)

    def elapsed_seconds(self, begins: datetime, ends: datetime) -> float:
        """Working time between two moments; 0 when the second comes first."""
        return sum((closing - opening).total_seconds() for opening, closing in self.spans_between(begins, ends))

    def due_at(self, since: datetime, seconds: float) -> datetime:
        """The first moment at which so much working time has passed since. Raises NeverOpen."""
        left = timedelta(seconds=seconds)
        if left <= timedelta():
            return since
        if not self.is_ever_open:
            raise NeverOpen
        for opening, closing in self.spans_between(since, since + timedelta(days=FARTHEST_DAYS)):
            if closing - opening >= left:
                return opening + left
            left -= closing - opening
        raise NeverOpen


@dataclass
class Ruler:
    """The same measure for many moments of one period: laid out once, then read by halving."""

    openings: list[datetime] = field(default_factory=list)
    passed: list[float] = field(default_factory=list)  # seconds before each opening
    lengths: list[float] = field(default_factory=list)

    def at(self, moment: datetime) -> float:
        """Working seconds from the beginning of the ruler to this moment."""
        place = bisect_right(self.openings, moment) - 1
        if place < 0:
            return 0.0
        return self.passed[place] + min((moment - self.openings[place]).total_seconds(), self.lengths[place])

    def between(self, begins: datetime, ends: datetime) -> float:
        return max(0.0, self.at(ends) - self.at(begins))


def ruler(hours: Hours, begins: datetime, ends: datetime) -> Ruler:
    laid, total = Ruler(), 0.0
    for opening, closing in hours.spans_between(begins, ends):
        laid.openings.append(opening)
        laid.passed.append(total)
        laid.lengths.append((closing - opening).total_seconds())
        total += laid.lengths[-1]
    return laid


def local_day(moment: datetime, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date()


def offsets_around(zone: ZoneInfo, day: date) -> list[tuple[timedelta, datetime, datetime]]:
    """The differences from UTC that may hold on this day, each with the moments from and until which it does."""
    midnight = datetime.combine(day, time(), UTC)
    begins, ends = midnight - WIDEST_OFFSET, midnight + timedelta(days=1) + WIDEST_OFFSET
    found: list[tuple[timedelta, datetime, datetime]] = []
    here = begins
    while here < ends:
        until = next_change(zone, here, ends)
        found.append((offset_at(zone, here), here, until))
        here = until
    return found


def next_change(zone: ZoneInfo, begins: datetime, ends: datetime) -> datetime:
    """The first moment after `begins` at which the clock is changed, to the second; `ends` when there is none."""
    offset = offset_at(zone, begins)
    here = begins
    while here < ends:
        ahead = min(here + timedelta(hours=6), ends)
        if offset_at(zone, ahead) != offset:
            before, after = here, ahead
            while after - before > timedelta(seconds=1):
                middle = before + timedelta(seconds=(after - before).total_seconds() // 2)
                before, after = (middle, after) if offset_at(zone, middle) == offset else (before, middle)
            return after
        here = ahead
    return ends


def offset_at(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()


def joined(stretches: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """Stretches of one day in order, those that touch or overlap made one: no minute counts twice."""
    found: list[Stretch] = []
    for opens, closes in sorted(stretches):
        if found and opens <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], closes))
        else:
            found.append((opens, closes))
    return tuple(found)


def read_stretches(text: str) -> tuple[Stretch, ...]:
    """ "9:00-12:30, 14 h - 18 h" as people write it. Raises ValueError, with the piece that is not understood."""
    pieces = [piece.strip() for piece in text.replace(";", ",").split(",") if piece.strip()]
    return joined([_read_stretch(piece) for piece in pieces])


def _read_stretch(piece: str) -> Stretch:
    ends = [end.strip() for end in piece.replace("–", "-").replace("—", "-").split("-")]
    if len(ends) != 2:
        raise ValueError(piece)
    try:
        opens, closes = (_read_time(end) for end in ends)
    except ValueError:
        raise ValueError(piece) from None
    closes = closes or DAY_MINUTES
    if not opens < closes <= DAY_MINUTES:
        raise ValueError(piece)
    return opens, closes


def _read_time(text: str) -> int:
    hour, _, minute = (
        text.lower().replace(" ", "").replace("\u202f", "").replace("\u00a0", "").replace("h", ":").partition(":")
    )
    minutes = int(hour) * 60 + int(minute or 0)
    if not (0 <= int(minute or 0) < 60 and 0 <= minutes <= DAY_MINUTES):
        raise ValueError(text)
    return minutes


def write_stretches(stretches: Sequence[Stretch]) -> str:
    """The same, written back: "9:00-12:30, 14:00-18:00"."""
    return ", ".join(f"{_write_time(opens)}-{_write_time(closes)}" for opens, closes in stretches)


def _write_time(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"
