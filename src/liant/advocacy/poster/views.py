"""The poster, for whoever leads. Each view parses, calls one query or one action, renders."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liant.accounts.asking import member
from liant.accounts.settings_pages import posted
from liant.advocacy import queries as advocacy
from liant.advocacy.between import NotReady
from liant.advocacy.models import Programme
from liant.advocacy.poster import actions, forms, pages, paper, queries
from liant.kit.press import CannotSet
from liant.web.codes import as_qr
from liant.web.partial import render_page

UNSET = {
    "absent": gettext_lazy("The press is not installed; the page prints as it is."),
    "busy": gettext_lazy("Another page is being set just now. Try again in a moment."),
}
STOPPED = gettext_lazy("The press stopped. The page prints as it is.")


@require_http_methods(["GET", "HEAD", "POST"])
def home(request: HttpRequest) -> HttpResponse:
    form = forms.PosterForm(posted(request), poster=queries.poster())
    if request.method == "POST" and form.is_valid():
        try:
            actions.put_up(actor=member(request), **form.values())
        except NotReady as error:
            messages.error(request, str(error))
            return to_home(request)
        return to_home(request, _("The poster is ready: print it in the language of whoever walks by."))
    return render_page(request, "poster/home.html", pages.home_page(request, form), status=422 if form.errors else 200)


@require_POST
def renew(request: HttpRequest) -> HttpResponse:
    try:
        actions.renew(actor=member(request))
    except NotReady as error:
        messages.error(request, str(error))
        return to_home(request)
    return to_home(request, _("It has another code. Take down the posters with the one before: they lead nowhere now."))


@require_POST
def end(request: HttpRequest) -> HttpResponse:
    actions.end(actor=member(request))
    return to_home(request, _("Ended. The posters that hang somewhere lead nowhere now, and say so kindly."))


@require_safe
@never_cache
def code(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  every page is given its request
    return as_qr(pages.address_of(the_programme()))


@require_safe
@never_cache
def sheet(request: HttpRequest) -> HttpResponse:
    """A page that prints on one sheet. `?lang=en`."""
    programme, lang = the_programme(), asked_language(request)
    with override(lang):
        context = {"sheet": pages.sheet_of(programme, lang), "languages": settings.LANGUAGES}
        page = render_page(request, "poster/sheet.html", context)
    page["Content-Language"] = lang
    return page


@require_safe
@never_cache
def sheet_pdf(request: HttpRequest) -> HttpResponse:
    """The same, set by the press."""
    lang = asked_language(request)
    try:
        made = paper.set_sheet(pages.sheet_of(the_programme(), lang))
    except CannotSet as reason:
        messages.error(request, UNSET.get(reason.code, STOPPED))
        return to_home(request)
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="poster-{lang}.pdf"'
    return answer


def the_programme() -> Programme:
    found = advocacy.programme()
    if found is None or not found.join_code:
        raise Http404
    return found


def asked_language(request: HttpRequest) -> str:
    asked = request.GET.get("lang", "")
    return asked if asked in dict(settings.LANGUAGES) else (get_language() or settings.LANGUAGE_CODE)


def to_home(request: HttpRequest, said: str = "") -> HttpResponse:
    if said:
        messages.success(request, said)
    return redirect("poster:home", organisation_slug=request.organisation.slug)  # type: ignore[attr-defined]
