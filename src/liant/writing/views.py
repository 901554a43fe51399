"""The list of pieces, and the page on which one is written."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from liant.accounts.asking import member
from liant.accounts.permissions import check
from liant.web.partial import render_page
from liant.writing import actions, pages, queries
from liant.writing.forms import BeginForm, WordsForm
from liant.writing.models import Piece, Version
from liant.writing.networks import network


@require_GET
def pieces(request: HttpRequest) -> HttpResponse:
    return render_page(request, "writing/list.html", pages.list_page(request), part="pieces")


@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    form = BeginForm(request.POST or None, initial={"language": member(request).organisation.language})
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        piece = actions.begin(
            actor=member(request), title=asked["title"], language=asked["language"],
            networks=[pages.place_of(one) for one in asked["places"]],
        )  # fmt: skip
        return to_piece(request, piece)
    return render_page(request, "writing/begin.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, piece_id: int) -> HttpResponse:
    piece, version = the_version(request, piece_id)
    form = pages.words_form(version, request.POST or None)
    if request.method == "POST":
        check(member(request), "writing.write", piece)
        if form.is_valid() and keep_words(request, version, form):
            messages.success(request, _("Kept."))
            return to_piece(request, piece, version)
    context = pages.piece_page(request, piece, version, form)
    return render_page(request, "writing/edit.html", context, status=422 if form.errors else 200)


def keep_words(request: HttpRequest, version: Version, form: WordsForm) -> bool:
    """Whether they could be kept; if not, the form says why."""
    words = dict(form.cleaned_data)
    try:
        actions.write(actor=member(request), version=version, seen_edition=words.pop("edition"), **words)
    except actions.ChangedMeanwhile as meanwhile:
        form.add_error(
            None,
            _(
                "Someone else kept other words meanwhile. Yours are still here; compare them with the history, then keep them again."
            ),
        )
        data = form.data.copy()  # type: ignore[attr-defined]
        data["edition"] = str(meanwhile.version.edition)
        form.data = data
        return False
    return True


def the_piece(piece_id: int) -> Piece:
    found = queries.one_piece(piece_id)
    if found is None:
        raise Http404
    return found


def the_version(request: HttpRequest, piece_id: int) -> tuple[Piece, Version]:
    """The version that the address names, else the first."""
    piece = the_piece(piece_id)
    asked = request.GET.get("version", "")
    versions = queries.versions_of(piece) or list(piece.versions.all())
    if not versions:
        raise Http404
    version = next((one for one in versions if str(one.pk) == asked), versions[0])
    version.piece = piece
    network(version.network)
    return piece, version


def to_piece(request: HttpRequest, piece: Piece, version: Version | None = None) -> HttpResponse:
    slug = request.organisation.slug  # type: ignore[attr-defined]
    address = reverse("writing:edit", kwargs={"organisation_slug": slug, "piece_id": piece.pk})
    return HttpResponseRedirect(f"{address}?version={version.pk}" if version else address)
