"""Which crises are on, what each holds back, and what waits for a person."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.db.models import Prefetch, Q, QuerySet

from liant.channels.models import Channel
from liant.deliveries.gates import Leaving, is_conversation
from liant.deliveries.models import Delivery
from liant.kit import clock
from liant.writing.crisis.extent import Concern, Extent, Land, Why, why_held
from liant.writing.crisis.models import Bulletin, Check, Crisis, Learned, Line, Release, Statement, Territory
from liant.writing.models import Piece, PieceMedium, Version

VERSION, DELIVERY = "writing.version", "deliveries.delivery"
ROOM = "crisis"  # whose hold a stopped delivery carries
PAGE = 40
MOST_HELD = 200
JUST_BEFORE = timedelta(hours=1)  # what was due so shortly before the switch and had not left is late as well


def crises_on() -> list[Crisis]:
    return list(Crisis.objects.filter(ended_at=None).select_related("owner", "opened_by").order_by("began_at", "id"))


def shop_windows(limit: int = 40) -> list[tuple[str, str]]:
    """(kind, name) of the channels where the house itself is looked at: a profile, a listing; not a mailbox."""
    able = ((one, one.capabilities) for one in Channel.objects.order_by("name")[:200])
    return [(one.kind, one.name) for one, can in able if can.is_public and (can.can_post or can.can_reply)][:limit]


def crises_over(before: tuple[datetime, int] | None = None, limit: int = PAGE + 1) -> list[Crisis]:
    found = Crisis.objects.exclude(ended_at=None).select_related("owner").order_by("-began_at", "-id")
    if before:
        at, crisis_id = before
        found = found.filter(began_at__lte=at).exclude(began_at=at, id__gte=crisis_id)
    return list(found[:limit])


def one_crisis(crisis_id: int) -> Crisis | None:
    return Crisis.objects.select_related("owner", "opened_by", "ended_by").filter(id=crisis_id).first()


def extent_of(crisis: Crisis) -> Extent:
    lands = Territory.objects.filter(id__in=crisis.territories) if crisis.territories else ()
    return Extent(
        crisis.is_whole_house,
        frozenset(crisis.topics),
        frozenset(crisis.channels),
        tuple(Land(frozenset(land.channels), tuple(land.words)) for land in lands),
    )


def concern_of(version: Version, channel_id: int | None = None) -> Concern:
    text = f"{version.piece.title}\n{version.title}\n{version.text}"
    return Concern(channel_id or version.channel_id, version.piece.topic_id, text)


def version_of(asked: Leaving) -> Version | None:
    """What wants to leave is a version, or a row that has one by that name; others are known by their channel alone."""
    found = versions_of(asked.origin_kind, [asked.origin_id])
    return found.get(asked.origin_id)


def versions_of(origin_kind: str, ids: Iterable[int]) -> dict[int, Version]:
    """By the id of the row that wants them to leave."""
    app, _dot, name = origin_kind.partition(".")
    try:
        model: Any = apps.get_model(app, name)
    except (LookupError, ValueError):
        return {}
    known = Version.objects.select_related("piece", "channel")
    if model is Version:
        return known.in_bulk(list(ids))
    if "version" not in {one.name for one in model._meta.get_fields()}:
        return {}
    wanted = dict(model.objects.filter(id__in=list(ids)).values_list("id", "version_id"))
    versions = known.in_bulk([one for one in wanted.values() if one])
    return {row: versions[version] for row, version in wanted.items() if version in versions}


def crises_late_for(version: Version) -> list[Crisis]:
    """Those that are over, and during which the moment of this version went by."""
    if version.state != "scheduled" or version.planned_at is None:
        return []
    at = version.planned_at
    return list(Crisis.objects.filter(ended_at__gte=at, began_at__lte=at + JUST_BEFORE))


def is_of_an_exercise(piece_id: int) -> bool:
    return Statement.objects.filter(piece_id=piece_id, crisis__is_exercise=True).exists()


def is_released(crisis: Crisis, version: Version | None, delivery_id: int | None = None) -> bool:
    """Let go by a person, for good: what was rehearsed lets nothing go."""
    found = Release.objects.filter(crisis=crisis, is_rehearsed=False)
    if version is not None:
        return found.filter(version=version, edition=version.edition).exists()
    return delivery_id is not None and found.filter(delivery_id=delivery_id).exists()


@dataclass(frozen=True)
class Held:
    """What one crisis keeps back: a version, with the deliveries that were made of it already, or a delivery alone."""

    why: Why
    version: Version | None = None
    deliveries: list[Delivery] = field(default_factory=list)
    is_rehearsed: bool = False

    @property
    def moment(self) -> datetime | None:
        if self.version is not None:
            return self.version.planned_at
        return self.deliveries[0].created_at if self.deliveries else None

    @property
    def is_late(self) -> bool:
        return self.moment is not None and self.moment <= clock.now()


def held_by(crisis: Crisis) -> list[Held]:
    """What waits for a person, the soonest first: at most MOST_HELD of each; when those are dealt with, the next come."""
    extent = extent_of(crisis)
    versions = {one.pk: one for one in scheduled_under(crisis)}
    of_versions, alone = held_deliveries()
    if crisis.ended_at is not None:
        stopped = stopped_in([crisis.pk])
        of_versions = {pk: one for pk, one in of_versions.items() if (crisis.pk, VERSION, pk) in stopped}
        alone = [one for one in alone if (crisis.pk, DELIVERY, one.pk) in stopped]
    versions |= {version.pk: version for version, _deliveries in of_versions.values()}
    done = releases_of(crisis, versions)
    found = []
    for version in versions.values():
        why = why_held(extent, concern_of(version))
        if why is None or (version.pk, version.edition, False) in done:
            continue
        deliveries = of_versions[version.pk][1] if version.pk in of_versions else []
        found.append(Held(why, version, deliveries, (version.pk, version.edition, True) in done))
    found.sort(key=lambda one: (one.moment is None, one.moment, one.version.pk if one.version else 0))
    return found + [Held(why, None, [one]) for one in alone if (why := why_held(extent, concern_alone(one)))]


def stopped_in(crises: Iterable[int]) -> set[tuple[int, str, int | None]]:
    """(crisis, kind and id of what it stopped as it was leaving), as their logs say."""
    lines = Line.objects.filter(crisis_id__in=list(crises), kind=Line.Kind.STOPPED)
    return set(lines.values_list("crisis_id", "origin_kind", "origin_id"))


def still_asking(crises: Sequence[Crisis]) -> set[int]:
    """Which of these, that are over, still have something that waits for a person."""
    late = Version.objects.filter(state="scheduled", planned_at__lte=clock.now()).select_related("piece", "channel")
    versions = {one.pk: one for one in late.order_by("-planned_at", "-id")[:MOST_HELD]}
    of_versions, alone = held_deliveries()
    versions |= {version.pk: version for version, _deliveries in of_versions.values()}
    if not versions and not alone:
        return set()
    ids = [one.pk for one in crises]
    stopped = stopped_in(ids)
    released = Release.objects.filter(crisis_id__in=ids, version_id__in=versions, is_rehearsed=False)
    done = set(released.values_list("crisis_id", "version_id", "edition"))
    return {crisis.pk for crisis in crises if asks(crisis, versions.values(), stopped, done) or any(
        (crisis.pk, DELIVERY, one.pk) in stopped for one in alone)}  # fmt: skip


def asks(crisis: Crisis, versions: Iterable[Version], stopped: set[Any], done: set[Any]) -> bool:
    extent = extent_of(crisis)
    return any(
        (crisis.pk, one.pk, one.edition) not in done
        and ((crisis.pk, VERSION, one.pk) in stopped or was_due_in(crisis, one))
        and why_held(extent, concern_of(one)) is not None
        for one in versions
    )


def was_due_in(crisis: Crisis, version: Version) -> bool:
    """Its moment came while this crisis, now over, was on."""
    at = version.planned_at
    return bool(at and crisis.ended_at and crisis.began_at - JUST_BEFORE <= at <= crisis.ended_at)


def scheduled_under(crisis: Crisis) -> list[Version]:
    """Planned versions that this crisis may hold; once it is over, those whose moment went by meanwhile."""
    found = Version.objects.filter(state="scheduled").select_related("piece", "channel").order_by("planned_at", "id")
    if crisis.ended_at is not None:
        found = found.filter(planned_at__lte=crisis.ended_at, planned_at__gte=crisis.began_at - JUST_BEFORE)
    media = Prefetch("piece__media", PieceMedium.objects.defer("content"))
    return list(found.prefetch_related(media, "piece__kept_remarks")[:MOST_HELD])


def held_rows() -> QuerySet[Delivery]:
    rows = Delivery.objects.filter(state="held", holds__room=ROOM, holds__lifted_at=None)
    return rows.select_related("channel", "recipient").distinct().order_by("id")


def held_deliveries() -> tuple[dict[int, tuple[Version, list[Delivery]]], list[Delivery]]:
    """Deliveries that a crisis stopped: by version, and those that belong to none."""
    by_kind: dict[str, list[Delivery]] = {}
    for row in held_rows()[:MOST_HELD]:
        by_kind.setdefault(row.origin_kind, []).append(row)
    of_versions: dict[int, tuple[Version, list[Delivery]]] = {}
    alone: list[Delivery] = []
    for kind, deliveries in by_kind.items():
        known = versions_of(kind, [one.origin_id for one in deliveries])
        for one in deliveries:
            version = known.get(one.origin_id)
            if version is None:
                alone.append(one)
            else:
                of_versions.setdefault(version.pk, (version, []))[1].append(one)
    return of_versions, alone


def held_of(version: Version) -> Iterator[Delivery]:
    """Every delivery of this version that a crisis stopped, however many: a letter has one for each who reads it."""
    held, after = held_rows(), 0
    while batch := list(held.filter(id__gt=after)[:MOST_HELD]):
        after = batch[-1].pk
        for kind in {one.origin_kind for one in batch}:
            of_kind = [one for one in batch if one.origin_kind == kind]
            known = versions_of(kind, {one.origin_id for one in of_kind})
            yield from (one for one in of_kind if known.get(one.origin_id) == version)


def concern_alone(delivery: Delivery) -> Concern:
    """Stopped for its channel, for the whole house, or because nobody said what it is about."""
    return Concern(delivery.channel_id, None, delivery.text, is_conversation(delivery.origin_kind))


def releases_of(crisis: Crisis, versions: Iterable[int]) -> set[tuple[int | None, int, bool]]:
    rows = Release.objects.filter(crisis=crisis, version_id__in=list(versions))
    return set(rows.values_list("version_id", "edition", "is_rehearsed"))


def newest_bulletin(crisis: Crisis, audience: str) -> Bulletin | None:
    return crisis.bulletins.filter(audience=audience).select_related("author").first()


def bulletins_of(crisis: Crisis, audience: str, limit: int = 100) -> list[Bulletin]:
    return list(crisis.bulletins.filter(audience=audience).select_related("author")[:limit])


def shown_crises(limit: int = 5) -> list[Crisis]:
    """Those with a page for everyone, the newest first."""
    return list(Crisis.objects.filter(is_shown=True, is_exercise=False)[:limit])


def checks_of(crisis: Crisis) -> list[Check]:
    return list(crisis.checks.select_related("done_by")[:200])


def lines_of(crisis: Crisis, before: tuple[datetime, int] | None = None, limit: int = PAGE + 1) -> list[Line]:
    found = crisis.lines.select_related("member")
    if before:
        at, line_id = before
        found = found.filter(at__lte=at).exclude(at=at, id__gte=line_id)
    return list(found[:limit])


def statements_of(crisis: Crisis) -> list[Statement]:
    return list(crisis.statements.select_related("piece")[:PAGE])


def statement_of(piece: Piece) -> Statement | None:
    return Statement.objects.filter(piece=piece).select_related("crisis").first()


def lessons_of(crisis: Crisis) -> list[Learned]:
    return list(crisis.lessons.select_related("owner", "author")[:200])


def territories() -> Sequence[Territory]:
    return list(Territory.objects.all()[:200])


def crises_to_remind_of(now: datetime) -> list[Crisis]:
    """On, with a moment gone by of which nobody was told yet."""
    due = Q(review_at__lte=now, review_told_at=None) | Q(next_update_at__lte=now, update_told_at=None)
    return list(Crisis.objects.select_for_update().filter(due, ended_at=None))


def lessons_due(today: Any) -> list[Learned]:
    found = Learned.objects.select_for_update(of=("self",)).filter(due_on__lte=today, done_at=None, told_at=None)
    return list(found.select_related("crisis")[:200])
