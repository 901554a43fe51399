"""The place of background work in the shell."""

from django.utils.translation import gettext_lazy as _

from liant.accounts.permissions import may
from liant.web.pieces import StateWords, register_states
from liant.web.shell import Room, register_room

register_room(
    Room(
        key="jobs",
        go="b",
        label=_("Background work"),
        icon="hourglass",
        url_name="jobs:list",
        order=70,
        is_shown=lambda member: may(member, "jobs.see"),
        place="foot",
    )
)
register_states(
    {
        "failed": StateWords("no", "x", _("did not work")),
        "dead": StateWords("look", "plug-off", _("left half-way")),
        "late": StateWords("look", "clock", _("late")),
    }
)
