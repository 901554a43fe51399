"""Who may read and answer: by the hat in which the person speaks, and whoever was given the conversation."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from liant.accounts.models import Member
from liant.accounts.permissions import register
from liant.accounts.roles import ANSWERING, EVERYONE, Role
from liant.audit import verbs
from liant.deliveries.gates import register_conversation
from liant.inbox.models import Intent
from liant.people.hats import visible_hats


def may_read(member: Member, conversation: Any) -> bool:
    return conversation.hat in visible_hats(member) or conversation.assignee_id == member.id


ACTS = {
    "assign": _("given to someone"),
    "label": _("labelled"),
    "unlabel": _("a label taken off"),
    "snooze": _("put aside"),
    "close": _("closed"),
    "reopen": _("opened again"),
}
READERS = ANSWERING | {Role.EMPLOYEE}  # an employee reads only what was given to them
register("inbox.open", READERS)
register("inbox.read", READERS, also=may_read)
register("inbox.reply", READERS, also=may_read)
register("inbox.note", READERS, also=may_read)
register("inbox.change", READERS, also=may_read)
register("inbox.beckon", EVERYONE)
register("inbox.govern", {Role.OWNER})

register_conversation("inbox.message")

verbs.register(
    {
        "inbox.reply": _("answered"),
        "inbox.note": _("left an internal note"),
        "inbox.assign": _("gave it to %(to)s"),
        "inbox.take": _("took it on"),
        "inbox.unassign": _("put it back for everyone"),
        "inbox.label": _("put the label %(label)s"),
        "inbox.unlabel": _("took off the label %(label)s"),
        "inbox.snooze": _("put it aside until %(until)s"),
        "inbox.close": _("closed it"),
        "inbox.close_spoken_to": _("closed it, spoken to elsewhere: %(reason)s"),
        "inbox.close_without_answer": _("closed it without an answer: %(reason)s"),
        "inbox.reopen": _("opened it again"),
        "inbox.correct_intent": _("corrected the reading: %(intent)s"),
        "inbox.react": _("said thank you: %(kind)s"),
        "inbox.take_back": _("took an answer back before it left"),
        "inbox.undo": _("undid what was just done: %(what)s"),
        "inbox.change_habits": _("changed for how long an answer can be taken back: %(seconds)s s"),
    }
)
verbs.register_values("intent", dict(Intent.choices))
verbs.register_values("was", dict(Intent.choices))
verbs.register_values("kind", {"like": _("liked it"), "repost": _("shared it again")})
verbs.register_values("what", ACTS)
