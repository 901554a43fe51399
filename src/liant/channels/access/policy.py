from django.utils.translation import gettext_lazy as _

from liant.audit import verbs

verbs.register(
    {
        "access.agree": _("gave leave on the network for the channel %(name)s"),
        "access.confirm": _("confirmed that the channel %(name)s works with their account"),
        "access.tell": _("told %(to)s about the access of the channel %(name)s"),
    }
)
