"""The place of deliveries in the shell."""

from django.utils.translation import gettext_lazy as _

from liant.accounts.permissions import may
from liant.web.shell import Room, register_room

register_room(
    Room(
        key="deliveries",
        go="d",
        label=_("What left"),
        icon="send",
        url_name="deliveries:list",
        order=65,
        is_shown=lambda member: may(member, "deliveries.see"),
        place="foot",
    )
)
