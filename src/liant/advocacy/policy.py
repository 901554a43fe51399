"""Who may offer, lead and read figures. What an expert does is nobody's permission but their own: the database shows it to
them alone."""

from django.utils.translation import gettext_lazy as _

from liant.accounts.permissions import register
from liant.accounts.roles import EVERYONE, Role
from liant.audit import verbs

LEADING = frozenset({Role.OWNER, Role.PROGRAMME_LEAD})
OFFERING = LEADING | {Role.COMMUNICATOR, Role.RECRUITER, Role.PRESS_OFFICER}

register("advocacy.take_part", EVERYONE)
register("advocacy.offer", OFFERING)
register("advocacy.lead", LEADING)
register("advocacy.read_figures", OFFERING | {Role.TEAM_MANAGER, Role.AUDITOR})

verbs.register(
    {
        "advocacy.arrange": _("changed the programme"),
        "advocacy.open": _("opened the programme"),
        "advocacy.rest": _("let the programme rest"),
        "advocacy.end": _("ended the programme"),
        "advocacy.invite": _("told %(count)s colleagues of the programme"),
        "advocacy.offer": _("offered it to the experts"),
        "advocacy.change_offer": _("changed what is offered"),
        "advocacy.keep_fresh": _("said that something is suggested for %(days)s days"),
        "advocacy.end_offer": _("took an offer back"),
        "advocacy.thank": _("thanked those who shared it"),
        "advocacy.save_topic": _("changed a topic of the programme"),
    }
)
