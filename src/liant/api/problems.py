"""What is answered when something is wrong: RFC 9457, with the place of each fault and what to do about it."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

Words = str | Promise
MEDIA_TYPE = "application/problem+json"


class Problem(Exception):
    """`code` names it for programmes, and never changes; the words are for people."""

    def __init__(self, status: int, code: str, title: Words, to_do: Words = "", *,
                 faults: Sequence[Mapping[str, str]] = (), headers: Mapping[str, str] | None = None):  # fmt: skip
        super().__init__(f"{status} {code}")
        self.status, self.code, self.title, self.to_do = status, code, title, to_do
        self.faults, self.headers = list(faults), dict(headers or {})

    def answer(self) -> HttpResponse:
        told: dict[str, Any] = {
            "type": f"urn:liant:problem:{self.code}",
            "title": str(self.title),
            "status": self.status,
            "detail": str(self.to_do),
            "errors": [dict(fault) for fault in self.faults],
        }
        return HttpResponse(
            json.dumps(told, ensure_ascii=False), status=self.status, content_type=MEDIA_TYPE, headers=self.headers
        )


SCHEMA: dict[str, Any] = {
    "title": "Problem",
    "description": "What is wrong, where, and what to do.",
    "type": "object",
    "required": ["type", "title", "status", "detail", "errors"],
    "properties": {
        "type": {"type": "string", "description": "Names the problem for programmes; it never changes."},
        "title": {"type": "string", "description": "What is wrong, in the language asked for."},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What to do about it."},
        "errors": {
            "type": "array",
            "description": "Where the faults are, when they are in the request.",
            "items": {
                "type": "object",
                "required": ["where", "what"],
                "properties": {"where": {"type": "string"}, "what": {"type": "string"}},
            },
        },
    },
}


def no_token() -> Problem:
    return Problem(401, "no-token", _("No good token came with this request."),
                   _("Send “Authorization: Bearer” with a token that is neither too old nor taken back."),
                   headers={"WWW-Authenticate": 'Bearer realm="Liant"'})  # fmt: skip


def wrong_scope(scope: str) -> Problem:
    return Problem(403, "wrong-scope", _("This token is not meant for that."),
                   _("Make a token with the scope %(scope)s.") % {"scope": scope})  # fmt: skip


def not_allowed() -> Problem:
    return Problem(403, "not-allowed", _("The member whose token this is may not do that."),
                   _("Ask the owner of the organisation for the role that may."))  # fmt: skip


def nothing_there() -> Problem:
    return Problem(404, "nothing-there", _("There is nothing there."),
                   _("Check the address and the id; what this token's member may not read is not there for it either."))  # fmt: skip


def wrong_method(allowed: str) -> Problem:
    return Problem(405, "wrong-method", _("This address does not take this method."),
                   _("It takes %(methods)s.") % {"methods": allowed}, headers={"Allow": allowed})  # fmt: skip


def unreadable() -> Problem:
    return Problem(400, "unreadable", _("The body cannot be read."), _("Send JSON, in UTF-8."))


def not_valid(faults: Sequence[Mapping[str, str]]) -> Problem:
    return Problem(422, "not-valid", _("Something in the request is not as it should be."),
                   _("Mend what is listed in “errors”, then send it again."), faults=faults)  # fmt: skip


def too_many(seconds: int) -> Problem:
    return Problem(429, "too-many", _("Too many requests in this minute."),
                   _("Wait %(seconds)s seconds, then go on.") % {"seconds": seconds},
                   headers={"Retry-After": str(seconds)})  # fmt: skip


def as_place(location: Sequence[Any]) -> str:
    """("body", "payload", "text") → "body/text"."""
    first, *rest = [str(part) for part in location] or [""]
    inner = rest[1:] if first == "body" and len(rest) > 1 else [] if first == "body" else rest
    return "/".join([first, *inner])


def from_validation(errors: Sequence[Mapping[str, Any]]) -> HttpResponse:
    return not_valid([{"where": as_place(error["loc"]), "what": str(error["msg"])} for error in errors]).answer()
