from django.utils.translation import gettext_lazy as _

from liant.accounts.permissions import register
from liant.accounts.roles import ANSWERING, EVERYONE
from liant.audit import verbs
from liant.people.hats import HatKind

register("people.read", ANSWERING)
register("people.change", ANSWERING)
register("people.own_handle", EVERYONE)

verbs.register(
    {
        "people.add_hat": _("noted a hat: %(hat)s"),
        "people.end_hat": _("ended a hat: %(hat)s"),
        "people.note_own_handle": _("told an account of their own, so that it is left out"),
        "people.forget_own_handle": _("took back an account of their own"),
        "people.rename": _("corrected the name"),
        "people.beckon": _("asked whoever follows this matter to have a look"),
    }
)
verbs.register_values("hat", dict(HatKind.choices))
