"""What the pages of those who make the journal show, gathered."""

from typing import Any

from django.http import HttpRequest

from liant.web.pieces import Tab
from liant.writing.journal import queries
from liant.writing.journal.entries import entries
from liant.writing.journal.site import Site
from liant.writing.journal.voices import Mention
from liant.writing.pages import room_tabs

SHOWN = 8


def tabs(request: HttpRequest) -> list[Tab]:
    return room_tabs(request, "journal:home")


def home_page(request: HttpRequest) -> dict[str, Any]:
    journal = queries.journal_or_new()
    here = Site(request.organisation, journal, journal.main_language)  # type: ignore[attr-defined]
    found = queries.listed(here, limit=SHOWN)
    return {
        "tabs": tabs(request),
        "journal": journal,
        "here": here,
        "entries": entries(here, found),
        "comments": queries.waiting_comments(),
        "mentions": [Mention(one) for one in queries.waiting_mentions()],
        "decided": queries.decided_comments(),
        "decided_mentions": [Mention(one) for one in queries.decided_mentions()],
        "sent": queries.sent_mentions(),
        "endpoint": queries.endpoint_of(here.root),
    }
