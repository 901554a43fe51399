"""The places of people in the shell."""

from django.utils.translation import gettext_lazy as _

from liant.accounts.permissions import may
from liant.web.shell import Room, register_room

register_room(
    Room(
        key="people",
        go="p",
        label=_("People"),
        icon="people",
        url_name="people:list",
        order=55,
        is_shown=lambda member: may(member, "people.read"),
        place="foot",
    )
)
register_room(
    Room(
        key="own_accounts",
        label=_("My accounts on networks"),
        icon="at",
        url_name="people:own",
        order=60,
        is_shown=lambda member: may(member, "people.own_handle"),
        place="person",
    )
)
