"""The place of short links in the shell."""

from django.utils.translation import gettext_lazy as _

from liant.accounts.permissions import may
from liant.web.shell import Room, register_room

register_room(
    Room(
        key="links",
        go="u",
        label=_("Short links"),
        icon="link",
        url_name="links:list",
        order=66,
        is_shown=lambda member: may(member, "links.see"),
        place="foot",
    )
)
