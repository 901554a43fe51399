"""*Noter ici* in the shell, and what a phone offers when something is shared with the installed app."""

from django.utils.translation import gettext_lazy as _

from liant.accounts.permissions import may
from liant.accounts.rooms import is_open
from liant.web.shell import Room, register_room, register_share_target

register_room(
    Room(
        key="capture",
        label=_("Note it here"),
        icon="pen",
        url_name="capture:note",
        order=22,
        is_shown=lambda member: is_open(member, "listening") and may(member, "listening.note"),
        is_on_phone=False,
    )
)
register_share_target("capture-public:shared")
