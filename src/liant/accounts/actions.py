"""Every change to organisations, members, teams and invitations."""

import secrets
from collections.abc import Sequence
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.db import IntegrityError, connection, models, transaction
from django.utils.text import slugify

from liant.accounts import happenings
from liant.accounts.models import Invitation, Member, SignInLink, Team, TeamMember, User
from liant.accounts.permissions import check
from liant.accounts.roles import Role
from liant.accounts.rules import InvitationState, invitation_state
from liant.audit.actions import record
from liant.kit import clock
from liant.kit.secrets import hash_token
from liant.tenancy.before_tenant import organisation_id_of, organisation_id_of_invitation, organisation_ids_of
from liant.tenancy.context import tenant
from liant.tenancy.models import Organisation

INVITATION_LASTS = timedelta(days=14)
LINK_LASTS = timedelta(hours=24)


class LastOwner(Exception):
    """An organisation keeps at least one owner."""


class InvitationOver(Exception):
    """The invitation can't be accepted; `state` tells why, or is empty when nobody knows the link."""

    def __init__(self, state: str = ""):
        super().__init__(f"This invitation is over: {state or 'unknown'}.")
        self.state = state


class AddressTaken(Exception):
    """Someone else signs in with this address."""


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


def renew_invitation_token(invitation: Invitation) -> str:
    """A new token for the link; the former one leads nowhere any more. Refused once the invitation is over."""
    with transaction.atomic():
        fresh = Invitation.objects.select_for_update().get(id=invitation.id)
        _still_open(fresh)
        token = secrets.token_urlsafe(32)
        fresh.token_hash, fresh.mailed_at, fresh.mail_problem = hash_token(token), None, ""
        fresh.save(update_fields=["token_hash", "mailed_at", "mail_problem"])
    return token


def show_invitation_link(*, actor: Member, invitation: Invitation) -> str:
    """The token for a link that is handed over in person, where no mail leaves."""
    check(actor, "accounts.invite")
    with transaction.atomic():
        token = renew_invitation_token(invitation)
        record(actor, "accounts.show_invitation_link", invitation, email=invitation.email)
    return token


def note_invitation_mail(invitation: Invitation, *, token: str, problem: str = "") -> None:
    """What became of the mail that carried this token, unless a newer one has replaced it."""
    outcome = {"mail_problem": problem[:300]} if problem else {"mailed_at": clock.now(), "mail_problem": ""}
    Invitation.objects.filter(id=invitation.id, token_hash=hash_token(token)).update(**outcome)


def _still_open(invitation: Invitation) -> None:
    state = invitation_state(invitation, clock.now())
    if state is not InvitationState.OPEN:
        raise InvitationOver(state)


def accept_invitation(*, user: User, token: str) -> Member:
    """Join the organisation with the link one was sent."""
    organisation_id = organisation_id_of_invitation(hash_token(token))
    with tenant(organisation_id):
        invitation = Invitation.objects.select_for_update().filter(token_hash=hash_token(token)).first()
        if invitation is None:
            raise InvitationOver
        _still_open(invitation)
        return join(user=user, invitation=invitation)


def open_account(*, token: str, name: str, password: str) -> User:
    """Join as someone new. The address is the invitation's."""
    token_hash = hash_token(token)
    try:
        with tenant(organisation_id_of_invitation(token_hash)):
            invitation = Invitation.objects.filter(token_hash=token_hash).first()
            if invitation is None:
                raise InvitationOver
            user = User.objects.create_user(
                email=invitation.email, password=password, name=name.strip(), language=invitation.language
            )
            settle_sign_in_address(user)
            accept_invitation(user=user, token=token)
    except IntegrityError as error:  # one user per address: the database says it, also to two at once
        raise AddressTaken from error
    return user


def settle_sign_in_address(user: User) -> None:
    """The address one signs in with is the one django-allauth knows, and proven: otherwise it would take the present
    address for one that is still waiting, and drop it when another is asked for."""
    own = EmailAddress.objects.filter(user=user)
    if not own.filter(email__iexact=user.email, verified=True, primary=True).exists():
        own.filter(models.Q(primary=True) | models.Q(email__iexact=user.email)).delete()
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)


def change_own_account(*, actor: User, name: str, language: str, time_zone: str, email: str = "") -> None:
    """One's own name, language and zone. `email`: only whoever runs the installation sets it without a mail."""
    email = email.strip().lower()
    with transaction.atomic():
        user = User.objects.select_for_update().get(id=actor.id)
        is_renamed = user.name != name
        user.name, user.language, user.time_zone = name, language, time_zone
        if email and email != user.email and user.is_operator:
            if User.objects.filter(email__iexact=email).exclude(id=user.id).exists():
                raise AddressTaken
            user.email = email
            settle_sign_in_address(user)
        user.save(update_fields=["name", "language", "time_zone", "email"])
        for organisation_id in organisation_ids_of(user.id) if is_renamed else ():
            with tenant(organisation_id):
                member = Member.objects.get(user=user)
                member.name = name
                member.save(update_fields=["name"])
                record(member, "accounts.change_own_name", member)


def choose_language(*, user_id: int, language: str) -> None:
    User.objects.filter(id=user_id).update(language=language)


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
        deactivate(member)
        record(actor, "accounts.close_membership", member, name=member.name)


def deactivate(member: Member) -> None:
    """The end of a membership, for actions that have asked who may and that write the log. What they wrote stays."""
    with transaction.atomic():
        _keep_an_owner(member, [])
        member.is_active = False
        member.save(update_fields=["is_active"])
        happenings.tell_deactivated(member)


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
