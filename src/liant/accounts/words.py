"""What each role means, in the words of someone who explains the house to a newcomer."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from liant.accounts.roles import Role

ROLE_WORDS: dict[str, Any] = {
    Role.OWNER: _("Keeps the keys: invites people, links channels, changes everything here."),
    Role.TEAM_MANAGER: _("Leads a team and its pace; never sees who shares what."),
    Role.COMMUNICATOR: _("Listens, answers, writes and publishes."),
    Role.CARE_AGENT: _("Answers customers, and sees that no one is left waiting."),
    Role.RECRUITER: _("Answers candidates, with reasons."),
    Role.PRESS_OFFICER: _("Answers journalists and authors."),
    Role.PROGRAMME_LEAD: _("Keeps the experts’ programme alive, from figures where nobody is named."),
    Role.GUARDIAN: _("Reads abuse in someone’s stead, answers it, keeps the evidence."),
    Role.EMPLOYEE: _("Shares what is worth it, in their own words, when they want to."),
    Role.AUDITOR: _("Reads who did what, and changes nothing."),
}
