"""Rituals among the pages of meetings; and on the first page of whoever keeps them, those that were dropped."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from liant.accounts.permissions import may
from liant.meetings import between
from liant.meetings.rituals import queries, rules
from liant.meetings.rooms import is_shown
from liant.web import front


def first_page(request: HttpRequest) -> front.Section | None:
    reader = request.member  # type: ignore[attr-defined]
    if not is_shown(reader) or not may(reader, "rituals.keep"):
        return None
    dropped = [
        one for one in queries.every_ritual()
        if one.standing.state == rules.DROPPED and may(reader, "rituals.keep", one.ritual)
    ]  # fmt: skip
    return {"template": "rituals/today.html", "context": {"dropped": dropped[:3]}} if dropped else None


between.register_tab("rituals:list", 30, _("Rituals"), "rituals.see")
front.register_section(front.BESIDE, first_page, order=56)
