"""Whoever may read or answer may let a programme do so in their name; the owner may take any token back."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from liant.accounts.models import Member
from liant.accounts.permissions import register
from liant.accounts.roles import ANSWERING, EVERYONE, Role
from liant.audit import verbs


def is_ones_own(member: Member, token: Any) -> bool:
    return token.member_id == member.id or member.has_role(Role.OWNER)


register("tokens.use", ANSWERING | {Role.AUDITOR})
register("tokens.revoke", EVERYONE, also=is_ones_own)

verbs.register(
    {
        "tokens.make": _("made the token %(name)s"),
        "tokens.revoke": _("took back the token %(name)s"),
    }
)
