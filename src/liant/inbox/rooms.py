"""The room *Répondre* in the shell."""

from django.utils.translation import gettext_lazy as _

from liant.accounts.permissions import may
from liant.accounts.rooms import is_open
from liant.inbox.queries import waiting_count
from liant.web.pieces import StateWords, register_states
from liant.web.shell import Room, register_room

register_room(
    Room(
        key="inbox",
        go="i",
        label=_("Answer"),
        icon="reply",
        url_name="inbox:list",
        order=30,
        is_shown=lambda member: is_open(member, "inbox") and may(member, "inbox.open"),
        waiting=lambda request: waiting_count(request.member),  # type: ignore[attr-defined]
    )
)
register_states({"done": StateWords("ok", "check", _("closed"))})
