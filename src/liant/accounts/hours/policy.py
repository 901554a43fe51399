from django.utils.translation import gettext_lazy as _

from liant.accounts.permissions import register
from liant.accounts.roles import EVERYONE, Role
from liant.audit import verbs

register("hours.see", EVERYONE)
register("hours.change", {Role.OWNER, Role.TEAM_MANAGER})

verbs.register(
    {
        "hours.set": _("set when one is at work"),
        "hours.add_day_off": _("noted a day off: %(day)s"),
        "hours.remove_day_off": _("took back a day off: %(day)s"),
        "hours.read_calendar": _("took in %(count)s days off from a calendar"),
        "hours.follow_house": _("gave a team the hours of the house again"),
    }
)
