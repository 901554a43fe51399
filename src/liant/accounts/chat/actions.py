"""A member's place by chat, in no log: it is theirs. Each room that speaks there says whether it still does."""

from collections.abc import Callable

from django.db import transaction

from liant.accounts.chat.models import Place
from liant.accounts.models import Member
from liant.accounts.permissions import check
from liant.kit import secrets
from liant.tenancy.context import own_rows

IsUsed = Callable[[Member], bool]  # asked within the member's own rows
_uses: list[IsUsed] = []


def register_use(is_used: IsUsed) -> None:
    _uses.append(is_used)


def keep(*, actor: Member, address: str) -> None:
    """From now on they hear there, in every room in which they chose to hear by chat."""
    check(actor, "chat.keep")
    with transaction.atomic(), own_rows(actor.pk):
        Place.objects.update_or_create(member=actor, defaults={"address": secrets.seal(address)})


def forget_unused(*, member: Member) -> None:
    """Gone once no room speaks there any more, or with the membership; nobody did it."""
    with transaction.atomic(), own_rows(member.pk):
        if not member.is_active or not any(is_used(member) for is_used in _uses):
            Place.objects.filter(member=member).delete()
