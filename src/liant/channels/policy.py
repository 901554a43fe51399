from django.utils.translation import gettext_lazy as _

from liant.accounts.permissions import register
from liant.accounts.roles import ANSWERING, Role
from liant.audit import verbs

register("channels.see", ANSWERING | {Role.AUDITOR})
register("channels.change", {Role.OWNER, Role.COMMUNICATOR})

verbs.register(
    {
        "channels.connect": _("connected the channel %(name)s"),
        "channels.change": _("changed the settings of the channel %(name)s"),
        "channels.pause": _("paused the channel %(name)s"),
        "channels.resume": _("resumed the channel %(name)s"),
        "channels.break": _("was cut off from the channel %(name)s"),
        "channels.import": _("read a file into the channel %(name)s"),
    }
)
