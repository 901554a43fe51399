"""Who is listed, as a directory is told: every member and team there is, but for those whom it has removed."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from scim2_models import Meta, NotFoundException, Reference

from liant.accounts.models import Member, Team, TeamMember
from liant.accounts.staff.models import ListedPerson, ListedTeam
from liant.accounts.staff.scim import Email, Group, GroupMember, GroupMembership, Name, User


def people() -> QuerySet[Member]:
    removed = ListedPerson.objects.exclude(removed_at=None).values("member_id")
    places = Prefetch("team_memberships", TeamMember.objects.select_related("team").order_by("team_id"))
    return (
        Member.objects.exclude(id__in=removed)
        .select_related("user")
        .prefetch_related("listings", places)
        .order_by("id")
    )


def teams() -> QuerySet[Team]:
    removed = ListedTeam.objects.exclude(removed_at=None).values("team_id")
    places = Prefetch("memberships", TeamMember.objects.order_by("member_id"))
    return Team.objects.exclude(id__in=removed).prefetch_related("listings", places).order_by("id")


def found(rows: QuerySet[Any], asked_id: str) -> Any:
    """Raises NotFoundException."""
    row = (
        rows.filter(id=int(asked_id)).first()
        if asked_id.isascii() and asked_id.isdecimal() and len(asked_id) < 19
        else None
    )
    if row is None:
        raise NotFoundException(detail="There is nobody and nothing with this id here.")
    return row


def as_user(member: Member, base: str) -> User:
    listing = next(iter(member.listings.all()), None)
    if listing is not None:
        user = User.model_validate(listing.told)
    else:
        user = User(user_name=member.user.email, display_name=member.name, name=Name(formatted=member.name),
                    emails=[Email(value=member.user.email, type="work", primary=True)])  # fmt: skip
    user.id, user.active = str(member.pk), member.is_active
    user.groups = [
        GroupMembership(value=str(one.team_id), ref=Reference(f"{base}Groups/{one.team_id}"), display=one.team.name)
        for one in member.team_memberships.all()
        if member.is_active
    ] or None
    user.meta = _meta("User", listing, member.joined_at, f"{base}Users/{member.pk}")
    return user


def as_group(team: Team, base: str) -> Group:
    listing = next(iter(team.listings.all()), None)
    group = Group(display_name=team.name, external_id=(listing.external_id or None) if listing else None)
    group.id = str(team.pk)
    group.members = [
        GroupMember(value=str(one.member_id), ref=Reference(f"{base}Users/{one.member_id}"), type="User")
        for one in team.memberships.all()
    ] or None
    group.meta = _meta("Group", listing, None, f"{base}Groups/{team.pk}")
    return group


def _meta(kind: str, listing: Any, since: Any, location: str) -> Meta:
    created = listing.listed_at if listing else since
    return Meta(
        resource_type=kind, created=created, last_modified=listing.changed_at if listing else since, location=location
    )
