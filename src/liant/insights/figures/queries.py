"""Figures of what was heard and of thanks, by day. What they cost depends on the days asked for, never on how much was said."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Min, Q, Sum

from liant.accounts.models import Member
from liant.channels.models import Channel, Coverage
from liant.insights.figures.models import FAVOURABLE, UNFAVOURABLE, UNREAD, Heard, Praise
from liant.insights.figures.policy import WITHOUT_WORDS
from liant.kit import clock
from liant.people.hats import HatKind, visible_hats

MOST_GAPS = 200
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Gap:
    """A stretch of which something may be missing, clipped to the period asked for."""

    channel: str
    from_at: datetime
    to_at: datetime
    reason: str

    def touches(self, day: date, zone: ZoneInfo) -> bool:
        begins = datetime.combine(day, time(), zone)
        return self.from_at < begins + timedelta(days=1) and self.to_at > begins


@dataclass
class Period:
    """Days from `first` to `last`, both counted, and what was heard on them."""

    first: date
    last: date
    by_day: dict[date, Counter[str]] = field(default_factory=dict)  # by intent
    tones: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    channels: Counter[int] = field(default_factory=Counter)
    gaps: list[Gap] = field(default_factory=list)

    @property
    def days(self) -> list[date]:
        return [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]

    @property
    def intents(self) -> Counter[str]:
        return sum(self.by_day.values(), Counter())

    @property
    def total(self) -> int:
        return self.intents.total()

    @property
    def with_tone(self) -> int:
        """Those of which a tone could be read: the whole that shares of tones are of."""
        return self.total - self.tones[UNREAD]

    @property
    def favourable(self) -> int:
        return self.tones[FAVOURABLE]

    @property
    def unfavourable(self) -> int:
        return self.tones[UNFAVOURABLE]


@dataclass(frozen=True)
class Thanks:
    """Praise that was owed thanks over some days."""

    owed: int
    thanked: int
    within_a_day: int


def counted_channels(member: Member) -> list[Channel]:
    """Channels whose figures this member reads: those in whose usual hat they may read, or all without a word of anyone."""
    hats = frozenset(HatKind) if member.has_role(*WITHOUT_WORDS) else visible_hats(member)
    return list(Channel.objects.filter(default_hat__in=hats)[:500])


def today_of(member: Member) -> date:
    """The day it is in the house."""
    return clock.now().astimezone(ZoneInfo(member.organisation.time_zone)).date()


def heard(channels: Sequence[Channel], first: date, last: date, zone: ZoneInfo) -> Period:
    period = Period(first, last)
    found = Heard.objects.filter(day__gte=first, day__lte=last, channel__in=channels)
    grouped = found.values_list("day", "intent", "tone", "language", "channel_id").annotate(n=Sum("count"))
    for day, intent, tone, language, channel_id, number in grouped:
        period.by_day.setdefault(day, Counter())[intent] += number
        period.tones[tone] += number
        period.languages[language] += number
        period.channels[channel_id] += number
    period.gaps = gaps(channels, first, last, zone)
    return period


def totals(channels: Sequence[Channel], first: date, last: date, intent: str = "") -> dict[date, int]:
    """How much was heard on each of these days."""
    found = Heard.objects.filter(day__gte=first, day__lte=last, channel__in=channels)
    if intent:
        found = found.filter(intent=intent)
    return dict(found.values_list("day").annotate(Sum("count")))


def first_day(channels: Sequence[Channel]) -> date | None:
    """The first day of which anything is counted."""
    return Heard.objects.filter(channel__in=channels, count__gt=0).aggregate(first=Min("day"))["first"]


def gaps(channels: Sequence[Channel], first: date, last: date, zone: ZoneInfo) -> list[Gap]:
    """What the coverage ledger says was not heard, oldest first."""
    begins = datetime.combine(first, time(), zone)
    ends = min(datetime.combine(last, time(), zone) + timedelta(days=1), clock.now())
    found = Coverage.objects.filter(channel__in=channels, kind=Coverage.Kind.GAP)
    found = found.filter(Q(from_at=None) | Q(from_at__lt=ends), Q(to_at=None) | Q(to_at__gt=begins))
    names = {channel.id: channel.name for channel in channels}
    rows = found.order_by("-id").values_list("channel_id", "from_at", "to_at", "reason")[:MOST_GAPS]
    clipped = [
        Gap(names[channel], max(from_at or begins, begins), min(to_at or ends, ends), reason)
        for channel, from_at, to_at, reason in rows
    ]
    return sorted((gap for gap in clipped if gap.from_at < gap.to_at), key=lambda gap: gap.from_at)


def weeks_before(totals_by_day: dict[date, int], last: date, weeks: int, since: date, missing: set[date]) -> list[int]:
    """The totals of the weeks that end before the seven days up to `last`, newest first; without those that began before
    `since`, and those with a day of which something is missing."""
    found = []
    for number in range(1, weeks + 1):
        days = {last - number * WEEK - timedelta(days=n) for n in range(7)}
        if min(days) >= since and missing.isdisjoint(days):
            found.append(sum(totals_by_day.get(day, 0) for day in days))
    return found


def days_missing(holes: Iterable[Gap], first: date, last: date, zone: ZoneInfo) -> set[date]:
    """Days of which something could not be heard."""
    holes = list(holes)
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return {day for day in days if any(gap.touches(day, zone) for gap in holes)}


def thanks(member: Member, first: date, last: date) -> Thanks:
    """Praise of these days under the hats that this member reads, or of all of them without a word of anyone."""
    hats = frozenset(HatKind) if member.has_role(*WITHOUT_WORDS) else visible_hats(member)
    found = Praise.objects.filter(day__gte=first, day__lte=last, hat__in=hats)
    sums = found.aggregate(owed=Sum("owed"), thanked=Sum("thanked"), within_a_day=Sum("within_a_day"))
    return Thanks(*(sums[name] or 0 for name in ("owed", "thanked", "within_a_day")))
