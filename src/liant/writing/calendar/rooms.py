"""The places that the calendar takes on the pages of *Écrire*: a tab, the moment of a version, the week under a piece."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from liant.accounts.asking import member
from liant.accounts.permissions import may
from liant.writing import offers, rhythm
from liant.writing.calendar import pages
from liant.writing.models import Piece, Version


def moment_of_version(request: Any, _piece: Piece | None, version: Version | None) -> offers.Section | None:
    if version is None or version.state in ("published", "withdrawn") or not may(member(request), "calendar.read"):
        return None
    return {"template": "calendar/moment.html", "context": pages.when_of(request, version)}


def week_of_piece(request: Any, _piece: Piece | None, version: Version | None) -> offers.Section | None:
    if version is None or not may(member(request), "calendar.read"):
        return None
    return {"template": "calendar/under.html", "context": pages.week_under(version)}


offers.register_tab(offers.RoomTab("calendar:calendar", _("Calendar"), "calendar.read", 20))
offers.register_section(offers.WHERE, moment_of_version)
offers.register_section(offers.UNDER, week_of_piece)
rhythm.register_shelf("campaign", "calendar:campaign")
rhythm.register_shelf("topic", "calendar:topic")
