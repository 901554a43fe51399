"""Every change to organisations, members, teams and invitations."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import timedelta

from django.db import connection, transaction
from django.utils.text import slugify

from liant.accounts.models import Invitation, Member, SignInLink, Team, TeamMember, User
from liant.accounts.permissions import check
from liant.accounts.roles import Role
from liant.audit.actions import record
from liant.kit import clock
from liant.tenancy.before_tenant import organisation_id_of
from liant.tenancy.context import tenant
from liant.tenancy.models import Organisation

INVITATION_LASTS = timedelta(days=14)
LINK_LASTS = timedelta(hours=24)


class LastOwner(Exception):
    """An organisation keeps at least one owner."""


def hash_token(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def free_slug(name: str) -> str:
    """A short address for this name that no organisation holds yet."""
    base = slugify(name)[:50] or "maison"
    slug, number = base, 1
    while organisation_id_of(slug) is not None:
        number += 1
        slug = f"{base}-{number}"
    return slug


def found_organisation(*, actor: User, name: str, kind: str, **values: object) -> Organisation:
    """Open a new organisation with `actor` as its owner."""
    slug = str(values.pop("slug", "")) or free_slug(name)
    with connection.cursor() as cursor:
        cursor.execute("select nextval(pg_get_serial_sequence('tenancy_organisation', 'id'))")
        organisation_id = cursor.fetchone()[0]
    with tenant(organisation_id):
        organisation = Organisation(id=organisation_id, slug=slug, name=name, kind=kind, **values)
        organisation.save(force_insert=True)
        owner = Member.objects.create(user=actor, name=str(actor), roles=[Role.OWNER])
        record(owner, "accounts.found_organisation", organisation)
    return organisation


def change_organisation(*, actor: Member, organisation: Organisation, **values: object) -> None:
    check(actor, "accounts.change_organisation")
    with transaction.atomic():
        for field, value in values.items():
            setattr(organisation, field, value)
        organisation.save(update_fields=list(values))
        record(actor, "accounts.change_organisation", organisation, fields=sorted(values))


def invite(*, actor: Member, email: str, roles: Sequence[str], language: str) -> tuple[Invitation, str]:
    """Returns the invitation and the token that goes into the link (kept nowhere else)."""
    check(actor, "accounts.invite")
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        invitation = Invitation.objects.create(
            email=email.strip().lower(),
            roles=list(roles),
            language=language,
            token_hash=hash_token(token),
            invited_by=actor,
            expires_at=clock.now() + INVITATION_LASTS,
        )
        record(actor, "accounts.invite", invitation, email=invitation.email, roles=list(roles))
    return invitation, token


def withdraw_invitation(*, actor: Member, invitation: Invitation) -> None:
    check(actor, "accounts.invite")
    with transaction.atomic():
        invitation.withdrawn_at = clock.now()
        invitation.save(update_fields=["withdrawn_at"])
        record(actor, "accounts.withdraw_invitation", invitation, email=invitation.email)


def join(*, user: User, invitation: Invitation) -> Member:
    """Accept an invitation. Accepting twice changes nothing."""
    with transaction.atomic():
        member, is_new = Member.objects.get_or_create(
            user=user, defaults={"name": str(user), "roles": list(invitation.roles)}
        )
        if not is_new:
            member.roles = sorted({*member.roles, *invitation.roles})
            member.is_active = True
            member.save(update_fields=["roles", "is_active"])
        invitation.accepted_at = clock.now()
        invitation.save(update_fields=["accepted_at"])
        record(member, "accounts.join", member)
    return member


def change_roles(*, actor: Member, member: Member, roles: Sequence[str]) -> None:
    check(actor, "accounts.change_member")
    with transaction.atomic():
        _keep_an_owner(member, roles)
        member.roles = list(roles)
        member.save(update_fields=["roles"])
        record(actor, "accounts.change_roles", member, name=member.name, roles=list(roles))


def close_membership(*, actor: Member, member: Member) -> None:
    check(actor, "accounts.change_member")
    with transaction.atomic():
        _keep_an_owner(member, [])
        member.is_active = False
        member.save(update_fields=["is_active"])
        record(actor, "accounts.close_membership", member, name=member.name)


def _keep_an_owner(member: Member, roles: Sequence[str]) -> None:
    owners = Member.objects.select_for_update().filter(is_active=True, roles__contains=[Role.OWNER])
    if Role.OWNER not in roles and {owner.id for owner in owners} == {member.id}:
        raise LastOwner


def create_team(*, actor: Member, name: str) -> Team:
    check(actor, "accounts.change_teams")
    with transaction.atomic():
        team = Team.objects.create(name=name.strip())
        record(actor, "accounts.create_team", team, name=team.name)
    return team


def set_team(*, actor: Member, team: Team, members: Sequence[Member]) -> None:
    check(actor, "accounts.change_teams")
    with transaction.atomic():
        team.memberships.exclude(member__in=members).delete()
        for member in members:
            TeamMember.objects.get_or_create(team=team, member=member)
        record(actor, "accounts.change_team", team, name=team.name)


def create_sign_in_link(user: User) -> str:
    """A token good for one sign-in within a day."""
    token = secrets.token_urlsafe(32)
    SignInLink.objects.create(user=user, token_hash=hash_token(token), expires_at=clock.now() + LINK_LASTS)
    return token


def use_sign_in_link(token: str) -> User | None:
    """The user of a link that is still good, which is used up by this; None otherwise."""
    now = clock.now()
    with transaction.atomic():
        link = (
            SignInLink.objects.select_for_update()
            .filter(token_hash=hash_token(token), used_at=None, expires_at__gt=now, user__is_active=True)
            .first()
        )
        if link is None:
            return None
        link.used_at = now
        link.save(update_fields=["used_at"])
        return link.user
