from django.db import connection

from liant.accounts.models import Member, TeamMember
from liant.kit import clock
from liant.meetings import queries
from liant.meetings.buddies import rules
from liant.meetings.buddies.models import Welcome, Willing


def is_new(member: Member) -> bool:
    return rules.is_new(member.joined_at, clock.now())


def willing(member: Member) -> Willing | None:
    """Inside their own rows."""
    return Willing.objects.filter(member=member).first()


def welcomes(member: Member) -> list[Welcome]:
    """Inside their own rows: those that go on, or wait for somebody's answer."""
    found = Welcome.objects.filter(member=member).exclude(said="no").exclude(other_said="no")
    return [
        one for one in found.select_related("other__user").order_by("id")
        if one.until is None or one.until >= queries.today()
    ]  # fmt: skip


def proposed_to(member: Member) -> set[int]:
    """Inside their own rows: everyone with whom it was tried."""
    return set(Welcome.objects.filter(member=member).values_list("other_id", flat=True))


def candidates() -> list[rules.Candidate]:
    """Who would welcome a newcomer: told to nobody, read to propose one of them."""
    with connection.cursor() as cursor:
        cursor.execute("select * from liant_willing_buddies(%s)", [queries.today()])
        rows = cursor.fetchall()
    teams: dict[int, list[int]] = {}
    found = TeamMember.objects.filter(member_id__in=[row[0] for row in rows])
    for member_id, team_id in found.values_list("member_id", "team_id"):
        teams.setdefault(member_id, []).append(team_id)
    return [rules.Candidate(row[0], row[1], row[2], teams.get(row[0], [])) for row in rows]
