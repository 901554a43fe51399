from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import F, Q, QuerySet

from liant.accounts.models import Member
from liant.engines.suppression import answers_shown
from liant.inbox.models import Conversation
from liant.inbox.waiting.models import (
    Acknowledgement,
    Asking,
    DayCount,
    Notice,
    Publication,
    Satisfaction,
    Target,
    Wait,
)
from liant.inbox.waiting.rules import LEAST_PEOPLE, Promise, in_force, lateness, share
from liant.kit import clock
from liant.people.hats import HatKind, visible_hats

MOST_SHOWN = 40
LATENESS = ("late", "soon", "later", "")


def own_promises() -> list[Promise]:
    fields = ("hat", "intent", "amount", "unit", "team_id", "is_on")
    return [Promise(*row) for row in Target.objects.values_list(*fields)]


def promises_in_force() -> dict[tuple[str, str], Promise]:
    return in_force(own_promises())


@dataclass(frozen=True)
class Group:
    """Those who wait with the same urgency: first a bounded list, and whether there are more."""

    lateness: str
    waits: list[Wait]
    has_more: bool = False


@dataclass(frozen=True)
class Hidden:
    """Under a hat that the reader may not read: the fact that someone waits, since when, until when; no more."""

    hat: str
    since: datetime
    due_at: datetime | None
    is_late: bool


@dataclass
class WhoWaits:
    groups: list[Group] = field(default_factory=list)
    hidden: list[Hidden] = field(default_factory=list)

    @property
    def first(self) -> Wait | None:
        return next((wait for group in self.groups for wait in group.waits), None)


def readable_waits(member: Member, hat: str = "") -> QuerySet[Wait]:
    """Open waits for an answer that this member may read about."""
    found = Wait.objects.filter(ended_at=None, due="answer")
    hats = visible_hats(member)
    if hat:
        found = found.filter(hat=hat)
    if hats == frozenset(HatKind):
        return found
    return found.filter(Q(hat__in=hats) | Q(conversation__assignee=member))


def who_waits(member: Member, hat: str = "") -> WhoWaits:
    """Everyone who waits, the latest promise first; those without a promise by how long they wait."""
    now = clock.now()
    shown = WhoWaits(hidden=hidden_from(member, now))
    dated = readable_waits(member, hat).select_related("conversation__person", "channel")
    late = list(dated.filter(due_at__lte=now).order_by("due_at", "id")[: MOST_SHOWN + 1])
    coming = list(dated.filter(due_at__gt=now).order_by("due_at", "id")[: MOST_SHOWN + 1])
    free = list(dated.filter(due_at=None).order_by("since", "id")[: MOST_SHOWN + 1])
    by_lateness: dict[str, list[Wait]] = {name: [] for name in LATENESS}
    for wait in (*late, *coming, *free):
        by_lateness[lateness(wait.due_at, now)].append(wait)
    for name, waits in by_lateness.items():
        if waits:
            shown.groups.append(Group(name, waits[:MOST_SHOWN], len(waits) > MOST_SHOWN))
    return shown


def hidden_from(member: Member, now: datetime) -> list[Hidden]:
    """For each hat that the reader may not read, the one who waits longest past the promise, if anyone does."""
    found = []
    for hat in sorted(set(HatKind) - visible_hats(member)):
        others = Wait.objects.filter(ended_at=None, due="answer", hat=hat).exclude(conversation__assignee=member)
        wait = others.order_by(F("due_at").asc(nulls_last=True), "id").first()
        if wait:
            found.append(Hidden(hat, wait.since, wait.due_at, bool(wait.due_at and wait.due_at <= now)))
    return found


def hats_that_wait(member: Member) -> list[str]:
    """Hats in which someone waits, among those this member may read: one look along the index for each."""
    waits = Wait.objects.filter(ended_at=None, due="answer")
    return [hat for hat in HatKind if hat in visible_hats(member) and waits.filter(hat=hat).exists()]


def wait_of(conversation: Conversation) -> Wait | None:
    """The wait that goes on, else the latest."""
    return Wait.objects.filter(conversation=conversation).order_by(F("ended_at").desc(nulls_first=True), "-id").first()


def notices_to_mail(member: Member) -> list[Notice]:
    found = Notice.objects.filter(member=member, mailed_at=None, wait__ended_at=None).order_by("id")
    return list(found.select_related("wait__conversation__person", "wait__channel")[:MOST_SHOWN])


def day_counts(from_day: date, to_day: date, **only: Any) -> list[DayCount]:
    return list(DayCount.objects.filter(day__gte=from_day, day__lte=to_day, **only))


def is_published() -> bool:
    return Publication.objects.filter(is_on=True).exists()


def acknowledgements() -> dict[tuple[int, str], Acknowledgement]:
    return {(one.channel_id, one.hat): one for one in Acknowledgement.objects.select_related("member")}


def asked_hats() -> set[str]:
    return set(Asking.objects.filter(is_on=True).values_list("hat", flat=True))


@dataclass(frozen=True)
class Felt:
    """How people met in one hat felt; `happy` is a share with its interval. None under LEAST_PEOPLE answers, and where it
    would tell what fewer than five of them answered, or that all answered alike; so with each of `faces`."""

    hat: str
    asked: int
    answered: int
    happy: tuple[float, float, float] | None
    faces: Mapping[int, int]


def satisfaction_by_hat(member: Member, since: datetime) -> list[Felt]:
    """Of the questions asked since; only hats that this member may read."""
    rows = Satisfaction.objects.filter(asked_at__gte=since, hat__in=visible_hats(member)).values_list("hat", "face")
    by_hat: dict[str, list[int | None]] = {}
    for hat, face in rows:
        by_hat.setdefault(hat, []).append(face)
    return [felt(hat, by_hat[hat]) for hat in HatKind if hat in by_hat]


def felt(hat: str, faces: Iterable[int | None]) -> Felt:
    asked = list(faces)
    given = [face for face in asked if face]
    counts = {str(face.value): given.count(face) for face in Satisfaction.Face}
    told = {int(face): count for face, count in answers_shown(counts).items()} if len(given) >= LEAST_PEOPLE else {}
    happy = share(told[Satisfaction.Face.HAPPY], len(given)) if Satisfaction.Face.HAPPY in told else None
    return Felt(hat, len(asked), len(given), happy, told)
