from liant.accounts.models import Member, Team, TeamMember
from liant.accounts.staff.models import DirectoryKey, StaffList
from liant.accounts.staff.rules import Known, Plan, Row, compare, key_of
from liant.kit.secrets import hash_token

MOST_KEYS = 100


def directory_keys() -> list[DirectoryKey]:
    return list(DirectoryKey.objects.select_related("made_by")[:MOST_KEYS])


def key_of_text(text: str) -> DirectoryKey | None:
    """The key of this text while it is good, inside its organisation."""
    return DirectoryKey.objects.filter(token_hash=hash_token(text), revoked_at=None).first()


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
