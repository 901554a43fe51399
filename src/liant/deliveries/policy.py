from django.utils.translation import gettext_lazy as _

from liant.accounts.permissions import register
from liant.accounts.roles import ANSWERING, Role
from liant.audit import verbs

register("deliveries.see", ANSWERING | {Role.AUDITOR})
register("deliveries.send", ANSWERING)
register("deliveries.settle", ANSWERING)

verbs.register(
    {
        "deliveries.queue": _("sent it off"),
        "deliveries.cancel": _("cancelled it before it left"),
        "deliveries.hold": _("held it back: %(reason)s"),
        "deliveries.release": _("released it"),
        "deliveries.retry": _("sent it again"),
        "deliveries.confirm_sent": _("saw that it had arrived"),
        "deliveries.confirm_absent": _("saw that it had not arrived, and sent it again"),
        "deliveries.settled": _("is now %(state)s"),
    }
)
