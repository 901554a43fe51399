from django.utils.translation import gettext_lazy as _

from liant.accounts.permissions import register
from liant.accounts.roles import EVERYONE, Role
from liant.audit import verbs

register("letters.choose", EVERYONE)
register("letters.circles", {Role.OWNER, Role.COMMUNICATOR, Role.TEAM_MANAGER})

verbs.register(
    {
        "letters.set_circle": _("set which praise is told to a team: %(name)s"),
        "letters.remove_circle": _("no longer tells this praise to a team: %(name)s"),
    }
)
