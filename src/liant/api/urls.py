"""The addresses of the public interface, under /api/v1/. Every one answers a programme, also when it is not there."""

import functools
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path, re_path
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from liant.accounts.tokens.rules import Turn
from liant.api import problems
from liant.api.application import application

app_name = "rest"
POLICY = '"minute";q={limit};w=60'
LEFT = '"minute";r={left};t={seconds}'


def dressed(pattern: URLPattern) -> URLPattern:
    """The operation, with what every answer carries."""
    view = pattern.callback

    @functools.wraps(view)
    def answer(request: HttpRequest, **values: Any) -> Any:
        response = view(request, **values)
        if response.status_code == 405:
            response = problems.wrong_method(response.headers.get("Allow", "")).answer()
        caller = getattr(request, "caller", None)
        if caller and caller.turn:
            pace(response, caller.turn)
        response.headers.setdefault("Cache-Control", "private, no-cache" if "ETag" in response else "no-store")
        return response

    answer.guard = "tokens.use"  # type: ignore[attr-defined]
    return path(str(pattern.pattern), answer, name=pattern.name)


def pace(response: HttpResponse, turn: Turn) -> None:
    """How much of this minute is left, as the draft of the IETF says it."""
    response["RateLimit-Policy"] = POLICY.format(limit=turn.limit)
    response["RateLimit"] = LEFT.format(left=turn.left, seconds=turn.resets_in_seconds)


@require_safe
def openapi(_request: HttpRequest) -> HttpResponse:
    """The whole interface, for programmes that read it; it holds nobody's words."""
    with translation.override("en"):
        schema = application.get_openapi_schema(path_prefix="/api/v1/")
        return JsonResponse(schema, headers={"Access-Control-Allow-Origin": "*"}, json_dumps_params={"default": str})


@csrf_exempt
def nothing_here(_request: HttpRequest, **_values: Any) -> HttpResponse:
    return problems.nothing_there().answer()


patterns, _app, _namespace = application.urls
urlpatterns = [
    path("openapi.json", openapi, name="openapi"),
    *(dressed(one) for one in patterns if isinstance(one, URLPattern) and one.name != "api-root"),
    re_path(r"^.*$", nothing_here, name="nothing"),
]
