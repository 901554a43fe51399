from django.utils.translation import gettext_lazy as _

from liant.accounts.permissions import register
from liant.accounts.roles import Role
from liant.audit import verbs
from liant.deliveries.gates import register_conversation

register("inbox.change_canaries", {Role.OWNER, Role.COMMUNICATOR})

register_conversation("canary.canary")

verbs.register(
    {
        "canary.add": _("added the published address %(name)s"),
        "canary.change": _("changed the published address %(name)s"),
        "canary.pause": _("lets the published address %(name)s be for now"),
        "canary.resume": _("has the published address %(name)s checked again"),
        "canary.remove": _("took out the published address %(name)s"),
        "canary.send": _("sent a message that checks whether %(name)s is read"),
        "canary.unread": _("found that nobody reads %(name)s"),
        "canary.read": _("found that %(name)s is read"),
    }
)
