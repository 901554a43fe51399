"""Whoever gives keys to the house may bring in the list of those who work here."""

from django.utils.translation import gettext_lazy as _

from liant.accounts.permissions import register
from liant.accounts.roles import Role
from liant.audit import verbs

register("staff.change", {Role.OWNER})

verbs.register(
    {
        "staff.read_list": _("read a staff list of %(count)s people"),
        "staff.take_list": _("took a staff list: %(new)s new, %(changed)s changed, %(left)s left"),
        "staff.drop_list": _("put a staff list aside"),
    }
)
