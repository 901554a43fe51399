"""Links by which others tell us, and pictures that this member may see."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from liant.accounts.models import Member
from liant.kit import secrets
from liant.kit.secrets import hash_token
from liant.listening.capture.models import Picture, TipLink
from liant.people.hats import visible_hats
from liant.tenancy.before_tenant import organisation_id_of_tip_link


@dataclass(frozen=True)
class Found:
    organisation_id: int
    token_hash: str


def tip_link_found(token: str) -> Found | None:
    """Asked before the organisation is known; None where the link is closed or was never there."""
    token_hash = hash_token(token)
    organisation_id = organisation_id_of_tip_link(token_hash)
    return Found(organisation_id, token_hash) if organisation_id else None


def tip_link_of(found: Found) -> TipLink:
    return TipLink.objects.get(token_hash=found.token_hash, closed_at=None)


def open_tip_address() -> str:
    """The address to hand round; "" where no link is open."""
    link = TipLink.objects.filter(closed_at=None).first()
    return settings.BASE_URL + reverse("capture-public:tip", args=[secrets.unseal(link.token)]) if link else ""


def picture_of(member: Member, item_id: int) -> Picture:
    """Raises Picture.DoesNotExist where there is none, or none that this member may see."""
    return Picture.objects.get(item_id=item_id, item__channel__default_hat__in=visible_hats(member))
