"""The handbook belongs to everyone who works in the house: each one reads it and mends it. A page is put away by whoever looks
after it, or by those who answer for the house."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from liant.accounts.models import Member
from liant.accounts.permissions import register
from liant.accounts.roles import EVERYONE, Role
from liant.audit import verbs

ANSWERABLE = frozenset({Role.OWNER, Role.COMMUNICATOR, Role.GUARDIAN})


def may_put_away(member: Member, page: Any) -> bool:
    return page.owner_id == member.pk or member.has_role(*ANSWERABLE)


register("handbook.read", EVERYONE)
register("handbook.write", EVERYONE)
register("handbook.put_away", EVERYONE, also=may_put_away)

verbs.register(
    {
        "handbook.put_away": _("put a page of the handbook away"),
        "handbook.bring_back": _("brought a page of the handbook back"),
    }
)
