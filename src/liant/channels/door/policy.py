from django.utils.translation import gettext_lazy as _

from liant.audit import verbs

verbs.register(
    {
        "door.renew": _("changed the address where others push to %(name)s"),
        "door.add_sender": _("let %(sender)s push to %(name)s"),
        "door.revoke_sender": _("no longer lets %(sender)s push to %(name)s"),
        "door.read_again": _("had a request to %(name)s read again"),
    }
)
