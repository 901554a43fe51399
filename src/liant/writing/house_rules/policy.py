"""Who writes the house's own rules: whoever owns the house or communicates for it. Anyone may have a text read again."""

from django.utils.translation import gettext_lazy as _

from liant.accounts.permissions import register
from liant.accounts.roles import Role
from liant.audit import verbs
from liant.writing.policy import READERS

register("house_rules.read", READERS)
register("house_rules.write", {Role.OWNER, Role.COMMUNICATOR})
register("house_rules.reread", set(Role))

verbs.register(
    {
        "house_rules.write": _("changed the rule %(name)s: edition %(edition)s"),
        "house_rules.try": _("tried the rule %(name)s on the year’s texts"),
        "house_rules.switch_on": _("switched on the rule %(name)s: edition %(edition)s"),
        "house_rules.switch_off": _("switched off the rule %(name)s"),
    }
)
