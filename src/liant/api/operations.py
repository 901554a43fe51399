"""How an operation is declared and run: its scope, its permission, its transaction; what it answers, and what it answers
when the same request comes again."""

import functools
import hashlib
import inspect
from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router, Schema

from liant.accounts.permissions import check
from liant.accounts.tokens.actions import Busy, OtherRequest, answer_kept, keep_answer
from liant.accounts.tokens.models import ApiToken
from liant.api.caller import Caller
from liant.api.problems import MEDIA_TYPE, Problem, not_valid, wrong_scope
from liant.tenancy.context import tenant

JSON = "application/json; charset=utf-8"
REF = {"$ref": "#/components/schemas/Problem"}
ERRORS = {
    400: "The cursor, a header or the body cannot be read.",
    401: "No good token.",
    403: "The token's scope, or its member's role, does not reach that far.",
    404: "There is nothing there for this member.",
    409: "It stands otherwise than the request supposes.",
    412: "It was changed since it was read (If-Match).",
    422: "Something in the request is not as it should be, or the key was used for another request.",
    429: "Too many requests in this minute.",
}
KEY_SCHEMA = {"type": "string", "minLength": 1, "maxLength": 200, "pattern": r"^[\x21-\x7e]+$"}
ETAG_SCHEMA = {"type": "string", "maxLength": 200, "pattern": r"^[\x21-\x7e]*$"}
View = Callable[..., Schema]


def reads(router: Router, path: str, *, scope: str, needs: str, answers: Any, has_etag: bool = False,
          errors: Sequence[int] = ()) -> Callable[[View], View]:  # fmt: skip
    """Declare a GET operation."""
    parameters = [header("If-None-Match", "The ETag of what is already known.", ETAG_SCHEMA)] if has_etag else []
    extra = documented(scope, needs, [*errors, 401, 403, 422, 429], parameters)
    if has_etag:
        extra["responses"][304] = {"description": "It has not changed."}
        extra["responses"][200] = {"headers": {"ETag": {"schema": {"type": "string"}, "required": True}}}

    def declare(view: View) -> View:
        runs = guarded(view, scope, needs, asked=asked_in(view, path), status=200, has_etag=has_etag)
        router.get(path, response={200: answers}, openapi_extra=extra, **words_of(view))(runs)
        return view

    return declare


def asks(router: Router, path: str, *, scope: str, needs: str, answers: Any) -> Callable[[View], View]:
    """Declare a POST operation that changes nothing: what it asks about is too long, or too private, for an address."""
    extra = documented(scope, needs, [400, 401, 403, 422, 429], [])

    def declare(view: View) -> View:
        runs = guarded(view, scope, needs, asked=asked_in(view, path), status=200)
        router.api_operation(["POST"], path, response={200: answers}, openapi_extra=extra, **words_of(view))(runs)
        return view

    return declare


def writes(router: Router, path: str, *, method: str, scope: str, needs: str, answers: Any, status: int = 200,
           key_needed: bool = False, has_match: bool = False, errors: Sequence[int] = ()) -> Callable[[View], View]:  # fmt: skip
    """Declare an operation that changes something. `key_needed`: it cannot be repeated by itself without harm."""
    words = "Names this act: sent again with the same key, it is answered the same and done once."
    parameters = [header("Idempotency-Key", words, KEY_SCHEMA, is_required=key_needed)]
    if has_match:
        parameters.append(header("If-Match", "The ETag of the conversation as it was read.", ETAG_SCHEMA))
    extra = documented(
        scope, needs, [*errors, 400, 401, 403, 404, 409, 422, 429, *([412] if has_match else [])], parameters
    )

    def declare(view: View) -> View:
        asked = asked_in(view, path)
        runs = guarded(view, scope, needs, asked=asked, status=status, writes_key=True, key_needed=key_needed)
        router.api_operation([method], path, response={status: answers}, openapi_extra=extra, **words_of(view))(runs)
        return view

    return declare


def words_of(view: View) -> dict[str, Any]:
    """The first line of the docstring is the summary; the rest is the description."""
    summary, _sep, rest = (view.__doc__ or "").strip().partition("\n")
    text = " ".join(rest.split())
    return {"operation_id": view.__name__, "summary": summary.rstrip("."), "description": text or summary,
            "url_name": view.__name__}  # fmt: skip


