"""The room *Écouter* in the shell."""

from django.utils.translation import gettext_lazy as _

from liant.accounts.permissions import may
from liant.web.shell import Room, register_room

register_room(
    Room(
        key="listening",
        label=_("Listen"),
        icon="ear",
        url_name="listening:mentions",
        order=20,
        is_shown=lambda member: may(member, "listening.read"),
    )
)
