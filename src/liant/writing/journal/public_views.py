"""The public pages of a journal. They set no cookie and need no script; each says what it is like to caches."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from liant.web import limits
from liant.web.errors import too_many
from liant.writing.journal import media, queries
from liant.writing.journal import public_pages as pages
from liant.writing.journal.answering import html, of_the_house
from liant.writing.journal.site import Site
from liant.writing.models import Topic


def listed_only(here: Site) -> None:
    """Lists exist in the languages of the journal."""
    if here.language not in here.journal.languages:
        raise Http404


@require_safe
@of_the_house
def home(request: HttpRequest, here: Site) -> HttpResponse:
    listed_only(here)
    return html(request, here, "journal/public/home.html", pages.list_page(here, request.GET.get("after", "")))


@require_safe
@of_the_house
def topic(request: HttpRequest, here: Site, topic_id: int) -> HttpResponse:
    listed_only(here)
    found = get_object_or_404(Topic, pk=topic_id)
    context = pages.list_page(here, request.GET.get("after", ""), found)
    if not context["entries"]:
        raise Http404
    return html(request, here, "journal/public/home.html", context)


@require_safe
@of_the_house
def about(request: HttpRequest, here: Site) -> HttpResponse:
    listed_only(here)
    return html(request, here, "journal/public/about.html", pages.about_page(here))


@require_safe
@of_the_house
def search(request: HttpRequest, here: Site) -> HttpResponse:
    listed_only(here)
    asked = request.GET.get("q", "")[:200]
    if asked and limits.is_too_often(f"journal-search:{here.house.pk}", request.META.get("REMOTE_ADDR", "")):
        return too_many(request, limits.seconds_left())
    return html(request, here, "journal/public/search.html", pages.search_page(here, asked))


@require_safe
@of_the_house
def piece(request: HttpRequest, here: Site, piece_slug: str) -> HttpResponse:
    """One piece in one language. The shortest address is that of the journal's first language; where the piece is not to be
    had in it, it leads on."""
    found = queries.piece_named(piece_slug)
    if found is None:
        raise Http404
    versions = queries.versions_of(found)
    version = next((one for one in versions if one.language == here.language), None)
    address = here.of_piece(found, here.language)
    if version is not None and request.path != here.root_path + address.removeprefix(here.root):
        return HttpResponseRedirect(address)
    if version is not None:
        context = pages.piece_page(here, found, pages.entry_of(here, found, version), versions)
        return html(request, here, "journal/public/piece.html", context, piece=found)
    if here.language in queries.gone_languages(found):
        return html(request, here, "journal/public/gone.html", pages.gone_page(here, found, versions), status=410)
    if versions and here.is_main:
        return HttpResponseRedirect(here.of_piece(found, versions[0].language))
    raise Http404


@require_safe
@of_the_house
def medium(request: HttpRequest, here: Site, medium_id: int) -> HttpResponse:
    """A picture as it was prepared, a recording or a file as it is; gone with its piece."""
    found = queries.shown_medium(medium_id)
    if found is not None:
        return media.answered(request, found)
    if queries.was_shown(medium_id):
        return html(request, here, "journal/public/gone.html", pages.gone_page(here), status=410)
    raise Http404


@require_safe
@of_the_house
def picture(request: HttpRequest, here: Site) -> HttpResponse:
    content = queries.picture_bytes()
    if not here.journal.picture_width or content is None:
        raise Http404
    return media.of_journal(request, here.journal, content)
