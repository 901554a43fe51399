"""What is asked about users, their organisations and their invitations."""

from collections.abc import Collection
from dataclasses import dataclass

from django.urls import reverse

from liant.accounts.models import Invitation, Member, SignInLink, TeamMember, User
from liant.accounts.roles import Role
from liant.kit import clock
from liant.kit.secrets import hash_token
from liant.tenancy.before_tenant import organisation_id_of_invitation, organisation_ids_of
from liant.tenancy.context import tenant
from liant.tenancy.models import Organisation


@dataclass(frozen=True)
class Place:
    """An organisation someone belongs to, as a link."""

    id: int
    slug: str
    name: str
    kind: str
    roles: list[str]

    @property
    def url(self) -> str:
        return reverse("flows:today", kwargs={"organisation_slug": self.slug})


@dataclass(frozen=True)
class Offer:
    """An invitation with the organisation it opens."""

    invitation: Invitation
    organisation: Organisation
    invited_by: str


def places_of(user: User) -> list[Place]:
    """The organisations this person belongs to, by name. Each one is asked about itself, since none sees another."""
    found = []
    for organisation_id in organisation_ids_of(user.pk):
        with tenant(organisation_id):
            organisation = Organisation.objects.get(id=organisation_id)
            member = Member.objects.get(user_id=user.pk)
        roles = [str(Role(role).label) for role in member.roles]
        found.append(
            Place(organisation.id, organisation.slug, organisation.name, organisation.get_kind_display(), roles)
        )
    return sorted(found, key=lambda place: place.name.casefold())


def user_of_sign_in_link(token: str) -> User | None:
    """Whose link this is, while it is good. Looking doesn't use it up: programs that read mail follow links."""
    link = (
        SignInLink.objects.filter(
            token_hash=hash_token(token), used_at=None, expires_at__gt=clock.now(), user__is_active=True
        )
        .select_related("user")
        .first()
    )
    return link.user if link else None


def offer_of(token: str) -> Offer | None:
    """What the link of an invitation leads to, whatever became of it; None for a link that nobody knows."""
    token_hash = hash_token(token)
    organisation_id = organisation_id_of_invitation(token_hash)
    if organisation_id is None:
        return None
    with tenant(organisation_id):
        invitation = Invitation.objects.select_related("invited_by").get(token_hash=token_hash)
        name = invitation.invited_by.name if invitation.invited_by else ""
        return Offer(invitation, Organisation.objects.get(id=organisation_id), name)


def user_with_address(email: str) -> User | None:
    return User.objects.filter(email__iexact=email).first()


def first_teams(members: Collection[int]) -> dict[int, int]:
    """Member → the number of their first team by name; whoever has none is not in it."""
    found: dict[int, int] = {}
    rows = TeamMember.objects.filter(member_id__in=members).order_by("team__name", "team_id")
    for member, team in rows.values_list("member_id", "team_id"):
        found.setdefault(member, team)
    return found
