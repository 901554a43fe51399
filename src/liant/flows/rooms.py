"""The first page, and the two screens of a small shop."""

from django.utils.translation import gettext_lazy as _

from liant.accounts.permissions import may
from liant.accounts.rooms import is_open
from liant.inbox.queries import waiting_count
from liant.web.shell import Room, register_room, register_search

register_room(
    Room(
        key="today",
        go="t",
        label=_("Today"),
        icon="today",
        url_name="flows:today",
        order=10,
        is_shown=lambda member: is_open(member, "today"),
    )
)
register_room(
    Room(
        key="waits",
        go="w",
        label=_("Who waits"),
        icon="people",
        url_name="flows:waits",
        order=12,
        is_shown=lambda member: is_open(member, "waits") and may(member, "waiting.see"),
        waiting=lambda request: waiting_count(request.member),  # type: ignore[attr-defined]
    )
)
register_room(
    Room(
        key="thanks",
        go="m",
        label=_("Thanks"),
        icon="heart",
        url_name="flows:thanks",
        order=14,
        is_shown=lambda member: is_open(member, "thanks") and may(member, "inbox.open"),
    )
)
register_search("flows:go")
