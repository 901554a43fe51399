from typing import Any

from django.utils.translation import gettext_lazy as _

from liant.accounts.models import Member
from liant.accounts.permissions import register
from liant.accounts.roles import ANSWERING, Role
from liant.audit import verbs
from liant.inbox.policy import READERS


def may_drop(member: Member, view: Any) -> bool:
    """One's own; a shared one is let go by whoever answers."""
    return view.owner_id == member.id or (view.owner_id is None and member.has_role(*ANSWERING))


register("lists.keep", READERS)
register("lists.share", ANSWERING)
register("lists.drop", READERS, also=may_drop)
register("lists.labels", {Role.OWNER, Role.COMMUNICATOR, Role.CARE_AGENT})

verbs.register(
    {
        "lists.share": _("kept the view %(name)s for everyone"),
        "lists.drop": _("let go of the shared view %(name)s"),
        "lists.rename_label": _("renamed the label %(name)s to %(to)s"),
        "lists.join_labels": _("put the label %(name)s together with %(to)s"),
        "lists.delete_label": _("threw away the label %(name)s"),
    }
)
