from liant.accounts.models import Member, Team, TeamMember
from liant.accounts.staff.models import StaffList
from liant.accounts.staff.rules import Known, Plan, Row, compare, key_of


def list_read() -> StaffList | None:
    return StaffList.objects.select_related("read_by").first()


def who_is_here(reader: Member | None = None) -> list[Known]:
    """Every member, also those whose membership has ended."""
    teams: dict[int, set[str]] = {}
    for member_id, name in TeamMember.objects.values_list("member_id", "team__name"):
        teams.setdefault(member_id, set()).add(key_of(name))
    return [
        Known(one.pk, one.user.email, one.name, frozenset(teams.get(one.pk, ())), one.is_active, one == reader)
        for one in Member.objects.select_related("user").order_by("name", "id")
    ]


def plan_of(staff_list: StaffList, reader: Member) -> Plan:
    """What the list would change now, which may be less than when it was read."""
    rows = [Row.from_kept(one) for one in staff_list.rows]
    names = Team.objects.values_list("name", flat=True)
    return compare(rows, who_is_here(reader), names, has_teams=staff_list.has_teams)
