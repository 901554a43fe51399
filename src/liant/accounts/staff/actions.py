"""Every change that a staff list brings: people who come, come back, change teams; and who leaves, when a person says so."""

import secrets
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction

from liant.accounts.actions import LastOwner, deactivate, settle_sign_in_address
from liant.accounts.models import Member, Team, TeamMember, User
from liant.accounts.permissions import check
from liant.accounts.roles import Role
from liant.accounts.staff.models import DirectoryKey, ListedPerson, ListedTeam, StaffList
from liant.accounts.staff.queries import plan_of
from liant.accounts.staff.rules import Refused, Row, Told, Why, key_of
from liant.audit.actions import record
from liant.kit import clock
from liant.kit.secrets import hash_token
from liant.tenancy.before_tenant import organisation_ids_of


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


@dataclass(frozen=True)
class ToldTeam:
    """What a directory says of a group; `member_ids` as it writes them."""

    name: str
    external_id: str
    member_ids: frozenset[str]


def make_key(*, actor: Member, name: str) -> tuple[DirectoryKey, str]:
    """A key for one directory; returns it with its text, which is kept nowhere."""
    check(actor, "staff.change")
    prefix = f"annuaire_{secrets.token_hex(4)}"
    text = f"{prefix}_{secrets.token_urlsafe(32)}"
    with transaction.atomic():
        key = DirectoryKey.objects.create(name=name.strip(), prefix=prefix, token_hash=hash_token(text), made_by=actor)
        record(actor, "staff.make_key", key, name=key.name)
    return key, text


def revoke_key(*, actor: Member, key: DirectoryKey) -> None:
    """The directory comes in no more, from the next request on; whom it brought stays."""
    check(actor, "staff.change")
    with transaction.atomic():
        key = DirectoryKey.objects.select_for_update().get(id=key.pk)
        if key.revoked_at is None:
            key.revoked_at = clock.now()
            key.save(update_fields=["revoked_at"])
            record(actor, "staff.revoke_key", key, name=key.name)


def note_use(key: DirectoryKey) -> None:
    today = clock.now().date()
    if key.last_used_on != today:
        DirectoryKey.objects.filter(id=key.pk).update(last_used_on=today)


def list_person(*, key: DirectoryKey, told: Told) -> Member:
    """Someone new, someone who was here without the directory, or someone whom it had removed. Raises Refused."""
    with transaction.atomic():
        member = Member.objects.filter(user__email__iexact=told.address).first()
        listing = ListedPerson.objects.filter(member=member).first() if member else None
        if listing is not None and listing.removed_at is None:
            raise Refused(Why.TAKEN, "Someone with this address is listed already.")
        _keep_user_name(told, listing)
        if member is None:
            member = arrive(address=told.address, name=told.name, language=told.language)
        elif told.is_active:
            come_back(member, name=told.name)
        if not told.is_active and member.is_active:
            _end(member)
        now = clock.now()
        values = {"user_name": told.user_name, "external_id": told.external_id, "told": told.kept}
        more = {"listed_at": now, "changed_at": now, "removed_at": None}
        ListedPerson.objects.update_or_create(member=member, defaults={**values, **more})
        record(None, "staff.list_person", member, name=member.name, by=key.name)
    return member


def change_person(*, key: DirectoryKey, member: Member, told: Told) -> None:
    """What the directory says now. Raises Refused."""
    with transaction.atomic():
        member = Member.objects.select_for_update(of=("self",)).select_related("user").get(id=member.pk)
        listing = ListedPerson.objects.filter(member=member).first()
        _keep_user_name(told, listing)
        if listing is None or listing.told != told.kept:
            _change_address(member, told.address)
            member.name = told.name
            member.save(update_fields=["name"])
        if told.is_active and not member.is_active:
            come_back(member)
        was_active = member.is_active
        if not told.is_active and member.is_active:
            _end(member)
        values = {"user_name": told.user_name, "external_id": told.external_id, "told": told.kept}
        ListedPerson.objects.update_or_create(member=member, defaults={**values, "changed_at": clock.now()})
        verb = "staff.end_person" if was_active and not member.is_active else "staff.change_person"
        record(None, verb, member, name=member.name, by=key.name)


