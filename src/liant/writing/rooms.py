"""The room *Écrire* in the shell."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liant.accounts.permissions import may
from liant.accounts.rooms import is_open
from liant.web.pieces import StateWords, register_states
from liant.web.shell import Room, register_room

register_room(
    Room(
        key="writing",
        go="e",
        label=_("Write"),
        icon="pen",
        url_name="writing:list",
        order=40,
        is_shown=lambda member: is_open(member, "writing") and may(member, "writing.read"),
    )
)
register_states(
    {
        "piece_draft": StateWords("", "pen", pgettext_lazy("piece", "draft")),
        "piece_in_review": StateWords("look", "eye", pgettext_lazy("piece", "waits for an agreement")),
        "piece_approved": StateWords("ok", "check", pgettext_lazy("piece", "agreed")),
        "piece_scheduled": StateWords("ok", "calendar", pgettext_lazy("piece", "planned")),
        "piece_published": StateWords("ok", "checks", pgettext_lazy("piece", "published")),
        "piece_withdrawn": StateWords("no", "archive", pgettext_lazy("piece", "withdrawn")),
    }
)
