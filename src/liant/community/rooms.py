"""The room “Between us” in the shell, and what it says on the first page."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from liant.accounts.permissions import may
from liant.accounts.rooms import is_open
from liant.community import offers, queries
from liant.web import front
from liant.web.shell import Room, register_room

MOST_ON_FIRST_PAGE = 3


def is_shown(member: Any) -> bool:
    return is_open(member, "community") and may(member, "community.read")


def first_page(request: HttpRequest) -> front.Section | None:
    """The latest that colleagues wrote, and whether somebody turned to the reader."""
    reader = request.member  # type: ignore[attr-defined]
    if not is_shown(reader) or not queries.arrangement().has_posts:
        return None
    found = queries.posts(reader)[:MOST_ON_FIRST_PAGE]
    told = queries.has_notices(reader)
    return {"template": "community/today.html", "context": {"posts": found, "told": told}} if found or told else None


def for_me(request: HttpRequest) -> front.Section | None:
    """Whoever answers people finds on one page all that calls them."""
    reader = request.member  # type: ignore[attr-defined]
    found = queries.notices_for(reader) if is_shown(reader) else []
    return {"template": "community/for_me_section.html", "context": {"notices": found}} if found else None


register_room(
    Room(key="community", go="e", label=_("Between us"), icon="house", url_name="community:list", order=70,
         is_shown=is_shown)
)  # fmt: skip
front.register_section(front.BESIDE, first_page, order=60)
front.register_section(front.FOR_ME, for_me)
offers.register_tab(
    offers.RoomTab("community:list", _("Posts"), "community.read", 10, lambda parts: bool(parts.has_posts))
)
offers.register_tab(
    offers.RoomTab("community:showing", _("The showing"), "community.read", 20, lambda parts: bool(parts.has_showing))
)
offers.register_tab(offers.RoomTab("community:for-me", _("For me"), "community.read", 80))
offers.register_tab(offers.RoomTab("community:guard", _("Pointed out"), "community.guard", 90))
