"""One's own ties are nobody's permission: the database shows them to their member alone. Whoever leads sees the shape."""

from django.utils.translation import gettext_lazy as _

from liant.accounts.permissions import register
from liant.accounts.roles import EVERYONE, Role
from liant.audit import verbs

register("bonds.see_own", EVERYONE)
register("bonds.read_shape", frozenset({Role.OWNER, Role.PROGRAMME_LEAD, Role.AUDITOR}))
register("bonds.arrange", frozenset({Role.OWNER, Role.PROGRAMME_LEAD}))

verbs.register(
    {
        "bonds.publish_shape": _("counted four weeks of ties between teams"),
        "bonds.add_community": _("named a community outside the house"),
        "bonds.rename_community": _("gave a community outside another name"),
        "bonds.merge_communities": _("merged two communities outside"),
    }
)
