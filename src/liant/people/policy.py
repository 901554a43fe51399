from django.utils.translation import gettext_lazy as _

from liant.accounts.permissions import register
from liant.accounts.roles import ANSWERING
from liant.audit import verbs

register("people.read", ANSWERING)
register("people.change", ANSWERING)

verbs.register(
    {
        "people.add_hat": _("noted a hat: %(hat)s"),
        "people.end_hat": _("ended a hat: %(hat)s"),
        "people.rename": _("corrected the name"),
        "people.beckon": _("asked whoever follows this matter to have a look"),
    }
)
