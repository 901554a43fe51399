"""The pages that explain the public interface, with examples that work, and let one try what only reads."""

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from liant.api import guide as told
from liant.api.examples import CHECK_SIGNATURE
from liant.deliveries.hooks.kinds import offered
from liant.web.partial import render_page


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    kinds = [(kind, json.dumps(dict(kind.example), ensure_ascii=False)) for kind in offered()]
    context = {
        "examples": told.examples(),
        "subjects": told.by_subject(),
        "kinds": kinds,
        "check_signature": CHECK_SIGNATURE,
    }
    return render_page(request, "api/guide.html", context)


@require_safe
def operation(request: HttpRequest, operation_key: str) -> HttpResponse:
    found = told.operations().get(operation_key)
    if found is None:
        raise Http404
    parameters = [(one, request.GET.get(one["name"], "")) for one in found.parameters if one["in"] != "header"]
    context = {
        "operation": found,
        "lead": in_code(found.description),
        "parameters": parameters,
        "headers": [one for one in found.parameters if one["in"] == "header"],
        "examples": told.examples(operation_key),
        "may_try": told.may_try(request, found),
        "answer": answered(request, found) if "try" in request.GET and told.may_try(request, found) else None,
    }
    return render_page(request, "api/operation.html", context)


def in_code(text: str) -> SafeString:
    """What stands between backticks, as code."""
    parts = text.split("`")
    pieces = (("<code>{}</code>" if place % 2 else "{}", (part,)) for place, part in enumerate(parts))
    return format_html_join("", "{}", ((format_html(form, *words),) for form, words in pieces))


def answered(request: HttpRequest, found: told.Operation) -> dict[str, Any]:
    response = told.tried(request, found)
    body = json.loads(response.content)
    return {"status": response.status_code, "body": json.dumps(body, ensure_ascii=False, indent=2)}
