"""The room *Diagnostiquer* in the shell."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liant.accounts.permissions import may
from liant.accounts.rooms import is_open
from liant.surveys import queries
from liant.web.pieces import StateWords, register_states
from liant.web.shell import Room, register_room

register_room(
    Room(
        key="surveys",
        go="q",
        label=_("Ask"),
        icon="ask",
        url_name="surveys:list",
        order=60,
        is_shown=lambda member: is_open(member, "surveys") and may(member, "surveys.read"),
    )
)
register_room(
    Room(
        key="reading",
        label=_("Answers that you read"),
        icon="eye",
        url_name="surveys:reading",
        order=30,
        place="person",
        is_shown=lambda member: member is not None and queries.reads_some(member),
    )
)
register_states(
    {
        "wave_draft": StateWords("", "pen", pgettext_lazy("wave", "prepared")),
        "wave_open": StateWords("look", "eye", pgettext_lazy("wave", "open to answers")),
        "wave_closed": StateWords("ok", "check", pgettext_lazy("wave", "closed")),
        "wave_dropped": StateWords("no", "archive", pgettext_lazy("wave", "given up")),
    }
)
