"""The few pages of the shell itself: the gallery, the language, the light, the sign of life."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.templatetags.static import static
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from liant.web import gallery_pieces
from liant.web.errors import bad_request, forbidden, form_expired, not_found, server_error, too_large, too_many
from liant.web.partial import render_page
from liant.web.shell import KEYS_COOKIE, THEME_COOKIE, THEMES, language_chosen, share_target_url

__all__ = [
    "bad_request",
    "choose_keys",
    "choose_language",
    "choose_theme",
    "forbidden",
    "form_expired",
    "gallery",
    "healthz",
    "manifest",
    "not_found",
    "offline",
    "server_error",
    "too_large",
    "too_many",
    "worker",
]

YEAR_SECONDS = 365 * 24 * 3600
PAPER = "#faf6ee"  # as in tokens.css


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component, once, by day and by night."""
    themes = [gallery_pieces.pane("light"), gallery_pieces.pane("dark")]
    return render_page(request, "web/gallery.html", {"panes": themes})


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    language = request.POST.get("language", "")
    response = _back(request)
    if language in dict(settings.LANGUAGES):
        _remember(response, settings.LANGUAGE_COOKIE_NAME, language)
        with translation.override(language):
            language_chosen(request, language)
    return response


@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Day, night, or (blank) as the system says."""
    theme = request.POST.get("theme", "")
    response = _back(request)
    if theme in THEMES:
        _remember(response, THEME_COOKIE, theme)
    else:
        response.delete_cookie(THEME_COOKIE, samesite="Lax")
    return response


@require_safe
def manifest(_request: HttpRequest) -> HttpResponse:
    """What a browser reads to install Liant on a home screen, and to offer it where things are shared."""
    icons = [
        {"src": static(f"liant/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
        for size in (192, 512)
        for purpose in ("any", "maskable")
    ]
    told: dict[str, Any] = {
        "name": "Liant",
        "short_name": "Liant",
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "lang": translation.get_language() or "fr",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": icons,
    }
    if action := share_target_url():
        files = [{"name": "picture", "accept": ["image/*"]}]
        params = {"title": "title", "text": "text", "url": "url", "files": files}
        told["share_target"] = {
            "action": action, "method": "POST", "enctype": "multipart/form-data", "params": params
        }  # fmt: skip
    return JsonResponse(told, content_type="application/manifest+json")


@require_safe
def worker(_request: HttpRequest) -> HttpResponse:
    """The service worker, from the root: only from there may it answer for every page."""
    path = finders.find("liant/worker.js")
    if path is None:
        raise Http404
    code = (
        Path(str(path)).read_text(encoding="utf-8").replace("/static/liant/icon-192.png", static("liant/icon-192.png"))
    )
    answer = HttpResponse(code, content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What an installed Liant shows where there is no network; it holds nothing of anybody."""
    return render_page(request, "web/offline.html", {})


@require_POST
def choose_keys(request: HttpRequest) -> HttpResponse:
    """Whether single keys act: on, or off for whoever they get in the way of."""
    response = _back(request)
    if request.POST.get("keys") == "off":
        _remember(response, KEYS_COOKIE, "off")
    else:
        response.delete_cookie(KEYS_COOKIE, samesite="Lax")
    return response


@require_safe
@never_cache
def healthz(_request: HttpRequest) -> HttpResponse:
    """The web process answers. What stands behind it is looked at by `liant doctor`."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


def _back(request: HttpRequest) -> HttpResponseRedirect:
    """To the page one came from, if it is one of ours."""
    target = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return HttpResponseRedirect(target if is_ours else "/")


def _remember(response: HttpResponse, name: str, value: Any) -> None:
    # not HttpOnly: the script of the page sets the same cookie, so that nothing flashes
    response.set_cookie(
        name, value, max_age=YEAR_SECONDS, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE, httponly=False
    )
