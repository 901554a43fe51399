from django.utils.translation import gettext_lazy as _

from liant.accounts.permissions import register
from liant.accounts.roles import Role
from liant.audit import verbs

LISTENERS = {Role.OWNER, Role.COMMUNICATOR, Role.CARE_AGENT, Role.GUARDIAN, Role.PRESS_OFFICER}
register("listening.read", LISTENERS)
register("listening.change_queries", {Role.OWNER, Role.COMMUNICATOR})

verbs.register(
    {
        "listening.save_query": _("changed what is listened for: %(name)s"),
        "listening.delete_query": _("stopped listening for %(name)s"),
        "listening.correct": _("corrected the reading: %(intent)s"),
    }
)
