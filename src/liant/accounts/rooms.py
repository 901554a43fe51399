"""Which rooms an organisation has switched on. Settings below the rooms, one's own account under one's name; the
language one chooses is kept with the account."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from liant.accounts.actions import choose_language
from liant.accounts.models import Member
from liant.accounts.permissions import may
from liant.web.shell import Room, on_language, register_room


def is_open(member: Member | None, key: str) -> bool:
    """Whether the member's organisation has switched this room on. Where nothing was chosen yet, all are."""
    if member is None:
        return False
    chosen = member.organisation.rooms
    return not chosen or key in chosen


def remember_language(request: HttpRequest, language: str) -> None:
    if request.user.is_authenticated:
        choose_language(user_id=request.user.pk, language=language)


register_room(
    Room(
        key="settings", label=_("Settings"), icon="settings", url_name="settings:home", order=90, place="foot", go="s",
        is_shown=lambda member: may(member, "accounts.see_members"),
    )
)  # fmt: skip
register_room(Room(key="me", label=_("Your account"), icon="user", url_name="accounts:me", order=10, place="person"))
register_room(
    Room(
        key="houses", label=_("Your houses"), icon="house", url_name="accounts:organisations", order=20, place="person"
    )
)
on_language(remember_language)
