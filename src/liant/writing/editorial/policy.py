"""Who may write the editorial policy: whoever owns the house; whoever writes reads it."""

from django.utils.translation import gettext_lazy as _

from liant.accounts.permissions import register
from liant.accounts.roles import Role
from liant.audit import verbs
from liant.writing.policy import READERS

register("editorial.read", READERS)
register("editorial.write", {Role.OWNER})
register("editorial.show", {Role.OWNER})

verbs.register(
    {
        "editorial.write": _("changed the editorial policy: edition %(edition)s"),
        "editorial.show": _("showed the editorial policy to everyone"),
        "editorial.hide": _("took the editorial policy back from the public"),
    }
)
