"""The room *Répondre* in the shell."""

from django.utils.translation import gettext_lazy as _

from liant.accounts.permissions import may
from liant.inbox.queries import waiting_count
from liant.web.shell import Room, register_room

register_room(
    Room(
        key="inbox",
        label=_("Answer"),
        icon="message",
        url_name="inbox:list",
        order=30,
        is_shown=lambda member: may(member, "inbox.open"),
        waiting=lambda request: waiting_count(request.member),
    )
)
