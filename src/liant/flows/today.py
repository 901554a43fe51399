"""The first page, and the two screens of a small shop: who waits, thanks due."""

import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_GET

from liant.accounts.models import Member
from liant.accounts.permissions import may
from liant.accounts.rooms import is_open
from liant.channels.models import Channel
from liant.inbox import queries
from liant.inbox.models import Conversation
from liant.inbox.waiting.pages import who_waits_page
from liant.kit import clock
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
        "waiting": first(queries.waiting(member), FEW) if reads else [],
        "thanks": first(queries.waiting(member, "thanks"), FEW) if reads else [],
        "someone_else_since": queries.someone_else_waits(member),
        "channels": Channel.objects.all()[:SOME] if may(member, "channels.see") else [],
        "now": clock.now(),
        **counts(member, reads=reads),
    }
    return render_page(request, "flows/today.html", context)


@require_GET
def waits(request: HttpRequest) -> HttpResponse:
    """Everyone who waits, the latest promise first; for those in charge too, who may not read what is said."""
    return render_page(request, "flows/waits.html", {**who_waits_page(request), **counts(member_of(request))})


@require_GET
def thanks(request: HttpRequest) -> HttpResponse:
    member = member_of(request)
    praise = [
        {
            "conversation": conversation,
            "form_key": secrets.token_urlsafe(16),
            "seen": last_message_id(conversation),
            "may_reply": conversation.channel.capabilities.can_reply,
        }
        for conversation in first(queries.waiting(member, "thanks"), SOME)
    ]
    return render_page(request, "flows/thanks.html", {"praise": praise, "now": clock.now(), **counts(member)})


def member_of(request: HttpRequest) -> Member:
    return request.member  # type: ignore[attr-defined]


def first(conversations: Any, most: int) -> list[Conversation]:
    return list(conversations.select_related("person", "channel")[:most])


def counts(member: Member, *, reads: bool = True) -> dict[str, int]:
    """People who wait and thanks due, counted up to a hundred."""
    if not reads:
        return {"waiting_count": 0, "thanks_count": 0}
    thanks_due = queries.waiting(member, "thanks").values_list("id", flat=True)[: queries.MOST_COUNTED + 1]
    return {"waiting_count": queries.waiting_count(member), "thanks_count": len(thanks_due)}


def last_message_id(conversation: Conversation) -> int:
    return conversation.messages.order_by("-id").values_list("id", flat=True).first() or 0
