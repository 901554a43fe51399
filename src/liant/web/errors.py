"""Pages of what went wrong: what happened, what was kept, what to do.

Asked by htmx, they come as a notice laid over the page, so that nothing one was reading or writing goes away.
"""

import logging
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

log = logging.getLogger(__name__)

LAST_WORDS = (
    "<!doctype html><html lang='fr'><meta charset='utf-8'><title>Liant</title>"
    "<h1>Quelque chose a lâché chez nous.</h1><p>Ce qui était enregistré l’est toujours. Revenez en arrière et "
    "réessayez dans un instant.</p>"
    "<h1 lang='en'>Something gave way on our side.</h1><p lang='en'>What was saved is still saved. Go back and try "
    "again in a moment.</p></html>"
)


def error_page(request: HttpRequest, status: int, **context: Any) -> HttpResponse:
    """The page of that status, or its notice when a part of a page was asked for."""
    is_part = request.headers.get("HX-Request") == "true"
    template = "components/error_notice.html" if is_part else f"{status}.html"
    response = HttpResponse(render_to_string(template, {"status": status, **context}, request=request), status=status)
    if is_part:
        response.headers["HX-Retarget"] = "#notices"
        response.headers["HX-Reswap"] = "innerHTML"
    return response


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:  # noqa: ARG001 (Django's signature)
    return error_page(request, 400)


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:  # noqa: ARG001
    return error_page(request, 403)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """CSRF_FAILURE_VIEW: a form left open too long, or sent from elsewhere."""
    return error_page(request, 403, is_form_expired=True)


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:  # noqa: ARG001
    return error_page(request, 404)


def too_large(request: HttpRequest, limit_megabytes: int | None = None) -> HttpResponse:
    return error_page(request, 413, limit_megabytes=limit_megabytes)


def too_many(request: HttpRequest, retry_after_seconds: int = 60) -> HttpResponse:
    response = error_page(request, 429, minutes=max(1, -(-retry_after_seconds // 60)))
    response.headers["Retry-After"] = str(retry_after_seconds)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """In both languages, without database or session: what failed may be either."""
    try:
        body: str = render_to_string("500.html")
    except Exception:  # the page that says we failed must come whatever failed
        log.exception("The page for errors could not be rendered.")
        body = LAST_WORDS
    response = HttpResponse(body, status=500)
    if request.headers.get("HX-Request") == "true":
        response.headers["HX-Retarget"] = "#notices"
        response.headers["HX-Reselect"] = ".notice"
        response.headers["HX-Reswap"] = "innerHTML"
    return response
