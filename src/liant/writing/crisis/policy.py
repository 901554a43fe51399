"""Who may do what in a crisis. Switching on is quick and harms nobody: whoever speaks for the house or watches over it may.
Letting go and switching off are for whoever answers for what is said."""

from django.utils.translation import gettext_lazy as _

from liant.accounts.permissions import register
from liant.accounts.roles import ANSWERING, EVERYONE, Role
from liant.audit import verbs
from liant.writing.policy import AGREEING, READERS

SWITCHING_ON = frozenset({Role.OWNER, Role.COMMUNICATOR, Role.PRESS_OFFICER, Role.GUARDIAN})
ANSWERABLE = frozenset({Role.OWNER, Role.COMMUNICATOR})

register("crisis.read", EVERYONE)  # the page for colleagues
register("crisis.see", READERS | ANSWERING)
register("crisis.switch_on", SWITCHING_ON)
register("crisis.change", ANSWERABLE)
register("crisis.switch_off", ANSWERABLE)
register("crisis.release", ANSWERABLE | {Role.PRESS_OFFICER})
register("crisis.tell", SWITCHING_ON)
register("crisis.note", AGREEING | ANSWERING)  # the log by hand, and what was brought up to date
register("crisis.learn", AGREEING | ANSWERING)
register("crisis.arrange", ANSWERABLE)  # territories

verbs.register(
    {
        "crisis.switch_on": _("switched the crisis mode on: %(reason)s"),
        "crisis.rehearse": _("began an exercise of crisis: %(reason)s"),
        "crisis.change": _("changed what the crisis mode holds back"),
        "crisis.switch_off": _("switched the crisis mode off: %(reason)s"),
        "crisis.release": _("released it during the crisis: %(reason)s"),
        "crisis.rehearse_release": _("released it in the exercise, nothing left: %(reason)s"),
        "crisis.plan_anew": _("planned it anew during the crisis: %(reason)s"),
        "crisis.withdraw": _("withdrew it during the crisis: %(reason)s"),
        "crisis.draft": _("drafted a word in the four steps"),
        "crisis.tell": _("told where things stand, number %(number)s"),
        "crisis.hide": _("took the page for everyone back"),
        "crisis.note": _("noted something in the log of the crisis"),
        "crisis.add_check": _("added something to bring up to date"),
        "crisis.check": _("said what was brought up to date"),
        "crisis.learn": _("kept what the crisis taught"),
        "crisis.mend": _("said that it was changed"),
        "crisis.save_territory": _("changed the territory %(name)s"),
    }
)
