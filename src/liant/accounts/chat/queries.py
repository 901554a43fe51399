from liant.accounts.chat import speaking
from liant.accounts.chat.models import Place
from liant.accounts.models import Member
from liant.kit import secrets
from liant.tenancy.context import own_rows


def address_of(member: Member) -> str:
    """Unsealed, for whoever tells them something there; "" where they have none, or nobody knows such places."""
    with own_rows(member.pk):
        sealed = Place.objects.filter(member=member).values_list("address", flat=True).first()
    return secrets.unseal(sealed) if sealed and speaking.is_there() else ""


def shown(member: Member) -> str:
    """As the member reads it: the service, and its server where it is one's own."""
    address = address_of(member)
    return speaking.checked(address) if address else ""
