"""A member's own part in rotations; what a draw reads of everybody, for the worker alone; and counts for whoever arranges."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Q

from liant.accounts.models import Member, TeamMember
from liant.engines.suppression import answers_shown
from liant.kit import clock
from liant.meetings.models import Hearing, KeptApart, Participant, Partner, Question, Rotation, Round
from liant.tenancy.context import own_rows
from liant.tenancy.models import Organisation

LATEST = 12  # rounds on the page of whoever arranges
LEAST = 5  # people


@contextmanager
def own(member: Member) -> Iterator[None]:
    """A block in which this member's own rows are there, and nobody else's."""
    with own_rows(member.pk):
        yield


def zone() -> ZoneInfo:
    return ZoneInfo(Organisation.objects.get().time_zone)


def today() -> date:
    return clock.now().astimezone(zone()).date()


def changeable(rotation_id: int) -> Rotation | None:
    """One that goes on; that of an experiment is changed by nobody."""
    return Rotation.objects.filter(pk=rotation_id, ended_at=None, is_laid_out=False).first()


def teams_of(member: Member) -> list[int]:
    return list(TeamMember.objects.filter(member=member).values_list("team_id", flat=True))


def open_to(member: Member) -> list[Rotation]:
    """Those that go on and in which they may take part."""
    found = Rotation.objects.filter(ended_at=None, is_laid_out=False).filter(
        Q(team=None) | Q(team__in=teams_of(member))
    )
    return list(found.select_related("team"))


def rotation_for(member: Member, rotation_id: int) -> Rotation | None:
    return next((one for one in open_to(member) if one.pk == rotation_id), None)


def participations(member: Member) -> dict[int, Participant]:
    """By the rotation's number; inside `own`."""
    return {one.rotation_id: one for one in Participant.objects.filter(member=member)}


def hearing_of(member_id: int) -> Hearing:
    """How they hear of it, by mail where they never said; inside their own rows."""
    return Hearing.objects.filter(member_id=member_id).first() or Hearing(
        member_id=member_id, ways=[Hearing.Way.MAIL.value]
    )


def hears_by_chat(member: Member) -> bool:
    return Hearing.Way.CHAT in hearing_of(member.pk).ways


@dataclass(frozen=True)
class Table:
    """Whom a member meets in one round."""

    round: Round
    partners: list[Partner]

    @property
    def said(self) -> str:
        return self.partners[0].said


def tables_of(member: Member) -> list[Table]:
    """Of the rounds that are not over, and the latest first; inside `own`."""
    rows = Partner.objects.filter(member=member, round__closed_at=None).select_related(
        "other__user", "round__rotation", "member__user"
    )
    found: dict[int, Table] = {}
    for row in rows.order_by("-round", "id"):
        found.setdefault(row.round_id, Table(row.round, [])).partners.append(row)
    return list(found.values())


def table_of(member: Member, round_id: int) -> Table | None:
    """Inside `own`."""
    return next((one for one in tables_of(member) if one.round.pk == round_id), None)


def kept_from(taking: Iterable[Participant]) -> dict[int, list[Member]]:
    """By rotation, with whom they would rather not be drawn; inside `own`."""
    apart = {one.rotation_id: one.apart for one in taking}
    known = Member.objects.in_bulk([other for others in apart.values() for other in others])
    return {
        rotation: sorted((known[one] for one in others if one in known), key=lambda one: one.name)
        for rotation, others in apart.items()
    }


# what the worker reads of everybody


@dataclass(frozen=True)
class Taking:
    """One who takes part, as the draw reads them."""

    member_id: int
    languages: list[str]
    paused_until: date | None
    apart: list[int]


def taking_part(rotation: Rotation) -> list[Taking]:
    with connection.cursor() as cursor:
        cursor.execute("select * from liant_rotation_participants(%s)", [rotation.pk])
        return [Taking(*row) for row in cursor.fetchall()]


def close_pairs(rotation: Rotation) -> list[tuple[int, int, int]]:
    """(member, member, strength in quarters of a hundred) of those who are close and both said that it may guide the draw."""
    with connection.cursor() as cursor:
        cursor.execute("select * from liant_rotation_close_pairs(%s)", [rotation.pk])
        return [(one, other, strength) for one, other, strength in cursor.fetchall()]


def told_of(round_: Round) -> dict[int, tuple[int, int]]:
    """Number of a table → how many of it said that they met, and that they did not. Nobody's name."""
    with connection.cursor() as cursor:
        cursor.execute("select * from liant_rotation_told(%s)", [round_.pk])
        return {number: (met, not_met) for number, met, not_met in cursor.fetchall()}


# for whoever arranges


def rotations() -> list[Rotation]:
    found = Rotation.objects.filter(is_laid_out=False).select_related("team")
    return list(found.order_by("ended_at", "title", "id")[:100])


def own_questions() -> list[Question]:
    return list(Question.objects.all()[:100])


def kept_apart() -> list[KeptApart]:
    return list(KeptApart.objects.select_related("first", "second").order_by("id")[:500])


@dataclass(frozen=True)
class Counted:
    """What may be shown of one round: None where it would tell of fewer than five. People, not tables."""

    day: date
    people: int | None
    held: int | None
    is_over: bool


def counted(rotation: Rotation) -> list[Counted]:
    found = []
    for one in Round.objects.filter(rotation=rotation).exclude(drawn_at=None).order_by("-number")[:LATEST]:
        parts = {"held": one.held, "not": one.not_held, "silent": one.people - one.held - one.not_held}
        shown = answers_shown(parts, LEAST) if one.closed_at else {}
        is_enough = one.people >= LEAST
        found.append(Counted(one.day, one.people if is_enough else None, shown.get("held") if is_enough else None,
                             one.closed_at is not None))  # fmt: skip
    return found
