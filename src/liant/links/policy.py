from django.utils.translation import gettext_lazy as _

from liant.accounts.permissions import register
from liant.accounts.roles import EVERYONE, Role
from liant.audit import verbs

MAKING = frozenset({Role.OWNER, Role.COMMUNICATOR, Role.PROGRAMME_LEAD, Role.RECRUITER, Role.PRESS_OFFICER})

register("links.see", MAKING | {Role.TEAM_MANAGER, Role.CARE_AGENT, Role.AUDITOR})
register("links.make", MAKING)
register("links.arrange", {Role.OWNER, Role.COMMUNICATOR})
register("links.share", EVERYONE)  # and read what came of one's own

verbs.register(
    {
        "links.make": _("made the short link %(name)s"),
        "links.change": _("changed the short link %(name)s"),
        "links.end": _("ended the short link %(name)s"),
        "links.resume": _("put the short link %(name)s back in use"),
        "links.arrange": _("changed how short links work"),
        "links.renew_secret": _("made a new secret for call-backs of short links"),
    }
)
