"""The organisation's log: who did what, newest first, for the owner and the auditor.

It is a memory of what was done to things, not a clock over colleagues: managers read days, the auditor reads hours; it
cannot be narrowed to one person; and what members do about their own affairs is told to themselves alone.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from liant.accounts.models import Member
from liant.accounts.roles import MANAGERS, Role
from liant.audit.models import Entry
from liant.audit.queries import recent_entries
from liant.web.partial import render_page

PAGE = 50
OWN_AFFAIRS = frozenset({"people.note_own_handle", "people.forget_own_handle"})


@require_GET
def log(request: HttpRequest) -> HttpResponse:
    return render_page(request, "insights/log.html", log_page(request), part="entries")


def log_page(request: HttpRequest) -> dict[str, Any]:
    reader: Member = request.member  # type: ignore[attr-defined]
    before = request.GET.get("before", "")
    found = recent_entries(int(before) if before.isdigit() and len(before) < 19 else None, limit=PAGE + 1)
    page = found[:PAGE]
    return {
        "entries": [entry for entry in page if is_open(entry, reader)],
        "next_url": f"?before={page[-1].id}" if len(found) > PAGE else "",
        "first_url": request.path if before else "",
        "only_days": reads_days(reader),
    }


def is_open(entry: Entry, reader: Member) -> bool:
    return entry.verb not in OWN_AFFAIRS or entry.actor_id == reader.id


def reads_days(reader: Member) -> bool:
    """Whoever manages colleagues never learns at what hour they did something."""
    return reader.has_role(*MANAGERS) or not reader.has_role(Role.AUDITOR)
