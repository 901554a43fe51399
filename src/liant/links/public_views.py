"""What the door of short links does not answer itself: that a link leads nowhere, in words; and what other programmes tell
of what a link led to."""

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from liant.kit import clock
from liant.kit.secrets import CannotUnseal, unseal
from liant.links import queries
from liant.links.actions import note_conversion
from liant.links.door import HEADERS, kind_of
from liant.links.models import Link
from liant.links.rules import CODE, TOLD_AS, WHAT, with_parameters
from liant.tenancy.before_tenant import count_follow, link_at, organisation_id_of
from liant.tenancy.context import tenant
from liant.web import limits

MOST_BYTES = 10_000


@require_safe
def follow(request: HttpRequest, code: str, slug: str = "") -> HttpResponse:
    """A link that is no longer in use says so (410); what nobody made is not found. One in use is answered by the door: it
    comes here alone where a server runs the pages without it, and leads on, counted, all the same."""
    found = link_at(code, slug) if CODE.fullmatch(code) else None
    if found is None:
        raise Http404
    link_id, url, is_told, is_over = found
    if is_over:
        return render(request, "links/over.html", status=410)
    told = [(name.lower().encode(), value.encode("latin-1", "replace")) for name, value in request.headers.items()]
    count_follow(link_id, clock.now(), kind_of(request.method or "", told))
    response = HttpResponseRedirect(with_parameters(url, {TOLD_AS: code}) if is_told else url)
    for name, value in HEADERS:
        response.headers[name.decode()] = value.decode()
    return response


@csrf_exempt
@require_POST
def called_back(request: HttpRequest, slug: str) -> HttpResponse:
    """Signed as Standard Webhooks are; each message counts once, however often it is sent."""
    organisation_id = organisation_id_of(slug)
    if organisation_id is None:
        return said(404, "There is nothing here.")
    if limits.is_too_often(f"link-conversions:{organisation_id}", request.META.get("REMOTE_ADDR", "")):
        response = said(429, "Too many requests; try again in a minute.")
        response.headers["Retry-After"] = str(limits.seconds_left())
        return response
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > MOST_BYTES or len(request.body) > MOST_BYTES:
        return said(413, f"At most {MOST_BYTES} bytes are taken.")
    with tenant(organisation_id):
        return heard(request)


def heard(request: HttpRequest) -> HttpResponse:
    """One call-back, let in as far as its signature and its words."""
    told = verified(request)
    if told is None:
        return said(401, "The signature is not right, or it is too old.")
    code, what = read(told)
    if not code or not what:
        return said(422, 'Say {"link": "its code", "what": "sign-up"}: small letters, digits, points and dashes.')
    try:
        is_new = note_conversion(code=code, what=what, message_id=request.headers.get("webhook-id", ""))
    except Link.DoesNotExist:
        return said(422, "There is no such link.")
    return said(202 if is_new else 200, "Noted." if is_new else "Noted already.")


def verified(request: HttpRequest) -> bytes | None:
    """The body, when whoever holds the secret sent it, just now."""
    sealed = queries.arrangement().secret
    if not sealed:
        return None
    try:
        Webhook(unseal(sealed)).verify(request.body, {name.lower(): value for name, value in request.headers.items()})
    except (WebhookVerificationError, CannotUnseal, UnicodeDecodeError):
        return None
    except (ValueError, RecursionError):  # it was sent by whom it should be, and is no JSON
        return request.body
    return request.body


def read(body: bytes) -> tuple[str, str]:
    """The code and what it led to; "" for what cannot be read."""
    try:
        told: Any = json.loads(body)
    except (ValueError, RecursionError):
        return "", ""
    if not isinstance(told, dict):
        return "", ""
    code, what = str(told.get("link", "")), str(told.get("what", ""))
    return (code if CODE.fullmatch(code) else ""), (what if WHAT.fullmatch(what) else "")


def said(status: int, words: str) -> HttpResponse:
    response = HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    return response
