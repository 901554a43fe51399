"""One view, two ways to show it: the whole page, or the part a page asked for."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers


def asked_part(request: HttpRequest) -> str:
    """The id of the element htmx wants to fill; "" for an ordinary request."""
    if request.headers.get("HX-Request") != "true" or request.headers.get("HX-History-Restore-Request") == "true":
        return ""
    return request.headers.get("HX-Target", "").partition("#")[2]  # htmx 4 sends "section#rows"


def part_template(template: str, part: str) -> str:
    """ "inbox/list.html" and "rows" → "inbox/parts/rows.html"."""
    folder = template.rpartition("/")[0]
    return "/".join(filter(None, [folder, "parts", f"{part}.html"]))


def render_page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    part: str | Sequence[str] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """The whole `template`, or one of its parts when htmx targets the element of that id.

    A part named "rows" is the file parts/rows.html beside the template, which the template includes; it holds the
    element whose id is "rows".
    """
    parts = [part] if isinstance(part, str) else list(part or ())
    asked = asked_part(request)
    name = part_template(template, asked) if asked in parts else template
    response = HttpResponse(render_to_string(name, dict(context or {}), request=request), status=status)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response
