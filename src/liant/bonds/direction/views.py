"""Which comes first. Each view parses, calls one query or one action, renders."""

import json

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from liant.bonds.direction import pages, queries
from liant.web.partial import render_page


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render_page(request, "direction/home.html", pages.home_page(request))


@require_safe
def as_file(_request: HttpRequest) -> HttpResponse:
    found = queries.last_finding()
    told = {"from": found.from_on.isoformat(), "to": found.to_on.isoformat(), **found.told} if found else {}
    answer = HttpResponse(json.dumps(told, ensure_ascii=False, indent=1), content_type="application/json")
    answer["Content-Disposition"] = 'attachment; filename="direction.json"'
    return answer
