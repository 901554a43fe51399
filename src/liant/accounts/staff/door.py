"""How a directory comes in: with its key, in its own organisation, not too often; and how refusals are said (RFC 7644 §3.12)."""

import functools
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from pydantic import ValidationError
from scim2_models import (
    Error,
    InvalidSyntaxException,
    InvalidValueException,
    MutabilityException,
    PayloadTooLargeException,
    SCIMException,
    UnauthorizedException,
    UniquenessException,
)

from liant.accounts.staff.actions import note_use
from liant.accounts.staff.models import DirectoryKey
from liant.accounts.staff.queries import key_of_text
from liant.accounts.staff.rules import Refused, Why
from liant.accounts.staff.scim import POLICY
from liant.kit.secrets import hash_token
from liant.tenancy.before_tenant import organisation_id_of, organisation_id_of_directory
from liant.tenancy.context import tenant
from liant.web import limits

log = logging.getLogger(__name__)
EACH_MINUTE, WRONG_EACH_MINUTE = 1200, 120  # a key has too many signs to be guessed at this pace
MOST_BYTES = 2_000_000
LONGEST_KEY = 200
MEDIA_TYPE = "application/scim+json"
IN_SCIM = {Why.TAKEN: UniquenessException, Why.FIXED: MutabilityException, Why.WRONG: InvalidValueException}


@dataclass(frozen=True)
class Asked:
    """`base`: the address under which everything of this organisation stands."""

    request: HttpRequest
    key: DirectoryKey
    base: str

    @property
    def body(self) -> Any:
        """Raises InvalidSyntaxException, PayloadTooLargeException."""
        if int(self.request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
            raise PayloadTooLargeException(detail=f"At most {MOST_BYTES} bytes are taken.")
        try:
            return json.loads(self.request.body)
        except (ValueError, RecursionError):
            raise InvalidSyntaxException(detail="The body must be JSON.") from None


Answer = Callable[..., HttpResponse]


def asked_by_directories(view: Answer) -> Callable[..., HttpResponse]:
    """The view runs in one transaction of the organisation: what is refused has changed nothing."""

    @functools.wraps(view)
    def wrapper(request: HttpRequest, organisation_slug: str, **values: str) -> HttpResponse:
        remote = request.META.get("REMOTE_ADDR", "")
        if limits.is_too_often(f"scim:{organisation_slug}", remote, EACH_MINUTE, EACH_MINUTE):
            return too_often()
        try:
            with POLICY:
                return _inside(view, request, organisation_slug, values)
        except UnauthorizedException as refusal:
            if limits.is_too_often("scim-refused", remote, WRONG_EACH_MINUTE):
                return too_often()
            response = said(refusal.to_error())
            response.headers["WWW-Authenticate"] = 'Bearer realm="scim"'
            return response
        except SCIMException as refusal:
            return said(refusal.to_error())
        except ValidationError as refusal:
            return said(Error.from_validation_errors(refusal)[0])

    return wrapper


def _inside(view: Answer, request: HttpRequest, slug: str, values: dict[str, str]) -> HttpResponse:
    text = _bearer(request)
    organisation_id = organisation_id_of_directory(hash_token(text)) if text else None
    if organisation_id is None or organisation_id != organisation_id_of(slug):
        raise UnauthorizedException(detail="No key, or one that opens nothing here.")
    with tenant(organisation_id):
        key = key_of_text(text)
        if key is None:
            raise UnauthorizedException(detail="No key, or one that opens nothing here.")
        note_use(key)
        base = settings.BASE_URL + reverse("scim:base", args=[slug])
        try:
            return view(Asked(request, key, base), **values)
        except Refused as refusal:
            raise IN_SCIM[refusal.why](detail=refusal.detail) from None


def _bearer(request: HttpRequest) -> str:
    scheme, _space, text = request.headers.get("Authorization", "").partition(" ")
    text = text.strip()
    is_text = scheme.lower() == "bearer" and text.isascii() and text.isprintable() and len(text) <= LONGEST_KEY
    return text if is_text else ""


def said(error: Error) -> HttpResponse:
    return answer(error.model_dump(), error.status or 400)


def answer(body: Any, status: int = 200, location: str = "") -> HttpResponse:
    response = HttpResponse(b"" if body is None else json.dumps(body), status=status, content_type=MEDIA_TYPE)
    response.headers["Cache-Control"] = "no-store"
    if location:
        response.headers["Location"] = location
    return response


def too_often() -> HttpResponse:
    response = said(Error(status=429, detail="Too many requests; try again in a minute."))
    response.headers["Retry-After"] = str(limits.seconds_left())
    return response
