"""Every change that a staff list brings: people who come, come back, change teams; and who leaves, when a person says so."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from liant.accounts.actions import deactivate
from liant.accounts.models import Member, Team, TeamMember, User
from liant.accounts.permissions import check
from liant.accounts.roles import Role
from liant.accounts.staff.models import StaffList
from liant.accounts.staff.queries import plan_of
from liant.accounts.staff.rules import Row, key_of
from liant.audit.actions import record


@dataclass(frozen=True)
class Taken:
    new: int
    changed: int
    left: int


def keep_list(*, actor: Member, rows: Sequence[Row], has_teams: bool) -> StaffList:
    """A list that was read, in place of the one that waited: shown before anything of it is taken."""
    check(actor, "staff.change")
    with transaction.atomic():
        StaffList.objects.all().delete()
        kept = StaffList.objects.create(rows=[row.kept() for row in rows], has_teams=has_teams, read_by=actor)
        record(actor, "staff.read_list", kept, count=len(rows))
    return kept


def drop_list(*, actor: Member, staff_list: StaffList) -> None:
    check(actor, "staff.change")
    with transaction.atomic():
        record(actor, "staff.drop_list", staff_list)
        staff_list.delete()


def take_list(*, actor: Member, staff_list: StaffList, leaving: Collection[int]) -> Taken:
    """All of it or nothing. `leaving`: ids of members who are no longer listed and whose membership ends, because a person
    chose them. Raises LastOwner. The same list once more changes nothing."""
    check(actor, "staff.change")
    with transaction.atomic():
        staff_list = StaffList.objects.select_for_update().get(id=staff_list.pk)
        plan = plan_of(staff_list, actor)
        for row in plan.new:
            member = arrive(address=row.address, name=row.full_name, language=row.language)
            join_teams(member, row.teams)
        for change in (*plan.back, *plan.changed):
            member = Member.objects.get(id=change.known.member_id)
            come_back(member, name=change.name)
            join_teams(member, change.joins)
            leave_teams(member, change.leaves)
        gone = [one.member_id for one in plan.gone if one.member_id in leaving]
        for member in Member.objects.filter(id__in=gone):
            deactivate(member)
        taken = Taken(len(plan.new), len(plan.back) + len(plan.changed), len(gone))
        record(actor, "staff.take_list", staff_list, new=taken.new, changed=taken.changed, left=taken.left)
        staff_list.delete()
    return taken


def arrive(*, address: str, name: str, language: str = "") -> Member:
    """Someone who works here from now on, as an employee and nothing more. Whoever has an account here keeps it as it is:
    only their membership is new. For actions that have asked who may and that write the log."""
    known = dict(settings.LANGUAGES)
    user = User.objects.filter(email__iexact=address).first()
    if user is None:
        more = {"language": language} if language in known else {}
        user = User.objects.create_user(email=address.lower(), name=name, **more)
    return Member.objects.create(user=user, name=name, roles=[Role.EMPLOYEE])


def come_back(member: Member, *, name: str = "") -> None:
    """A membership that had ended goes on, with the role of an employee alone: more is given by a person."""
    if not member.is_active:
        member.is_active, member.roles = True, [Role.EMPLOYEE]
    member.name = name or member.name
    member.save(update_fields=["is_active", "roles", "name"])


def join_teams(member: Member, names: Iterable[str]) -> None:
    """Teams are made where none bears the name."""
    for name in names:
        team = team_named(name)
        TeamMember.objects.get_or_create(team=team, member=member)


def leave_teams(member: Member, names: Iterable[str]) -> None:
    keys = {key_of(name) for name in names}
    for place in TeamMember.objects.select_related("team").filter(member=member) if keys else ():
        if key_of(place.team.name) in keys:
            place.delete()


def team_named(name: str) -> Team:
    return Team.objects.filter(name__iexact=name).first() or Team.objects.create(name=name)
