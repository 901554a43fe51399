from django.utils.translation import gettext_lazy as _

from liant.accounts.permissions import register
from liant.accounts.roles import ANSWERING, Role
from liant.audit import verbs
from liant.deliveries.gates import register_conversation

register("waiting.see", ANSWERING | {Role.TEAM_MANAGER})
register("waiting.figures", ANSWERING | {Role.TEAM_MANAGER, Role.AUDITOR})
register("waiting.set", {Role.OWNER, Role.TEAM_MANAGER})
register("waiting.publish", {Role.OWNER})

register_conversation("waiting.acknowledgement")
register_conversation("waiting.satisfaction")

verbs.register(
    {
        "waiting.promise": _("set by when people are answered"),
        "waiting.publish": _("showed the figures of the house to everyone"),
        "waiting.unpublish": _("took the figures of the house back from everyone"),
        "waiting.acknowledge": _("set what is answered by itself on %(channel)s"),
        "waiting.ask": _("set in which hats people are asked how it went"),
        "waiting.revoke": _("closed the private page of this matter"),
        "waiting.request": _("asked about their data, on their private page"),
    }
)
