"""The public pages of a journal. They set no cookie and need no script; each says what it is like to caches."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from liant.web import limits
from liant.web.errors import too_many
from liant.writing.journal import answering, feeds, media, moderation, queries
from liant.writing.journal import podcast as podcasts
from liant.writing.journal import public_pages as pages
from liant.writing.journal.answering import html, of_the_house
from liant.writing.journal.models import Moderated
from liant.writing.journal.site import Site
from liant.writing.journal.visitors import STAMP, ReaderForm
from liant.writing.journal.voices import voices
from liant.writing.models import Piece, PieceMedium, Topic

EACH_READER = 5  # comments in a minute


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
        context |= voices(here, found, request.GET.get("reply", "")[:20])
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


def the_medium(medium_id: int) -> PieceMedium:
    found = queries.shown_medium(medium_id)
    if found is None:
        raise Http404
    return found


@require_safe
@of_the_house
def chapters(request: HttpRequest, here: Site, medium_id: int) -> HttpResponse:
    told = queries.recording_of(the_medium(medium_id))
    if told is None or not told.chapters:
        raise Http404
    return media.beside(request, here, podcasts.chapters(told), podcasts.CHAPTERS)


@require_safe
@of_the_house
def transcript(request: HttpRequest, here: Site, medium_id: int) -> HttpResponse:
    told = queries.recording_of(the_medium(medium_id))
    if told is None or not told.transcript:
        raise Http404
    media_type = f"{podcasts.transcript_type(told)}; charset=utf-8"
    return media.beside(request, here, told.transcript.encode("utf-8", "replace"), media_type)


@require_safe
@of_the_house
def feed(request: HttpRequest, here: Site, kind: str) -> HttpResponse:
    listed_only(here)
    return answered_feed(request, pages.feed_of(here), kind)


@require_safe
@of_the_house
def topic_feed(request: HttpRequest, here: Site, topic_id: int, kind: str) -> HttpResponse:
    listed_only(here)
    found = pages.feed_of(here, get_object_or_404(Topic, pk=topic_id))
    if not found.entries:
        raise Http404
    return answered_feed(request, found, kind)


@require_safe
@of_the_house
def podcast(request: HttpRequest, here: Site) -> HttpResponse:
    listed_only(here)
    found = pages.podcast_of(here)
    if not found.entries:
        raise Http404
    return answering.feed(request, here, podcasts.podcast(found), "podcast", found.address("podcast"))


def answered_feed(request: HttpRequest, found: feeds.Feed, kind: str) -> HttpResponse:
    write = {"rss": feeds.rss, "atom": feeds.atom, "json": feeds.json_feed}[kind]
    return answering.feed(request, found.site, write(found), kind, found.address(kind))


@require_safe
@of_the_house
def comment_rules(request: HttpRequest, here: Site) -> HttpResponse:
    listed_only(here)
    context = {**pages.around(here), "url": here.rules, "rules": queries.rules_of(here.journal, here.language)}
    return html(request, here, "journal/public/rules.html", context)


@require_safe
@of_the_house
def comment_feed(request: HttpRequest, here: Site) -> HttpResponse:
    content = feeds.comments(here, queries.newest_comments(), here.at("comments"), queries.changed_at(here))
    return answering.feed(request, here, content, "atom", here.at("comments"))


@require_safe
@of_the_house
def piece_comment_feed(request: HttpRequest, here: Site, piece_slug: str) -> HttpResponse:
    piece = queries.piece_named(piece_slug)
    if piece is None or not queries.versions_of(piece):
        raise Http404
    address = here.at("piece-comments", piece_slug=piece_slug)
    content = feeds.comments(here, queries.newest_comments(piece), address, queries.changed_at(here))
    return answering.feed(request, here, content, "atom", address)


@csrf_exempt  # no session and no cookie speak for whoever writes: there is nothing to forge; the stamp proves an open page
@require_http_methods(["GET", "HEAD", "POST"])
@of_the_house
def comment(request: HttpRequest, here: Site, piece_slug: str) -> HttpResponse:
    """Taken in, and a private page for whoever wrote it."""
    piece = queries.piece_named(piece_slug)
    versions = queries.versions_of(piece) if piece else []
    if piece is None or not versions or not here.journal.has_comments:
        raise Http404
    asked = request.POST.get("language", "")
    version = next((one for one in versions if one.language == asked), versions[0])
    there = here.in_language(version.language)
    address = here.of_piece(piece, version.language)
    if request.method != "POST":
        return HttpResponseRedirect(f"{address}#comments")
    with translation.override(version.language):
        if limits.is_too_often(f"journal-comment:{here.house.pk}", request.META.get("REMOTE_ADDR", ""), EACH_READER):
            return too_many(request, limits.seconds_left())
        form = ReaderForm(request.POST)
        if form.is_of_a_programme:
            return HttpResponseRedirect(f"{address}#comments")
        token = taken(piece, version.language, form) if form.is_valid() else ""
        if token:
            return HttpResponseRedirect(here.at("own-comment", comment_token=token))
        context = pages.piece_page(there, piece, pages.entry_of(there, piece, version), versions)
        form.data = {**request.POST.dict(), "opened": STAMP}
        context |= voices(there, piece, request.POST.get("parent", "")[:20], form)
        return html(request, there, "journal/public/piece.html", context, status=422)


def taken(piece: Piece, language: str, form: ReaderForm) -> str:
    """The token of the private page; "" where too many wait already, which the form then says."""
    said = {name: form.cleaned_data[name] for name in ("name", "mail", "text")}
    parent = queries.parent_for(piece, form.cleaned_data["parent"])
    try:
        return moderation.take_comment(piece=piece, language=language, parent=parent, **said)
    except moderation.TooManyWait:
        form.add_error(None, _("Very many comments wait to be read. Keep yours, and come back tomorrow."))
        return ""


@csrf_exempt  # the private link is the key
@require_http_methods(["GET", "HEAD", "POST"])
@of_the_house
def own_comment(request: HttpRequest, here: Site, comment_token: str) -> HttpResponse:
    """For whoever wrote it: where it stands, and taking it back."""
    found = queries.comment_of_token(comment_token)
    if found is None:
        raise Http404
    if request.method == "POST":
        if found.state != Moderated.WITHDRAWN:
            moderation.take_back(comment=found)
        return HttpResponseRedirect(request.path)
    there = here.in_language(found.language)
    with translation.override(found.language):
        context = {**pages.around(there), "url": there.home, "comment": found,
                   "piece_url": here.of_piece(found.piece, found.language)}  # fmt: skip
        response = HttpResponse(render_to_string("journal/public/own_comment.html", context))
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
