"""The builder: what is asked, changed piece by piece, on pages that need no script. Each view parses, calls one action,
renders."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from liant.accounts.asking import member
from liant.engines.questionnaire import DefinitionError, read
from liant.surveys import actions, pages, queries, shaping
from liant.surveys.build_forms import DimensionForm, HeadForm, PageForm, QuestionForm
from liant.surveys.models import Questionnaire
from liant.surveys.pages import language, the_questionnaire
from liant.surveys.ready import ready_definition, ready_keys
from liant.web.partial import render_page
from liant.web.typography import french_spacing


@require_http_methods(["GET", "POST"])
def build(request: HttpRequest, questionnaire_id: int) -> HttpResponse:
    """The whole, with its head; each question has a page of its own."""
    found = the_questionnaire(questionnaire_id)
    form = HeadForm(request.POST or None, definition=found.definition)
    if request.method == "POST" and form.is_valid():
        return keep(request, found, shaping.titled(found.definition, *form.said()))
    context = pages.build_page(found) | {"form": form}
    return render_page(request, "surveys/written/whole.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def question(
    request: HttpRequest, questionnaire_id: int, page: str, kind: str = "", question_name: str = ""
) -> HttpResponse:
    """One question, new (`kind`) or there already (`question_name`)."""
    found = the_questionnaire(questionnaire_id)
    try:
        before = shaping.found(dict(found.definition), question_name)[2] if question_name else {"type": kind}
    except shaping.Missing:
        raise Http404 from None
    if before["type"] not in shaping.KINDS:
        raise Http404
    form = QuestionForm(request.POST or None, element=before, definition=found.definition)
    if request.method == "POST" and form.is_valid():
        made = form.element()
        whole = found.definition
        changed = shaping.changed(whole, question_name, made) if question_name else shaping.added(whole, page, made)
        if faults := faults_in(changed):
            for fault in faults:
                form.add_error(None, fault)
        else:
            return keep(request, found, changed)
    context = {"form": form, "questionnaire": found, "title": pages.title_of(found), "kind": pages.KIND_WORDS[before["type"]],
               "is_new": not question_name}  # fmt: skip
    return render_page(request, "surveys/written/question.html", context, status=422 if form.errors else 200)


@require_POST
def act(request: HttpRequest, questionnaire_id: int) -> HttpResponse:
    """Move, take out, add a page: one button each."""
    found = the_questionnaire(questionnaire_id)
    name, do = request.POST.get("name", ""), request.POST.get("do", "")
    acts = {
        "up": lambda: shaping.moved(found.definition, name, -1),
        "down": lambda: shaping.moved(found.definition, name, 1),
        "out": lambda: shaping.removed(found.definition, name),
        "page": lambda: shaping.with_page(found.definition, {}),
        "page-up": lambda: shaping.page_moved(found.definition, name, -1),
        "page-down": lambda: shaping.page_moved(found.definition, name, 1),
        "page-out": lambda: shaping.without_page(found.definition, name),
    }
    if do not in acts:
        raise Http404
    try:
        return keep(request, found, acts[do]())
    except shaping.Missing:
        messages.error(request, _("It is not there any more."))
        return to_whole(request, found)


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, questionnaire_id: int, page: str) -> HttpResponse:
    found = the_questionnaire(questionnaire_id)
    try:
        _at, before = shaping.page_of(dict(found.definition), page)
    except shaping.Missing:
        raise Http404 from None
    form = PageForm(request.POST or None, page=before)
    if request.method == "POST" and form.is_valid():
        return keep(request, found, shaping.page_changed(found.definition, page, *form.said()))
    context = {"form": form, "questionnaire": found, "title": pages.title_of(found)}
    return render_page(request, "surveys/written/page.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def dimension(request: HttpRequest, questionnaire_id: int, dimension_id: str = "") -> HttpResponse:
    """What some questions measure together, and what to do at each level."""
    found = the_questionnaire(questionnaire_id)
    form = DimensionForm(request.POST or None, definition=found.definition, dimension_id=dimension_id)
    if dimension_id and form.before is None:
        raise Http404
    if request.method == "POST" and form.is_valid():
        return keep(request, found, form.changed())
    context = {"form": form, "questionnaire": found, "title": pages.title_of(found), "is_new": not dimension_id}
    return render_page(request, "surveys/written/dimension.html", context, status=422 if form.errors else 200)


@require_GET
def bank(request: HttpRequest, questionnaire_id: int) -> HttpResponse:
    """Questions of the ready ones and of one's own, to be taken over."""
    found = the_questionnaire(questionnaire_id)
    source = request.GET.get("from", "")
    other = definition_called(source)
    context = {
        "questionnaire": found, "title": pages.title_of(found), "sources": pages.bank_sources(found), "source": source,
        "offered": pages.bank_questions(other) if other else [], "pages": pages.pages_of(found),
    }  # fmt: skip
    return render_page(request, "surveys/written/bank.html", context)


@require_POST
def take(request: HttpRequest, questionnaire_id: int) -> HttpResponse:
    found = the_questionnaire(questionnaire_id)
    source = request.POST.get("from", "")
    other = definition_called(source)
    if other is None:
        raise Http404
    names, to_page = request.POST.getlist("name"), request.POST.get("page", "")
    try:
        changed = shaping.taken_over(found.definition, other, names, to_page, other_key=key_called(source))
    except shaping.Missing:
        raise Http404 from None
    return keep(request, found, changed)


def definition_called(source: str) -> dict[str, Any] | None:
    """ "ready:KEY", or "own:ID"."""
    kind, _colon, name = source.partition(":")
    if kind == "ready" and name in ready_keys():
        return ready_definition(name)
    if kind == "own" and name.isdecimal() and len(name) < 19:
        other = queries.one_questionnaire(int(name))
        return other.definition if other else None
    return None


def key_called(source: str) -> str:
    """Of what `definition_called` found."""
    kind, _colon, name = source.partition(":")
    other = queries.one_questionnaire(int(name)) if kind == "own" else None
    return other.key if other else name


def keep(request: HttpRequest, found: Questionnaire, definition: dict[str, Any]) -> HttpResponse:
    """What can't be asked is not kept: the page says why, and nothing else changed."""
    if faults := faults_in(definition):
        for fault in faults:
            messages.error(request, fault)
        return to_whole(request, found)
    seen = request.POST.get("changes", "")
    seen_changes = int(seen) if seen.isdecimal() and len(seen) < 9 else found.changes
    try:
        actions.change(actor=member(request), questionnaire=found, definition=definition, seen=seen_changes)
    except actions.ChangedMeanwhile:
        messages.error(request, _("Somebody changed it meanwhile. Nothing was kept; here it is as it stands now."))
    return to_whole(request, found)


def faults_in(definition: dict[str, Any]) -> list[str]:
    try:
        read(definition)
    except DefinitionError as error:
        return [french_spacing(one.message(language())) for one in error.faults[:5]]
    return []


def to_whole(request: HttpRequest, found: Questionnaire) -> HttpResponse:
    return HttpResponseRedirect(pages.address(request, "surveys:build", questionnaire_id=found.pk))
