from django.utils.translation import gettext_lazy as _

from liant.accounts.permissions import register
from liant.accounts.roles import Role
from liant.audit import verbs

register("hooks.see", {Role.OWNER, Role.AUDITOR})
register("hooks.change", {Role.OWNER})

verbs.register(
    {
        "hooks.make": _("let %(name)s be told what happens here"),
        "hooks.change": _("changed what %(name)s is told"),
        "hooks.rotate": _("made a new secret for %(name)s"),
        "hooks.pause": _("paused what is told to %(name)s"),
        "hooks.resume": _("told %(name)s again what happens here"),
        "hooks.stop": _("stopped telling %(name)s: nothing has arrived there for days"),
        "hooks.gone": _("stopped telling %(name)s: it answered that it is gone"),
        "hooks.remove": _("removed the webhook %(name)s"),
        "hooks.test": _("sent a test to %(name)s"),
        "hooks.send_again": _("sent again to %(name)s what had not arrived"),
    }
)
