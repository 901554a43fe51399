"""The hats a person may wear, and which roles may read what is said under each.

Recruiters never see complaints, press officers never candidatures: across hats the default is the fact that someone
waits, nothing more.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from liant.accounts.models import Member
from liant.accounts.roles import Role


class HatKind(models.TextChoices):
    CUSTOMER = "customer", _("customer")
    PROSPECT = "prospect", _("prospect")
    RESIDENT = "resident", _("resident")
    CANDIDATE = "candidate", _("candidate")
    EMPLOYEE = "employee", _("employee")
    EXPERT = "expert", _("expert")
    JOURNALIST = "journalist", _("journalist")
    CREATOR = "creator", _("creator")
    PARTNER = "partner", _("partner")
    SUPPLIER = "supplier", _("supplier")
    OFFICIAL = "official", _("elected official")
    PUBLIC = "public", _("member of the public")


_CARE = frozenset(
    {HatKind.CUSTOMER, HatKind.PROSPECT, HatKind.RESIDENT, HatKind.PUBLIC, HatKind.SUPPLIER, HatKind.OFFICIAL}
)
_PRESS = frozenset({HatKind.JOURNALIST, HatKind.CREATOR})
_CANDIDATES = frozenset({HatKind.CANDIDATE})
_ALL = frozenset(HatKind)

HATS_OF_ROLE: dict[str, frozenset[str]] = {
    Role.OWNER: _ALL,
    Role.COMMUNICATOR: _ALL - _CANDIDATES - {HatKind.EMPLOYEE},
    Role.CARE_AGENT: _CARE | {HatKind.PARTNER},
    Role.RECRUITER: _CANDIDATES,
    Role.PRESS_OFFICER: _PRESS,
    Role.GUARDIAN: _CARE | _PRESS,
}


def visible_hats(member: Member) -> frozenset[str]:
    """Hats under which this member may read what was said."""
    if not member.is_active:
        return frozenset()
    return frozenset().union(*(HATS_OF_ROLE.get(role, frozenset()) for role in member.roles))
