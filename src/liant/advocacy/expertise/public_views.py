"""An expert's page as everyone reads it. It sets no cookie and runs no script; whoever keeps a copy asks each time whether it
still stands, so that taken down is taken down at once."""

import functools
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from liant.advocacy.expertise import feeds, pages, queries
from liant.advocacy.expertise.pages import FEEDS, Site
from liant.tenancy.before_tenant import organisation_id_of
from liant.tenancy.context import tenant
from liant.web.kept import kept

POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
View = Callable[..., HttpResponse]


def of_an_expert(view: View) -> View:
    """The view is given the page in the language that its address names."""

    @functools.wraps(view)
    def wrapper(request: HttpRequest, slug: str, page_slug: str, language: str = "", **kwargs: Any) -> HttpResponse:
        organisation_id = organisation_id_of(slug)
        if organisation_id is None:
            raise Http404
        with tenant(organisation_id):
            found = queries.page_at(page_slug)
            site = pages.site_of(found, language) if found else None
            if found is None or site is None:
                return missing()
            with override(site.language):
                response = view(request, site, found.changed_at, **kwargs)
            if not found.is_found:
                response["X-Robots-Tag"] = "noindex"
        response["Content-Security-Policy"] = POLICY
        return response

    return wrapper


@require_safe
@of_an_expert
def page(request: HttpRequest, site: Site, changed_at: datetime) -> HttpResponse:
    text = render_to_string("expertise/public/page.html", pages.shown(site))
    response = kept(request, text.encode(), "text/html; charset=utf-8", changed_at=changed_at, age=0)
    response["Content-Language"] = site.language
    return response


@require_safe
@of_an_expert
def feed(request: HttpRequest, site: Site, changed_at: datetime, kind: str) -> HttpResponse:
    content = feeds.as_json(site) if kind == "json" else feeds.as_xml(site, kind)
    response = kept(request, content, f"{FEEDS[kind]}; charset=utf-8", changed_at=changed_at, age=0)
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def missing() -> HttpResponse:
    """The same for what never was and for what was taken down."""
    response = HttpResponse(render_to_string("expertise/public/missing.html", {"lang": get_language()}), status=404)
    response["Content-Security-Policy"] = POLICY
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
