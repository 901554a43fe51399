from django.utils.translation import gettext_lazy as _

from liant.accounts.permissions import register
from liant.accounts.roles import EVERYONE, Role
from liant.audit import verbs

register("listening.note", EVERYONE)
register("listening.change_tip_link", {Role.OWNER, Role.COMMUNICATOR})

verbs.register(
    {
        "listening.note": _("noted it by hand"),
        "listening.open_tip_link": _("made a link for whoever wants to tell us something"),
        "listening.close_tip_link": _("closed the link for whoever wants to tell us something"),
    }
)