def remove_person(*, key: DirectoryKey, member: Member) -> None:
    """The directory knows them no more: their membership ends, and what they wrote stays. Nothing is deleted."""
    with transaction.atomic():
        if member.is_active:
            _end(member)
        now = clock.now()
        values = {"user_name": member.user.email.lower(), "told": {}, "external_id": ""}
        ListedPerson.objects.update_or_create(member=member, defaults={**values, "changed_at": now, "removed_at": now})
        record(None, "staff.end_person", member, name=member.name, by=key.name)


def list_team(*, key: DirectoryKey, told: ToldTeam) -> Team:
    """Raises Refused."""
    with transaction.atomic():
        team = Team.objects.filter(name__iexact=told.name).first()
        if team is not None and not ListedTeam.objects.filter(team=team).exclude(removed_at=None).exists():
            raise Refused(Why.TAKEN, "A team bears this name already.")
        team = team or Team.objects.create(name=_team_name(told.name))
        now = clock.now()
        values = {"external_id": told.external_id[:254], "listed_at": now, "changed_at": now, "removed_at": None}
        ListedTeam.objects.update_or_create(team=team, defaults=values)
        _set_members(team, told.member_ids)
        record(None, "staff.list_team", team, name=team.name, by=key.name)
    return team


def change_team(*, key: DirectoryKey, team: Team, told: ToldTeam) -> None:
    """Raises Refused."""
    with transaction.atomic():
        team = Team.objects.select_for_update().get(id=team.pk)
        if Team.objects.filter(name__iexact=told.name).exclude(id=team.pk).exists():
            raise Refused(Why.TAKEN, "Another team bears this name.")
        team.name = _team_name(told.name)
        team.save(update_fields=["name"])
        values = {"external_id": told.external_id[:254], "changed_at": clock.now()}
        ListedTeam.objects.update_or_create(team=team, defaults=values)
        _set_members(team, told.member_ids)
        record(None, "staff.change_team", team, name=team.name, by=key.name)


def remove_team(*, key: DirectoryKey, team: Team) -> None:
    """The team is emptied and the directory knows it no more: its hours and its letters are kept for a person to look at."""
    with transaction.atomic():
        team.memberships.all().delete()
        now = clock.now()
        ListedTeam.objects.update_or_create(
            team=team, defaults={"external_id": "", "changed_at": now, "removed_at": now}
        )
        record(None, "staff.end_team", team, name=team.name, by=key.name)


def _keep_user_name(told: Told, listing: ListedPerson | None) -> None:
    others = ListedPerson.objects.filter(user_name=told.user_name, removed_at=None)
    if (others.exclude(id=listing.pk) if listing else others).exists():
        raise Refused(Why.TAKEN, "Someone is listed under this userName already.")


def _end(member: Member) -> None:
    try:
        deactivate(member)
    except LastOwner:
        raise Refused(Why.FIXED, "The last owner of the house stays until someone else has the keys.") from None


def _change_address(member: Member, address: str) -> None:
    """Only of an account that belongs to this house alone and that nobody opens by a secret of their own: whoever could turn
    the address of another could enter where they do."""
    user = User.objects.select_for_update().get(id=member.user_id)
    if user.email.casefold() == address.casefold():
        return
    if User.objects.filter(email__iexact=address).exclude(id=user.pk).exists():
        raise Refused(Why.TAKEN, "Someone else signs in with this address.")
    own_secret = user.has_usable_password() or Authenticator.objects.filter(user=user).exists()
    houses = set(organisation_ids_of(user.pk)) - {member.organisation_id}
    if user.is_operator or own_secret or houses or Role.OWNER in member.roles:
        raise Refused(Why.FIXED, "This person signs in with their address and changes it themselves.")
    user.email = address.lower()
    user.save(update_fields=["email"])
    settle_sign_in_address(user)


def _team_name(name: str) -> str:
    if not name or len(name) > 120:
        raise Refused(Why.WRONG, "displayName must hold 1 to 120 characters.")
    return name


def _set_members(team: Team, told_ids: frozenset[str]) -> None:
    ids = {int(one) for one in told_ids if one.isascii() and one.isdecimal() and len(one) < 19}
    known = set(Member.objects.filter(id__in=ids).values_list("id", flat=True))
    if len(known) != len(told_ids):
        raise Refused(Why.WRONG, "A member of the group is not listed here.")
    team.memberships.exclude(member_id__in=known).delete()
    there = set(team.memberships.values_list("member_id", flat=True))
    for member_id in sorted(known - there):
        TeamMember.objects.create(team=team, member_id=member_id)
