"""The list of pieces, and the page on which one is written."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from liant.accounts.asking import member
from liant.accounts.permissions import check
from liant.kit.lifecycle import LifecycleError
from liant.web.partial import asked_part, render_page
from liant.writing import actions, forms, moves, pages, queries, remarks
from liant.writing import history as comparing
from liant.writing.models import Piece, Version
from liant.writing.pages import the_piece, the_version, to_piece


@require_GET
def pieces(request: HttpRequest) -> HttpResponse:
    return render_page(request, "writing/list.html", pages.list_page(request), part="pieces")


@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    form = forms.BeginForm(request.POST or None, initial={"language": member(request).organisation.language})
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
    """One form holds the words: kept, read again, a remark followed, an agreement asked for."""
    piece, version = the_version(request, piece_id)
    form = pages.words_form(version, request.POST or None, may_write=pages.may_write(request, piece, version))
    if request.method != "POST":
        return shown(request, piece, version, form)
    check(member(request), "writing.write", piece)
    is_reading = "reread" in request.POST or asked_part(request) == "remarks"
    if not form.is_valid() or is_reading:
        return shown(request, piece, version, form)
    words = dict(form.cleaned_data)
    edition = words.pop("edition")
    if not follow_remark(request, piece, version, words) or not keep_words(request, version, form, edition, words):
        return shown(request, piece, version, form)
    if "ask" in request.POST:
        return asked(request, piece, version)
    return to_piece(request, piece, version)


def shown(request: HttpRequest, piece: Piece, version: Version, form: forms.WordsForm) -> HttpResponse:
    context = pages.piece_page(request, piece, version, form)
    return render_page(request, "writing/edit.html", context, part="remarks", status=422 if form.errors else 200)


def follow_remark(request: HttpRequest, piece: Piece, version: Version, words: dict[str, Any]) -> bool:
    """Replace a passage, take it out, or keep it with a reason: whichever button was pressed. Whether it could be."""
    pressed = next((name for name in ("replace", "take_out", "keep_remark") if request.POST.get(name)), "")
    if not pressed:
        return True
    key = request.POST[pressed]
    found = remarks.read(piece, version, queries.media_of(piece), queries.kept_remarks_of(piece), words)
    remark = next((one for one in found if one.key == key and one.number is not None), None)
    if remark is None:
        messages.error(request, _("The words have changed meanwhile: read the remarks again."))
        return False
    if pressed != "keep_remark":
        replacement = remark.finding.replacement or "" if pressed == "replace" else ""
        words.update(remarks.replaced(words, key, replacement))
        return True
    reason = request.POST.get(f"reason:{key}", "").strip()[:500]
    if not reason:
        messages.error(request, _("Say why you keep these words: whoever agrees will read it."))
        return False
    actions.keep_remark(
        actor=member(request), piece=piece, rule=remark.finding.rule, passage=remark.passage, reason=reason
    )
    return True


def keep_words(request: HttpRequest, version: Version, form: forms.WordsForm, edition: int, words: dict[str, Any]) -> bool:  # fmt: skip
    """Whether they could be kept; if not, the form says why."""
    try:
        actions.write(actor=member(request), version=version, seen_edition=edition, **words)
    except actions.ChangedMeanwhile as meanwhile:
        form.add_error(None, _("Someone else kept other words meanwhile. Yours are still here: compare them with the "
                               "history, then keep them again."))  # fmt: skip
        data = form.data.copy()  # type: ignore[attr-defined]
        data["edition"] = str(meanwhile.version.edition)
        form.data = data
        return False
    except actions.CannotChange:
        form.add_error(None, _("It was withdrawn. Take it up again to write on."))
        return False
    return True


def asked(request: HttpRequest, piece: Piece, version: Version) -> HttpResponse:
    try:
        moves.ask(actor=member(request), piece=piece)
    except moves.NotReady as unready:
        for problem in unready.problems:
            messages.error(request, problem)
    except LifecycleError:
        messages.error(request, _("It has moved on meanwhile: nothing was changed."))
    else:
        messages.success(request, _("The agreement is asked for."))
    return to_piece(request, piece, version)


@require_http_methods(["GET", "POST"])
def about(request: HttpRequest, piece_id: int) -> HttpResponse:
    piece = the_piece(piece_id)
    kind_of_form = forms.SourceForm if piece.is_third_party else forms.AboutForm
    values = {name: getattr(piece, name) for name in kind_of_form.base_fields}
    form = kind_of_form(request.POST or None, initial=values)
    if request.method == "POST" and form.is_valid():
        actions.describe(actor=member(request), piece=piece, **form.cleaned_data)
        messages.success(request, _("Kept."))
        return to_piece(request, piece)
    context = {"piece": piece, "form": form}
    return render_page(request, "writing/about.html", context, status=422 if form.errors else 200)


@require_GET
def history(request: HttpRequest, piece_id: int) -> HttpResponse:
    """Every revision of a version; two of them compared."""
    piece, version = the_version(request, piece_id)
    before = request.GET.get("before", "")
    found = queries.revisions_of(version, int(before) if before.isdecimal() and len(before) < 9 else None)
    shown_number = request.GET.get("number", "")
    number = int(shown_number) if shown_number.isdecimal() and len(shown_number) < 9 else version.edition
    pair = {one.number: one for one in version.revisions.filter(number__in=[number, number - 1])}
    if number not in pair:
        raise Http404
    context = {
        "piece": piece,
        "version": version,
        "versions": pages.version_tabs(request, piece, version, "writing:history"),
        "revisions": found[: queries.PAGE - 1],
        "next_url": f"?version={version.pk}&before={found[-2].number}" if len(found) == queries.PAGE else "",
        "number": number,
        "compared": pages.compared_in_words(comparing.compare(pair.get(number - 1), pair[number])),
        "may_write": pages.may_write(request, piece, version),
    }
    return render_page(request, "writing/history.html", context)


@require_GET
def lessons(request: HttpRequest) -> HttpResponse:
    context = {"tabs": pages.room_tabs(request, "writing:lessons"), "lessons": queries.lessons()}
    return render_page(request, "writing/lessons.html", context)


@require_GET
def arrange(request: HttpRequest) -> HttpResponse:
    return render_page(request, "writing/arrange.html", pages.arrange_page(request))
