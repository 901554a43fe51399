"""Whoever writes or agrees reads the calendar; events are entered by whoever writes. Moving a version is a matter of the
piece: see `writing.schedule`."""

from django.utils.translation import gettext_lazy as _

from liant.accounts.permissions import register
from liant.audit import verbs
from liant.writing.policy import READERS, WRITERS

register("calendar.read", READERS)
register("calendar.note", WRITERS)  # local events
register("calendar.share", READERS)  # one's own private address

verbs.register(
    {
        "calendar.note": _("noted the event %(name)s"),
        "calendar.drop": _("took out the event %(name)s"),
        "calendar.take_in": _("took in %(count)s events from a calendar"),
        "calendar.drop_source": _("took out the events of a calendar"),
        "calendar.share": _("made a private address for the calendar"),
        "calendar.close": _("closed the private address of the calendar"),
    }
)
