"""Versions by the moment at which they leave, or left; places that are taken; events and days off."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Case, Count, F, Q, QuerySet, When, Window
from django.db.models.functions import Lower, RowNumber, Trim, TruncDate
from django.utils.translation import get_language

from liant.accounts.hours.public_days import country_of_zone, days_of_years
from liant.accounts.hours.queries import schedule_of
from liant.accounts.models import Member
from liant.channels.models import Channel
from liant.kit import clock
from liant.tenancy.models import Organisation
from liant.writing import rhythm
from liant.writing.calendar.models import Feed, LocalEvent
from liant.writing.calendar.moments import DAY, Moment, bounds, slots_between
from liant.writing.calendar.rules import Taken, free, is_near, next_free
from liant.writing.models import Campaign, Version
from liant.writing.networks import network

HEAVY = ("body", "thread", "first_comment", "link_preview")
MOST_TAKEN, MOST_EVENTS, PAGE = 5000, 400, 60
PROPOSED_WITHIN = 60 * DAY
SAME_WORDS_WITHIN = timedelta(days=60)
WAITING = 12
Narrowing = Callable[[QuerySet[Version]], QuerySet[Version]]
# one that was taken up again still knows when it was published the first time
THE_MOMENT = Case(When(state="published", then=F("published_at")), default=F("planned_at"))


@dataclass(frozen=True)
class Filters:
    """`place`: "journal", "share:x", or "bluesky#12" for a connected account."""

    place: str = ""
    campaign: str = ""
    topic: str = ""

    @property
    def network(self) -> str:
        return self.place.partition("#")[0]

    @property
    def channel(self) -> Channel | None:
        number = self.place.partition("#")[2][:18]
        return Channel.objects.filter(pk=int(number)).first() if number.isdecimal() else None

    @property
    def is_narrowed(self) -> bool:
        return self != Filters()

    def of(self, versions: QuerySet[Version]) -> QuerySet[Version]:
        if self.place:
            versions = versions.filter(network=self.network, channel=self.channel)
        for name in ("campaign", "topic"):
            if (value := getattr(self, name)).isdecimal():
                versions = versions.filter(**{f"piece__{name}_id": int(value)})
        return versions


def house_zone() -> ZoneInfo:
    return ZoneInfo(Organisation.objects.get().time_zone)


def to_come(from_at: datetime, to_at: datetime) -> QuerySet[Version]:
    """What is meant to leave within this time; `at` is when."""
    planned = Version.objects.filter(planned_at__gte=from_at, planned_at__lt=to_at)
    return planned.exclude(state__in=["published", "withdrawn"]).annotate(at=F("planned_at"))


def that_left(from_at: datetime, to_at: datetime) -> QuerySet[Version]:
    """What left within this time; `at` is when it did, whenever it was meant to."""
    left = Version.objects.filter(state="published", published_at__gte=from_at, published_at__lt=to_at)
    return left.annotate(at=F("published_at"))


def both(from_at: datetime, to_at: datetime, of: Narrowing, limit: int) -> list[Version]:
    """The first of the two together, in order. Each is read by its own index."""
    found = [
        version
        for part in (to_come(from_at, to_at), that_left(from_at, to_at))
        for version in of(part).order_by(F("at"), "id")[:limit]
    ]
    return sorted(found, key=place_in_order)[:limit]


def with_piece(versions: QuerySet[Version]) -> QuerySet[Version]:
    return versions.select_related("piece", "channel").defer(*HEAVY)


def place_in_order(version: Any) -> tuple[datetime, int]:
    return version.at, version.pk


def entries(first: date, last: date, filters: Filters, each_day: int) -> list[Version]:
    """In order; at most so many of each day, `of_day` tells how many it has."""
    zone = house_zone()
    from_at, to_at = bounds(first, last, zone)
    found: list[Any] = []
    many: Counter[date] = Counter()
    for part in (to_come(from_at, to_at), that_left(from_at, to_at)):
        read: list[Any] = list(with_piece(first_of_each_day(filters.of(part), each_day, zone)))
        many.update({one.on_day: one.of_day for one in read})
        found += read
    shown: Counter[date] = Counter()
    kept = []
    for version in sorted(found, key=place_in_order):
        shown[version.on_day] += 1
        if shown[version.on_day] <= each_day:
            version.of_day = many[version.on_day]
            kept.append(version)
    return kept


def first_of_each_day(versions: QuerySet[Version], each_day: int, zone: ZoneInfo) -> QuerySet[Version]:
    day = TruncDate("at", tzinfo=zone)
    counted = versions.annotate(
        on_day=day,
        place_in_day=Window(RowNumber(), partition_by=[day], order_by=[F("at"), F("id")]),
        of_day=Window(Count("id"), partition_by=[day]),
    )
    return counted.filter(place_in_day__lte=each_day)


def entries_from(day: date, filters: Filters, after: tuple[datetime, int] | None, limit: int = PAGE) -> list[Version]:
    """A list from one day on, a year at most; one more than a page, when there is more."""
    from_at, to_at = bounds(day, day + 366 * DAY, house_zone())

    def of(versions: QuerySet[Version]) -> QuerySet[Version]:
        found = with_piece(filters.of(versions))
        return found.exclude(Q(("at", after[0]), id__lte=after[1])) if after else found

    return both(max(from_at, after[0]) if after else from_at, to_at, of, limit + 1)


def versions_between(first: date, last: date, limit: int) -> list[Version]:
    return both(*bounds(first, last, house_zone()), with_piece, limit)


def missed_of(versions: Sequence[Version]) -> set[int]:
    return rhythm.missed([one.pk for one in versions if one.state == "scheduled"])


def taken_between(from_at: datetime, to_at: datetime) -> list[Taken]:
    columns = ("id", "piece_id", "network", "channel_id", "language", "at")
    found = [
        Taken(version_id, piece_id, place_of(key, channel_id, language), at)
        for part in (to_come(from_at, to_at), that_left(from_at, to_at))
        for version_id, piece_id, key, channel_id, language, at in part.values_list(*columns)[:MOST_TAKEN]
    ]
    return sorted(found, key=lambda one: (one.at, one.version_id))


def place_of(key: str, channel_id: int | None, language: str) -> tuple[str, int | None, str]:
    return key, channel_id, language if channel_id is None else ""


def free_slots(first: date, last: date, filters: Filters, taken: Sequence[Taken]) -> list[Moment]:
    """Usual moments of the policy at which nothing leaves, for the channel that is looked at, else for the house."""
    channel = filters.channel
    slots = list(slots_between(rhythm.rhythm_of(channel).slots, first, last, house_zone()))
    there = taken
    if filters.place:
        there = [one for one in taken if one.place[:2] == (filters.network, channel.pk if channel else None)]
    return free(slots, {one.at for one in there}, clock.now())


def proposed(version: Version, limit: int = 3) -> list[Moment]:
    """The next slots of its channel, or of the house, where it would be alone; not on days off."""
    zone, now = house_zone(), clock.now()
    first = now.astimezone(zone).date()
    last = first + PROPOSED_WITHIN
    usual = slots_between(rhythm.rhythm_of(version.channel).slots, first, last, zone)
    slots = (one for one in usual if one.at != version.planned_at)
    mine = place_of(version.network, version.channel_id, version.language)
    taken = {one.at for one in taken_between(now, bounds(first, last, zone)[1])
             if one.place == mine and one.version_id != version.pk}  # fmt: skip
    return next_free(slots, taken, days_off(first, last).keys(), now, limit)


def near(version: Version, at: datetime) -> list[Version]:
    """Others that leave by the same way within an hour."""

    def of(versions: QuerySet[Version]) -> QuerySet[Version]:
        found = versions.filter(network=version.network, channel=version.channel_id).exclude(pk=version.pk)
        if version.channel_id is None:
            found = found.filter(language=version.language)
        return with_piece(found)

    found: list[Any] = both(at - timedelta(hours=1), at + timedelta(hours=1), of, 20)
    return [one for one in found if is_near(one.at, at)]


def same_words(version: Version, at: datetime) -> Version | None:
    """Another version with these very words, by the same way, two months before or after."""
    if not version.body.strip():
        return None

    def of(versions: QuerySet[Version]) -> QuerySet[Version]:
        found = versions.filter(network=version.network, channel=version.channel_id).exclude(pk=version.pk)
        said = found.annotate(said=Lower(Trim("body"))).filter(said=version.body.strip().lower())
        return with_piece(said)

    return next(iter(both(at - SAME_WORDS_WITHIN, at + SAME_WORDS_WITHIN, of, 1)), None)


def waiting_for_a_moment(filters: Filters, limit: int = WAITING) -> list[Version]:
    """Agreed to, and without a moment; the latest agreed first."""
    found = filters.of(Version.objects.filter(state="approved", planned_at=None))
    return list(with_piece(found).order_by("-piece__approved_at", "-id")[:limit])


def drafts_to_plan(filters: Filters, limit: int = WAITING) -> list[Version]:
    found = filters.of(Version.objects.filter(state="draft", planned_at=None, piece__state__in=["draft", "in_review"]))
    return list(with_piece(found).order_by("-piece__changed_at", "-id")[:limit])


def one_version(version_id: int) -> Version | None:
    return Version.objects.select_related("piece__author", "channel").filter(pk=version_id).first()


def state_of(version: Version, missed: set[int]) -> str:
    """Its state as the calendar says it: a wish is agreed to or not, a moment that passed is late, then missed."""
    if version.state == "scheduled":
        if version.pk in missed:
            return "missed"
        return "late" if version.planned_at and version.planned_at < clock.now() else "scheduled"
    if version.state == "draft" and version.piece.state == "in_review":
        return "in_review"
    if version.state == "approved" and version.planned_at is None:
        return "agreed"
    return version.state


def events_between(first: date, last: date) -> list[LocalEvent]:
    return list(LocalEvent.objects.filter(to_on__gte=first, from_on__lte=last)[:MOST_EVENTS])


def days_off(first: date, last: date) -> dict[date, str]:
    """Public holidays and days off of the house, by name."""
    house, schedule = Organisation.objects.get(), schedule_of(None)
    country = schedule.country if schedule else country_of_zone(house.time_zone)
    named = days_of_years(
        country, schedule.region if schedule else "", range(first.year, last.year + 1), (get_language() or "")[:2]
    )
    found = {day: name.replace("'", "’") for day, name in named.items() if first <= day <= last}
    if schedule:
        found |= {one.day: one.name for one in schedule.days_off.filter(day__gte=first, day__lte=last)}
    return found


def campaigns_between(first: date, last: date) -> list[Campaign]:
    """Those that say from when to when, and are going on meanwhile."""
    dated = Campaign.objects.exclude(from_on=None, to_on=None).filter(Q(from_on=None) | Q(from_on__lte=last))
    return list(dated.filter(Q(to_on=None) | Q(to_on__gte=first))[:20])


def versions_of(**of: Any) -> list[Version]:
    """All versions of the pieces of a campaign or a topic, by their moments, those without one last."""
    found = Version.objects.filter(**of).exclude(state="withdrawn").select_related("piece", "channel").defer(*HEAVY)
    return list(found.annotate(at=THE_MOMENT).order_by(F("at").asc(nulls_last=True), "id")[:300])


def sources() -> list[dict[str, Any]]:
    """Where events were read from, and how many each brought."""
    found = LocalEvent.objects.exclude(source="").values("source").annotate(count=Count("id"))
    return [dict(one) for one in found.order_by("source")[:50]]


def feed_of(member: Member) -> Feed | None:
    return Feed.objects.filter(member=member).first()


def label_of(version: Version) -> str:
    """Where it goes, in words."""
    return version.channel.name if version.channel else str(network(version.network).label)
