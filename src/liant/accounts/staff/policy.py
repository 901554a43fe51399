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
        "staff.make_key": _("made a key for the directory %(name)s"),
        "staff.revoke_key": _("took back the key of the directory %(name)s"),
        "staff.list_person": _("%(name)s came, as the directory %(by)s says"),
        "staff.change_person": _("%(name)s was changed, as the directory %(by)s says"),
        "staff.end_person": _("the membership of %(name)s ended, as the directory %(by)s says"),
        "staff.list_team": _("the team %(name)s came, as the directory %(by)s says"),
        "staff.change_team": _("the team %(name)s was changed, as the directory %(by)s says"),
        "staff.end_team": _("the team %(name)s was emptied, as the directory %(by)s says"),
        "staff.drop_list": _("put a staff list aside"),
    }
)
