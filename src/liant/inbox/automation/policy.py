"""Who may write rules. A rule acts only upon what its author may read, so that nobody reaches further through it."""

from django.utils.translation import gettext_lazy as _

from liant.accounts.permissions import register
from liant.accounts.roles import ANSWERING, Role
from liant.audit import verbs

register("automation.see", ANSWERING | {Role.AUDITOR})
register("automation.change", {Role.OWNER, Role.COMMUNICATOR})

verbs.register(
    {
        "automation.write": _("wrote the rule “%(name)s”"),
        "automation.change": _("changed the rule “%(name)s”"),
        "automation.try": _("tried the rule “%(name)s” on the past month"),
        "automation.switch_on": _("switched on the rule “%(name)s”"),
        "automation.switch_off": _("switched off the rule “%(name)s”"),
        "automation.stop": _("stopped the rule “%(name)s”: %(why)s"),
        "automation.move": _("moved the rule “%(name)s” to another place"),
        "automation.remove": _("removed the rule “%(name)s”"),
        "automation.label": _("put the label %(label)s, by the rule “%(rule)s”"),
        "automation.assign": _("gave it to %(to)s, by the rule “%(rule)s”"),
        "automation.urgent": _("put it first, by the rule “%(rule)s”"),
        "automation.note": _("left a note, by the rule “%(rule)s”"),
        "automation.tell": _("told %(to)s of it, by the rule “%(rule)s”"),
        "automation.propose_hat": _("proposed another hat, by the rule “%(rule)s”"),
        "automation.propose_answer": _("proposed an answer, by the rule “%(rule)s”"),
        "automation.snooze": _("put it aside until %(until)s, by the rule “%(rule)s”"),
        "automation.close": _("closed it: %(reason)s, by the rule “%(rule)s”"),
        "automation.accept_hat": _("took up the hat that the rule “%(rule)s” proposed"),
        "automation.decline": _("set aside what the rule “%(rule)s” proposed"),
    }
)
