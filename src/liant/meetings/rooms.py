"""The room “Meetings” in the shell, and whom one meets on the first page."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liant.accounts.permissions import may
from liant.accounts.rooms import is_open
from liant.meetings import between, pages
from liant.web import front
from liant.web.shell import Room, register_room


def is_shown(member: Any) -> bool:
    return is_open(member, "meetings") and may(member, "meetings.take_part")


def first_page(request: HttpRequest) -> front.Section | None:
    """Whom the reader meets, until they said whether they did."""
    reader = request.member  # type: ignore[attr-defined]
    found = [one for one in pages.meetings_of(reader) if not one.table.said] if is_shown(reader) else []
    return {"template": "meetings/today.html", "context": {"meetings": found}} if found else None


register_room(
    Room(
        key="meetings", go="r", label=pgettext_lazy("room", "Meetings"), icon="people", url_name="meetings:mine", order=73,
        is_shown=is_shown,
    )
)  # fmt: skip
front.register_section(front.BESIDE, first_page, order=55)
between.register_tab("meetings:mine", 10, _("Whom I meet"), "meetings.take_part")
between.register_tab("meetings:rotations", 20, _("Rotations"), "meetings.read_counts")
