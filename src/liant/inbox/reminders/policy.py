from typing import Any

from django.utils.translation import gettext_lazy as _

from liant.accounts.models import Member
from liant.accounts.permissions import register
from liant.audit import verbs
from liant.inbox.policy import READERS, may_read


def may_settle(member: Member, reminder: Any) -> bool:
    """One's own, and those that are for all who answer."""
    is_mine = reminder.member_id in (None, member.id) or reminder.made_by_id == member.id
    return is_mine and may_read(member, reminder.conversation)


register("reminders.see", READERS)
register("reminders.make", READERS, also=may_read)
register("reminders.settle", READERS, also=may_settle)

verbs.register(
    {
        "reminders.make": _("asked to be reminded on %(at)s"),
        "reminders.make_for_all": _("asked that whoever answers be reminded on %(at)s"),
        "reminders.settle": _("settled a reminder"),
        "reminders.pledge": _("promised something by %(day)s"),
        "reminders.keep": _("kept what was promised"),
        "reminders.let_go": _("let go of what was promised"),
    }
)
