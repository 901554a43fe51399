"""Everyone may read what is tried and what was found; whoever leads plans it."""

from django.utils.translation import gettext_lazy as _

from liant.accounts.permissions import register
from liant.accounts.roles import EVERYONE, Role
from liant.audit import verbs

register("experiment.see", EVERYONE)
register("experiment.arrange", {Role.OWNER, Role.PROGRAMME_LEAD})

verbs.register(
    {
        "experiment.plan": _("planned the experiment %(title)s"),
        "experiment.freeze": _("froze the plan of the experiment %(title)s: %(digest)s"),
        "experiment.look": _("looked at the experiment %(title)s before its day"),
        "experiment.stop": _("stopped the experiment %(title)s: %(why)s"),
    }
)
