"""The room *Partager* in the shell."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liant.accounts.permissions import may
from liant.accounts.roles import Role
from liant.accounts.rooms import is_open
from liant.web.pieces import StateWords, register_states
from liant.web.shell import Room, register_room

SHARING = frozenset({Role.EMPLOYEE, Role.PROGRAMME_LEAD})  # who come for this room, where they hold no other role

register_room(
    Room(
        key="advocacy",
        go="h",
        label=pgettext_lazy("room", "Share"),
        icon="share",
        url_name="advocacy:for-you",
        order=50,
        is_shown=lambda member: is_open(member, "advocacy") and may(member, "advocacy.take_part"),
        is_main=lambda member: member is not None and SHARING.issuperset(member.roles),
    )
)
register_states(
    {
        "disclosed": StateWords("ok", "check", _("It says at its beginning where you speak from.")),
        "undisclosed": StateWords("look", "eye", _("Nobody knows yet where you speak from.")),
        "programme_prepared": StateWords("", "pen", pgettext_lazy("programme", "being prepared")),
        "programme_open": StateWords("ok", "check", pgettext_lazy("programme", "open")),
        "programme_resting": StateWords("wait", "pause", pgettext_lazy("programme", "resting")),
        "programme_ended": StateWords("no", "archive", pgettext_lazy("programme", "ended")),
    }
)
