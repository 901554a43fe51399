"""Where each role begins, beside what waits: the few pages it came for."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from liant.accounts.models import Member
from liant.accounts.permissions import may
from liant.accounts.roles import Role
from liant.web.pieces import Words


@dataclass(frozen=True)
class Door:
    """A page, for whom it is the beginning of their work, and the permission that opens it."""

    url_name: str
    label: Words
    words: Words
    icon: str
    needs: str
    roles: frozenset[str]


LISTENING = frozenset({Role.COMMUNICATOR, Role.PRESS_OFFICER, Role.GUARDIAN})
IN_CHARGE = frozenset({Role.TEAM_MANAGER, Role.AUDITOR})
DOORS: Sequence[Door] = (
    Door("flows:waits", _("Who waits, and until when"), _("in every hat, without a word of anyone"), "people",
         "waiting.see", frozenset({Role.TEAM_MANAGER})),
    Door("waiting:figures", _("How people are answered"), _("how long, how many, how many never"), "chart",
         "waiting.figures", IN_CHARGE),
    Door("listening:mentions", _("What is being said"), _("newest first, with why it was heard"), "ear",
         "listening.read", LISTENING),
    Door("figures:heard", _("What was heard"), _("by day, with what could not be heard"), "trend",
         "figures.see", IN_CHARGE | {Role.PROGRAMME_LEAD, Role.GUARDIAN}),
    Door("letters:own", _("They spoke well of you"), _("each week by mail, word for word, if you wish"), "heart",
         "letters.choose", frozenset({Role.EMPLOYEE})),
    Door("insights:log", _("Who did what"), _("every change in this house"), "log", "audit.read",
         frozenset({Role.AUDITOR})),
    Door("channels:list", _("Channels"), _("what is heard, and since when"), "broadcast", "channels.see",
         frozenset({Role.AUDITOR})),
)  # fmt: skip


def doors(member: Member) -> list[Door]:
    return [one for one in DOORS if member.has_role(*one.roles) and may(member, one.needs)]
