from typing import Any

from django.utils.translation import gettext_lazy as _

from liant.accounts.models import Member
from liant.accounts.permissions import register
from liant.accounts.roles import ANSWERING, Role
from liant.audit import verbs
from liant.inbox.policy import READERS, may_read
from liant.people.hats import HatKind, visible_hats


def may_change(member: Member, saved: Any) -> bool:
    """What is offered under a hat is written by those who read under it; under all hats, by those who read under most."""
    return not saved.hats or set(saved.hats) <= visible_hats(member)


register("replies.see", READERS)
register("replies.change", ANSWERING, also=may_change)
register("replies.govern", {Role.OWNER})
register("replies.approve", {Role.OWNER, Role.COMMUNICATOR}, also=may_read)

verbs.register(
    {
        "replies.save": _("wrote the saved reply %(name)s"),
        "replies.delete": _("threw away the saved reply %(name)s"),
        "replies.save_variable": _("wrote the variable %(name)s"),
        "replies.delete_variable": _("threw away the variable %(name)s"),
        "replies.add_rule": _("asked for an agreement before answers by %(role)s leave"),
        "replies.remove_rule": _("asks no more for an agreement before answers by %(role)s leave"),
        "replies.ask": _("asked for an agreement"),
        "replies.approve": _("agreed to the answer"),
        "replies.send_back": _("sent the answer back to its writer"),
        "replies.replace": _("answered in its place"),
    }
)
verbs.register_values("role", dict(Role.choices))
ALL_HATS = [kind.value for kind in HatKind]
