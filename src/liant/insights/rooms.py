"""The log's place in the shell."""

from django.utils.translation import gettext_lazy as _

from liant.accounts.permissions import may
from liant.web.shell import Room, register_room

register_room(
    Room(
        key="log",
        go="j",
        label=_("Who did what"),
        icon="log",
        url_name="insights:log",
        order=80,
        is_shown=lambda member: may(member, "audit.read"),
        place="foot",
    )
)
