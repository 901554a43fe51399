"""Where a poster leads. It sets no cookie, and writes nothing of whoever scanned it: not that they did, nor when."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.translation import get_language, override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from liant.advocacy.poster import pages, queries
from liant.tenancy.before_tenant import organisation_id_of, organisation_ids_of
from liant.tenancy.context import tenant
from liant.web import limits
from liant.web.errors import too_many


@never_cache
@require_safe
def join(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Whoever is of the house sees three useful things and decides; whoever is not signed in is told how to come in."""
    organisation_id = organisation_id_of(slug)
    if organisation_id is None:
        raise Http404
    caller = request.META.get("REMOTE_ADDR", "")  # counted for a minute in memory, and written nowhere
    if limits.is_too_often(f"poster:{organisation_id}", caller):
        return too_many(request, limits.seconds_left())
    with tenant(organisation_id):
        programme = queries.programme_behind(code)
        if programme is None:
            return said(request, "poster/over.html", status=404)
        context = pages.join_page(programme)
        if request.user.is_authenticated:
            if organisation_id in organisation_ids_of(int(request.user.pk or 0)):
                return redirect(context["next"])
            return said(request, "poster/elsewhere.html", **context)
        return said(request, "poster/join.html", **context)


def said(request: HttpRequest, template: str, *, status: int = 200, **context: object) -> HttpResponse:
    """In the language of the browser, or the one asked for: a cookie to remember it is not set."""
    asked = request.GET.get("lang", "")
    lang = asked if asked in dict(settings.LANGUAGES) else (get_language() or settings.LANGUAGE_CODE)
    with override(lang):
        more = {"lang": lang, "languages": settings.LANGUAGES}
        response = HttpResponse(render_to_string(template, context | more), status=status)
    response["Content-Language"] = lang
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response
