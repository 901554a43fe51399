"""Where a crisis shows: above every page of the house, beside the piece it concerns, among the pages of *Écrire*."""

from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from liant.tenancy.context import current_organisation_id
from liant.web import shell
from liant.writing import offers
from liant.writing.crisis import queries
from liant.writing.crisis.gate import holding, lint_context
from liant.writing.crisis.models import Bulletin
from liant.writing.crisis.pages import sentence, steps_now
from liant.writing.models import Piece, Version


def banner(request: HttpRequest) -> shell.Banner | None:
    """For everyone who works here, whatever they do."""
    if current_organisation_id() is None:  # a page of no house
        return None
    on = queries.crises_on()
    if not on:
        return None
    timezone_of_house = ZoneInfo(request.organisation.time_zone)  # type: ignore[attr-defined]
    told = [
        {
            "crisis": one,
            "reason": sentence(one.reason),
            "began_at": timezone.localtime(one.began_at, timezone_of_house),
            "next_at": timezone.localtime(one.next_update_at, timezone_of_house) if one.next_update_at else None,
            "is_news_late": one.update_told_at is not None,
        }
        for one in on
    ]
    return {"template": "crisis/banner.html", "context": {"crises": told}}


def beside(_request: Any, piece: Piece | None, version: Version | None) -> offers.Section | None:
    """The four steps of a word begun so, as it reads now, and the crises that hold this version."""
    if piece is None or version is None:
        return None
    statement = queries.statement_of(piece)
    version.piece = piece
    held = holding(version) if version.state not in ("published", "withdrawn") else []
    if statement is None and not held:
        return None
    context = {"statement": statement, "steps": steps_now(statement, version) if statement else [], "held": held}
    return {"template": "crisis/beside.html", "context": context}


def public_page(slug: str) -> offers.PublicPage | None:
    if not any(queries.newest_bulletin(one, Bulletin.Audience.PUBLIC) for one in queries.shown_crises()):
        return None
    return offers.PublicPage(_("Where things stand"), reverse("house-news", args=[slug]))


shell.register_banner(banner)
offers.register_public_page(public_page)
offers.register_lint_context(lint_context)
offers.register_section(offers.BESIDE, beside)
offers.register_tab(offers.RoomTab("crisis:home", _("Crisis"), "crisis.see", 68))
