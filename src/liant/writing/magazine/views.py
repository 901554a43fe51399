"""The magazine. Each view parses, calls one query or one action, renders."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from liant.accounts.asking import member
from liant.web.partial import render_page
from liant.writing.magazine import actions, forms, pages, queries
from liant.writing.magazine.models import Issue


@require_GET
def issues(request: HttpRequest) -> HttpResponse:
    return render_page(request, "magazine/list.html", pages.list_page(request))


@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """With what the latest issue had: a magazine keeps its title, its paper and who makes it."""
    latest = queries.latest_issue()
    initial = {**forms.as_typed(latest), "number": "", "dated": ""}
    form = forms.IssueForm(request.POST or None, initial={"language": member(request).organisation.language, **initial})
    if request.method == "POST" and form.is_valid():
        kept = {name: getattr(latest, name) for name in forms.ImprintForm.base_fields} if latest else {}
        issue = actions.begin(actor=member(request), **kept, **form.cleaned_data)
        return to_issue(request, issue)
    return render_page(request, "magazine/new.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
def issue(request: HttpRequest, printed_id: int) -> HttpResponse:
    return render_page(request, "magazine/issue.html", pages.issue_page(request, pages.the_issue(printed_id)))


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, printed_id: int) -> HttpResponse:
    found = pages.the_issue(printed_id)
    typed, begun = request.POST or None, forms.as_typed(found)
    looks, imprint = forms.IssueForm(typed, initial=begun), forms.ImprintForm(typed, initial=begun)
    cover = forms.CoverForm(
        typed, initial={"cover": found.cover_id, "cover_credit": found.cover_credit}, pictures=queries.covers_to_choose(found)
    )  # fmt: skip
    if request.method == "POST" and all([looks.is_valid(), imprint.is_valid(), cover.is_valid()]):
        values = looks.cleaned_data | imprint.cleaned_data | cover.cleaned_data
        actions.change(actor=member(request), issue=found, **values)
        messages.success(request, _("Kept."))
        return to_issue(request, found)
    context = {"issue": found, "looks": looks, "imprint": imprint, "cover": cover}
    is_wrong = looks.errors or imprint.errors or cover.errors
    return render_page(request, "magazine/change.html", context, status=422 if is_wrong else 200)


@require_POST
def add(request: HttpRequest, printed_id: int) -> HttpResponse:
    found = pages.the_issue(printed_id)
    wanted = set(request.POST.getlist("piece"))
    chosen = [one for one in queries.pieces_to_choose(found) if str(one.pk) in wanted]
    actions.add(actor=member(request), issue=found, pieces=chosen)
    return to_issue(request, found)


@require_http_methods(["GET", "POST"])
def entry(request: HttpRequest, printed_id: int, printed_entry_id: int) -> HttpResponse:
    found = pages.the_entry(printed_id, printed_entry_id)
    if request.method == "POST" and "take_out" in request.POST:
        actions.take_out(actor=member(request), entry=found)
        return to_issue(request, found.issue)
    begun = {"lead": found.lead, "quote": found.quote, "signature": found.signature}
    pictures = queries.pictures_to_choose(found.piece)
    form = forms.EntryForm(request.POST or None, initial=begun, entry=found, pictures=pictures)
    if request.method == "POST" and form.is_valid():
        actions.arrange(actor=member(request), entry=found, **form.values())
        messages.success(request, _("Kept."))
        return to_issue(request, found.issue)
    context = {"entry": found, "issue": found.issue, "form": form}
    return render_page(request, "magazine/entry.html", context, status=422 if form.errors else 200)


@require_POST
def move(request: HttpRequest, printed_id: int, printed_entry_id: int) -> HttpResponse:
    found = pages.the_entry(printed_id, printed_entry_id)
    actions.move(actor=member(request), entry=found, up=request.POST.get("way") == "up")
    return to_issue(request, found.issue)


@require_POST
def set_it(request: HttpRequest, printed_id: int) -> HttpResponse:
    found = pages.the_issue(printed_id)
    actions.ask_to_set(actor=member(request), issue=found)
    messages.success(request, _("It is on the press: its pages will stand here in a moment."))
    return to_issue(request, found)


@require_POST
def drop(request: HttpRequest, printed_id: int) -> HttpResponse:
    actions.drop(actor=member(request), issue=pages.the_issue(printed_id))
    slug = request.organisation.slug  # type: ignore[attr-defined]
    return HttpResponseRedirect(reverse("magazine:list", args=[slug]))


@require_GET
def print_file(_request: HttpRequest, printed_id: int) -> HttpResponse:
    return pdf(pages.the_issue(printed_id), "print_pdf", "print")


@require_GET
def screen_file(_request: HttpRequest, printed_id: int) -> HttpResponse:
    return pdf(pages.the_issue(printed_id), "screen_pdf", "screen")


@require_GET
def proof(_request: HttpRequest, printed_id: int, number: int) -> HttpResponse:
    found = queries.one_proof(printed_id, number)
    if found is None:
        raise Http404
    return HttpResponse(bytes(found), content_type="image/png", headers={"Cache-Control": "private, no-cache"})


def pdf(issue: Issue, field: str, use: str) -> HttpResponse:
    found = queries.file_of(issue.pk, field)
    if found is None:
        raise Http404
    answer = HttpResponse(bytes(found), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{slugify(str(issue)) or "issue"}-{use}.pdf"'
    return answer


def to_issue(request: HttpRequest, issue: Issue) -> HttpResponse:
    slug = request.organisation.slug  # type: ignore[attr-defined]
    return HttpResponseRedirect(reverse("magazine:issue", kwargs={"organisation_slug": slug, "printed_id": issue.pk}))
