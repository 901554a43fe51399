from django.utils.translation import gettext_lazy as _

from liant.accounts.permissions import register
from liant.accounts.roles import Role
from liant.audit import verbs

register("workspaces.bring_in", {Role.OWNER})

verbs.register(
    {
        "workspaces.bring_in": _("brought in who turned to whom, from a file of %(source)s"),
        "workspaces.connect": _("connected a workspace: %(source)s"),
        "workspaces.disconnect": _("disconnected a workspace: %(source)s"),
    }
)
