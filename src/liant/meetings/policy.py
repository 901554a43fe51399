"""Taking part is one's own act, and shown to nobody by a role. Whoever arranges rotations reads counts."""

from django.utils.translation import gettext_lazy as _

from liant.accounts.permissions import register
from liant.accounts.roles import EVERYONE, Role
from liant.audit import verbs

register("meetings.take_part", EVERYONE)
register("meetings.arrange", {Role.OWNER, Role.PROGRAMME_LEAD})
register("meetings.read_counts", {Role.OWNER, Role.PROGRAMME_LEAD, Role.AUDITOR})

verbs.register(
    {
        "meetings.open": _("opened the rotation %(title)s"),
        "meetings.change": _("changed the rotation %(title)s"),
        "meetings.end": _("ended the rotation %(title)s"),
        "meetings.add_question": _("added a question to begin with"),
        "meetings.drop_question": _("took a question to begin with away"),
        "meetings.keep_apart": _("noted two colleagues who are not drawn together"),
        "meetings.let_meet": _("let two colleagues be drawn together again"),
    }
)
