"""Welcoming newcomers among the pages of meetings; and on the first page of whoever is asked, that somebody waits for their answer."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from liant.meetings import between
from liant.meetings.buddies import actions
from liant.meetings.rooms import is_shown
from liant.web import front


def first_page(request: HttpRequest) -> front.Section | None:
    reader = request.member  # type: ignore[attr-defined]
    is_asked = is_shown(reader) and actions.is_still_asked(member=reader)
    return {"template": "buddies/today.html", "context": {}} if is_asked else None


between.register_tab("buddies:mine", 25, _("Newcomers"), "buddies.take_part")
front.register_section(front.BESIDE, first_page, order=54)
