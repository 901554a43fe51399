"""The room *Écouter* in the shell."""

from django.utils.translation import gettext_lazy as _

from liant.accounts.permissions import may
from liant.accounts.rooms import is_open
from liant.web.shell import Room, register_room

register_room(
    Room(
        key="listening",
        go="l",
        label=_("Listen"),
        icon="ear",
        url_name="listening:mentions",
        order=20,
        is_shown=lambda member: is_open(member, "listening") and may(member, "listening.read"),
    )
)
