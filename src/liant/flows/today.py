"""The first page, and the two screens of a small shop: who waits, thanks due.

The first page begins with what waits for whoever reads it. What the other rooms have to say there comes from them (`web.front`).
"""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_GET

from liant.accounts.models import Member
from liant.accounts.permissions import may
from liant.accounts.rooms import is_open
from liant.channels.health import health_of
from liant.channels.queries import channels as all_channels
from liant.inbox import queries
from liant.inbox.models import Conversation
from liant.inbox.waiting.pages import who_waits_page
from liant.kit import clock
from liant.people.hats import visible_hats
from liant.web import front
from liant.web.partial import render_page
from liant.web.shell import Shell

FEW, SOME = 5, 20


@require_GET
def today(request: HttpRequest) -> HttpResponse:
    member = member_of(request)
    home = Shell(request).home_url
    if not is_open(member, "today") and home not in ("/", request.path):  # a small shop begins with who waits
        return HttpResponseRedirect(home)
    reads = may(member, "inbox.open")
    context = {
        "reads": reads,
        "is_given": reads and not visible_hats(member),  # reads only what was given to them
        "waiting": first(queries.waiting(member), FEW) if reads else [],
        "thanks": first(queries.waiting(member, "thanks"), FEW) if reads else [],
        "someone_else_since": queries.someone_else_waits(member),
        "channels": channel_lines(member),
        "main_sections": front.sections(request, front.MAIN),
        "beside_sections": front.sections(request, front.BESIDE),
        "now": clock.now(),
        **counts(member, reads=reads),
    }
    return render_page(request, "flows/today.html", context)


@require_GET
def waits(request: HttpRequest) -> HttpResponse:
    """Everyone who waits, the latest promise first; for those in charge too, who may not read what is said."""
    return render_page(request, "flows/waits.html", {**who_waits_page(request), **counts(member_of(request))})


def member_of(request: HttpRequest) -> Member:
    return request.member  # type: ignore[attr-defined]


def first(conversations: Any, most: int) -> list[Conversation]:
    return list(conversations.select_related("person", "channel")[:most])


def channel_lines(member: Member) -> list[tuple[Any, Any]]:
    """Channels with how they do; those that need a person first."""
    if not may(member, "channels.see"):
        return []
    found = [(channel, health_of(channel)) for channel in all_channels()]
    return sorted(found, key=lambda pair: pair[1].is_well)[:SOME]


def counts(member: Member, *, reads: bool = True) -> dict[str, int]:
    """People who wait and thanks due, counted up to a hundred."""
    if not reads:
        return {"waiting_count": 0, "thanks_count": 0}
    thanks_due = queries.waiting(member, "thanks").values_list("id", flat=True)[: queries.MOST_COUNTED + 1]
    return {"waiting_count": queries.waiting_count(member), "thanks_count": len(thanks_due)}
