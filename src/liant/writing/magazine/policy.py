"""Who may lay out an issue: whoever writes. Whoever reads pieces reads it."""

from django.utils.translation import gettext_lazy as _

from liant.accounts.permissions import register
from liant.audit import verbs
from liant.writing.policy import READERS, WRITERS

register("magazine.read", READERS)
register("magazine.make", WRITERS)

verbs.register(
    {
        "magazine.begin": _("began the issue"),
        "magazine.change": _("changed the issue"),
        "magazine.set": _("had the issue set"),
        "magazine.drop": _("threw the issue away"),
    }
)
