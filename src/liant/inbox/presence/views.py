"""The sign of life of an open page, and the two parts of it that presence keeps up to date."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from liant.inbox.models import Conversation
from liant.inbox.presence import pages
from liant.inbox.presence.actions import leave, look
from liant.inbox.queries import conversation_of
from liant.web.partial import asked_part, render_page


@require_GET
def parts(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Who is there, or what came since; as a page of its own it is the conversation."""
    conversation = readable(request, conversation_id)
    asked = asked_part(request)
    if asked == "present":
        return render_page(
            request, "presence/present.html", {"section": pages.there(request, conversation)}, part=asked
        )
    if asked == "came":
        section = pages.came(conversation, number(request.GET.get("seen", "")))
        return render_page(request, "presence/came.html", {"section": section}, part=asked)
    slug = request.organisation.slug  # type: ignore[attr-defined]
    return redirect("inbox:conversation", organisation_slug=slug, conversation_id=conversation.id)


@require_POST
def beat(request: HttpRequest, conversation_id: int) -> HttpResponse:
    conversation = readable(request, conversation_id)
    member = request.member  # type: ignore[attr-defined]
    if request.POST.get("gone"):
        leave(actor=member, conversation=conversation)
    else:
        look(actor=member, conversation=conversation, is_writing=request.POST.get("writing") == "1")
    return HttpResponse(status=204)


def readable(request: HttpRequest, conversation_id: int) -> Conversation:
    try:
        return conversation_of(request.member, conversation_id)  # type: ignore[attr-defined]
    except Conversation.DoesNotExist:
        raise Http404 from None


def number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 19 else 0
