"""People from outside who do not want to be asked any more: known by a sum of their address, and asked again by nobody here,
whatever list they stand on. Says nothing of any answer."""

from collections.abc import Collection, Iterable

from django.conf import settings
from django.core import signing
from django.urls import reverse

from liant.kit.secrets import hash_token
from liant.surveys.models import Refusal

SALT = "surveys.refuse"


def sum_of(organisation_id: int, address: str) -> str:
    return hash_token(f"refuse:{organisation_id}:{address.strip().lower()}")


def link_for(organisation_id: int, address: str) -> str:
    """A link that only its letter has; the address isn't in it."""
    token = signing.dumps([organisation_id, sum_of(organisation_id, address)], salt=SALT)
    return settings.BASE_URL + reverse("ask-no-more", args=[token])


def read_link(token: str) -> tuple[int, str] | None:
    """(organisation id, sum of the address); None for a link that isn't ours."""
    try:
        organisation_id, address_sum = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    return organisation_id, address_sum


def refuse(organisation_id: int, address_sum: str) -> None:
    """Nobody did it but they; within the organisation."""
    Refusal.objects.get_or_create(organisation_id=organisation_id, address_sum=address_sum)


def refused_among(organisation_id: int, addresses: Iterable[str]) -> Collection[str]:
    sums = {sum_of(organisation_id, one): one for one in addresses}
    found = Refusal.objects.filter(address_sum__in=sums).values_list("address_sum", flat=True)
    return {sums[one] for one in found}