def asked_in(view: View, path: str) -> frozenset[str]:
    """What may stand behind the question mark."""
    names = inspect.signature(view).parameters
    return frozenset(name for name in names if name not in ("request", "payload") and f"{{{name}}}" not in path)


def refuse_unknown(request: HttpRequest, asked: frozenset[str]) -> None:
    """A filter that is misspelt would be taken for none at all."""
    if unknown := sorted(set(request.GET) - asked):
        raise not_valid([{"where": f"query/{name}", "what": _("There is no such parameter here.")} for name in unknown])


def header(name: str, description: str, schema: dict[str, Any], is_required: bool = False) -> dict[str, Any]:
    return {"in": "header", "name": name, "required": is_required, "description": description, "schema": schema}


def documented(scope: str, needs: str, errors: Sequence[int], parameters: list[dict[str, Any]]) -> dict[str, Any]:
    content = {MEDIA_TYPE: {"schema": REF}}
    told = {status: {"description": ERRORS[status], "content": content} for status in sorted(set(errors))}
    return {"responses": told, "parameters": parameters, "x-scope": scope, "x-permission": needs}


def guarded(view: View, scope: str, needs: str, *, asked: frozenset[str], status: int, has_etag: bool = False,
            writes_key: bool = False, key_needed: bool = False) -> Callable[..., HttpResponse]:  # fmt: skip
    """Everything inside is one transaction of the caller's organisation: the act, the log, and the answer kept."""

    @functools.wraps(view)
    def run(request: HttpRequest, **values: Any) -> HttpResponse:
        caller: Caller = request.auth  # type: ignore[attr-defined]
        if scope and scope not in caller.scopes:
            raise wrong_scope(scope)
        refuse_unknown(request, asked)
        key = key_of(request, key_needed) if writes_key else ""
        with tenant(caller.organisation_id):
            check(caller.member, needs)

            def act() -> HttpResponse:
                return as_answer(view(request, **values), status)

            answer = remembered(request, caller.token, key, act) if key and caller.token else act()
        return with_etag(request, answer) if has_etag else answer

    return run


def as_answer(told: Schema, status: int) -> HttpResponse:
    return HttpResponse(told.model_dump_json(), status=status, content_type=JSON)


def etag_of(body: bytes) -> str:
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def with_etag(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    etag = etag_of(answer.content)
    if etag in (part.strip() for part in request.headers.get("If-None-Match", "").split(",")):
        return HttpResponse(status=304, headers={"ETag": etag})
    answer["ETag"] = etag
    return answer


def key_of(request: HttpRequest, is_needed: bool) -> str:
    key = request.headers.get("Idempotency-Key", "")
    if not key and not is_needed:
        return ""
    if not (0 < len(key) <= 200 and key.isascii() and key.isprintable() and " " not in key):
        raise Problem(400, "no-key", _("This request needs an Idempotency-Key."),
                      _("Send a header “Idempotency-Key” of your own making, 200 printable characters at most; keep it, and "
                        "send the same when you try again."))  # fmt: skip
    return key


def remembered(request: HttpRequest, token: ApiToken, key: str, act: Callable[[], HttpResponse]) -> HttpResponse:
    """Done once per key. What was refused is not kept: nothing was done, and it may be mended and sent again."""
    fingerprint = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode() + request.body).hexdigest()
    try:
        found = answer_kept(token, key, fingerprint)
    except Busy:
        raise Problem(409, "busy", _("The same request is being answered at this moment."),
                      _("Wait a second, then send it again with the same key."), headers={"Retry-After": "1"}) from None  # fmt: skip
    except OtherRequest:
        raise Problem(422, "key-used", _("This key was given to another request."),
                      _("Make a new key for each act; keep it only to try the same one again.")) from None  # fmt: skip
    if found:
        return HttpResponse(found.body, status=found.status, content_type=JSON,
                            headers={"Idempotency-Replayed": "true"})  # fmt: skip
    answer = act()
    keep_answer(token, key, fingerprint, status=answer.status_code, body=answer.content.decode())
    return answer
