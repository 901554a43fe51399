from django.utils.translation import gettext_lazy as _

from liant.accounts.permissions import register
from liant.accounts.roles import Role
from liant.audit import verbs

register("alerts.see", {Role.OWNER, Role.COMMUNICATOR, Role.GUARDIAN, Role.AUDITOR})
register("alerts.change", {Role.OWNER})

verbs.register(
    {
        "alerts.set_place": _("set what is told at once to %(name)s"),
        "alerts.remove_place": _("no longer tells anything to %(name)s"),
        "alerts.try_place": _("sent a test to %(name)s"),
    }
)
