"""The roles a member may hold in an organisation. The operator of the installation stands apart (`User.is_operator`)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    OWNER = "owner", _("Owner")
    TEAM_MANAGER = "team_manager", _("Team manager")
    COMMUNICATOR = "communicator", _("Communicator")
    CARE_AGENT = "care_agent", _("Care agent")
    RECRUITER = "recruiter", _("Recruiter")
    PRESS_OFFICER = "press_officer", _("Press officer")
    PROGRAMME_LEAD = "programme_lead", _("Programme lead")
    GUARDIAN = "guardian", _("Guardian")
    EMPLOYEE = "employee", _("Employee")
    AUDITOR = "auditor", _("Auditor")


# Who may never learn what a named colleague shares, answers or is tied to (the rule against watching employees).
MANAGERS = frozenset({Role.OWNER, Role.TEAM_MANAGER, Role.PROGRAMME_LEAD})
EVERYONE = frozenset(Role)
ANSWERING = frozenset(
    {Role.OWNER, Role.COMMUNICATOR, Role.CARE_AGENT, Role.RECRUITER, Role.PRESS_OFFICER, Role.GUARDIAN}
)
