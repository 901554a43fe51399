"""Who may govern the organisation's own affairs."""

from django.utils.translation import gettext_lazy as _

from liant.accounts.permissions import register
from liant.accounts.roles import EVERYONE, Role
from liant.audit import verbs

register("accounts.see_members", EVERYONE)
register("accounts.invite", {Role.OWNER})
register("accounts.change_member", {Role.OWNER})
register("accounts.change_organisation", {Role.OWNER})
register("accounts.change_teams", {Role.OWNER})
register("audit.read", {Role.OWNER, Role.AUDITOR})

verbs.register(
    {
        "accounts.found_organisation": _("opened this house"),
        "accounts.invite": _("invited %(email)s"),
        "accounts.withdraw_invitation": _("withdrew the invitation of %(email)s"),
        "accounts.show_invitation_link": _("asked for the link of the invitation of %(email)s"),
        "accounts.join": _("joined"),
        "accounts.change_own_name": _("changed their own name"),
        "accounts.change_roles": _("changed the roles of %(name)s"),
        "accounts.close_membership": _("closed the membership of %(name)s"),
        "accounts.change_organisation": _("changed the settings of the organisation"),
        "accounts.create_team": _("created the team %(name)s"),
        "accounts.change_team": _("changed who is in the team %(name)s"),
    }
)
