"""Where others push, without an account: the answer is a few words for a program, and one page for people."""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET

from liant.channels.door import queries
from liant.channels.door.actions import take_in
from liant.channels.phrases import in_words
from liant.channels.queries import channel_of
from liant.connectors.receiving import Request
from liant.tenancy.context import tenant
from liant.web import limits

MOST_BYTES = 4_000_000


@csrf_exempt
def receive(request: HttpRequest, door_token: str, rest: str = "") -> HttpResponse:
    """Kept before it is answered: a 2xx means that it is stored."""
    found = queries.door_found(door_token)
    if found is None:
        return said(404, "There is nothing here.")
    if not found.is_open:
        return said(410, "This address is no longer in use.")
    if limits.is_too_often(f"door:{found.channel_id}", request.META.get("REMOTE_ADDR", "")):
        response = said(429, "Too many requests; try again in a minute.")
        response.headers["Retry-After"] = str(limits.seconds_left())
        return response
    if is_too_large(request):
        return said(413, f"At most {MOST_BYTES} bytes are taken.")
    with tenant(found.organisation_id):
        received, arrival = take_in(channel=channel_of(found.channel_id), request=as_value(request, rest))
    response = said(received.status, received.body)
    if arrival and received.has_state_page:
        response.headers["Location"] = settings.BASE_URL + reverse("door:state", args=[door_token, arrival.reference])
    return response


@require_GET
def state(request: HttpRequest, door_token: str, reference: UUID) -> HttpResponse:
    """What came of one request, for whoever sent it."""
    found = queries.door_found(door_token)
    if found is None:
        raise Http404
    with tenant(found.organisation_id):
        arrival = queries.arrival_named(found.channel_id, reference)
    if arrival is None:
        raise Http404
    return render(request, "door/state.html", {"arrival": arrival, "told": in_words(arrival.told)})


def is_too_large(request: HttpRequest) -> bool:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return not length.isdecimal() or int(length) > MOST_BYTES or len(request.body) > MOST_BYTES


def as_value(request: HttpRequest, rest: str) -> Request:
    return Request(
        method=request.method or "",
        headers={name.lower(): value.replace("\x00", "") for name, value in request.headers.items()},
        body=request.body,
        query={name: str(value).replace("\x00", "") for name, value in request.GET.items()},
        path=rest.replace("\x00", ""),
        remote=request.META.get("REMOTE_ADDR", ""),
    )


def said(status: int, words: str) -> HttpResponse:
    response = HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    return response
