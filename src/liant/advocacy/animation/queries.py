"""Meetings of a quarter and what it lacks; and a member's own rows, for that member."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Count, Q

from liant.accounts.models import Member
from liant.advocacy.animation.models import Asked, Charge, Feed, Habit, Meeting, Presence
from liant.advocacy.between import Met
from liant.kit import clock
from liant.tenancy.context import own_rows
from liant.tenancy.models import Organisation

MOST = 200


@dataclass(frozen=True)
class Quarter:
    first: date

    @property
    def past(self) -> date:
        return (self.first + timedelta(days=100)).replace(day=1)

    @property
    def months(self) -> list[date]:
        return [self.first, *((self.first + timedelta(days=days)).replace(day=1) for days in (40, 70))]

    @property
    def key(self) -> str:
        return f"{self.first.year}-{self.first.month // 3 + 1}"

    @property
    def before(self) -> "Quarter":
        return quarter_of(self.first - timedelta(days=1))

    @property
    def after(self) -> "Quarter":
        return quarter_of(self.past)


def quarter_of(day: date) -> Quarter:
    return Quarter(day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1))


def zone() -> ZoneInfo:
    return ZoneInfo(Organisation.objects.get().time_zone)


def today() -> date:
    return clock.now().astimezone(zone()).date()


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), zone())


def meetings_in(quarter: Quarter) -> list[Meeting]:
    return meetings_between(quarter.first, quarter.past)


def meetings_between(first: date, past: date) -> list[Meeting]:
    found = Meeting.objects.select_related("habit").filter(starts_at__gte=midnight(first), starts_at__lt=midnight(past))
    return list(found[:MOST])


def one_meeting(meeting_id: int) -> Meeting | None:
    return Meeting.objects.select_related("habit", "by").filter(id=meeting_id).first()


def habits(*, is_over: bool | None = False) -> list[Habit]:
    found = Habit.objects.all()
    return list((found if is_over is None else found.filter(is_over=is_over))[:MOST])


def missing_in(quarter: Quarter) -> list[tuple[Habit, int]]:
    """What comes again and is not fixed for this quarter, with how often it lacks."""
    within = Q(meetings__starts_at__gte=midnight(quarter.first), meetings__starts_at__lt=midnight(quarter.past))
    counted = Habit.objects.filter(is_over=False).annotate(
        fixed=Count("meetings", filter=within & ~Q(meetings__state=Meeting.State.CANCELLED))
    )
    return [(one, one.times - one.fixed) for one in counted if one.fixed < one.times]


def charges() -> list[Charge]:
    return list(
        Charge.objects.select_related("member").filter(member__is_active=True).order_by("kind", "member__name")[:MOST]
    )


def empty_charges(held: list[Charge]) -> list[str]:
    known = {one.kind for one in held}
    return [kind for kind in Charge.Kind.values if kind not in known]


def members() -> list[Member]:
    return list(Member.objects.filter(is_active=True).order_by("name")[:2000])


def met(from_at: datetime, to_at: datetime) -> Met:
    within = Meeting.objects.filter(starts_at__gte=from_at, starts_at__lt=to_at)
    counted = dict(within.order_by().values_list("state").annotate(count=Count("id")))
    last = Meeting.objects.filter(starts_at__lt=to_at, state=Meeting.State.HELD).order_by("-starts_at").first()
    return Met(
        counted.get(Meeting.State.HELD, 0), counted.get(Meeting.State.CANCELLED, 0), last.starts_at if last else None
    )


def feed_of(member: Member) -> Feed | None:
    return Feed.objects.filter(member=member).first()


# a member's own rows


def was_there(member: Member, meetings: list[Meeting]) -> set[int]:
    with own_rows(member.pk):
        return set(Presence.objects.filter(member=member, meeting__in=meetings).values_list("meeting_id", flat=True))


def there_together(meeting: Meeting) -> list[Member]:
    """Those who say that they were there and had agreed before that whom they turn to is seen; nobody, of more than twelve. Asked to
    note it between them, and for nothing else."""
    with connection.cursor() as cursor:
        cursor.execute("select * from liant_there_together(%s)", [meeting.pk])
        return list(Member.objects.filter(pk__in=[row[0] for row in cursor.fetchall()]).order_by("pk"))


def presence_of(member: Member) -> list[int]:
    """Inside their own rows."""
    return list(Presence.objects.filter(member=member).order_by("meeting").values_list("meeting_id", flat=True))


def asked_of(member: Member) -> list[tuple[datetime, str]]:
    """Inside their own rows: what they were asked, and what followed once it is known."""
    return list(
        Asked.objects.filter(member=member).exclude(followed="open").order_by("at", "id").values_list("at", "followed")
    )


def asked_seen_by(member: Member) -> list[Asked]:
    with own_rows(member.pk):
        return list(Asked.objects.select_related("asker").filter(member=member).order_by("-at", "-id")[:50])
