"""Everyone reads the rituals of the house and of their own teams; whoever leads keeps them, a team's manager those of their own team
and of the house."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from liant.accounts.models import Member, TeamMember
from liant.accounts.permissions import register
from liant.accounts.roles import EVERYONE, Role
from liant.audit import verbs

OF_ALL = (Role.OWNER, Role.PROGRAMME_LEAD)


def is_of_their_team(member: Member, ritual: Any) -> bool:
    if member.has_role(*OF_ALL) or ritual.team_id is None:
        return True
    return TeamMember.objects.filter(member=member, team_id=ritual.team_id).exists()


register("rituals.see", EVERYONE)
register("rituals.keep", {*OF_ALL, Role.TEAM_MANAGER}, also=is_of_their_team)

verbs.register(
    {
        "rituals.save": _("kept the ritual %(title)s"),
        "rituals.end": _("ended the ritual %(title)s"),
        "rituals.note": _("noted what became of the ritual %(title)s"),
    }
)
