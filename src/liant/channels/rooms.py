"""The place of channels in the shell."""

from django.utils.translation import gettext_lazy as _

from liant.accounts.permissions import may
from liant.web.shell import Room, register_room

register_room(
    Room(
        key="channels",
        go="c",
        label=_("Channels"),
        icon="antenna",
        url_name="channels:list",
        order=60,
        is_shown=lambda member: may(member, "channels.see"),
        place="foot",
    )
)
