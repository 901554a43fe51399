"""Questionnaires and their waves. Each view parses, calls one query or one action, renders."""

import functools
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from liant.accounts.asking import member
from liant.engines.questionnaire import DefinitionError
from liant.kit.lifecycle import LifecycleError
from liant.kit.place import read_place
from liant.surveys import actions, files, forms, pages, queries, urn, waves
from liant.surveys.models import Questionnaire, Wave
from liant.surveys.pages import in_house_zone, the_questionnaire, the_wave
from liant.web.codes import as_qr
from liant.web.partial import render_page

View = Callable[..., HttpResponse]


def as_it_stands(view: View) -> View:
    """Somebody opened, closed or dropped the wave meanwhile: said so, and nothing else happens."""

    @functools.wraps(view)
    def wrapper(request: HttpRequest, wave_id: int, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, wave_id, *args, **kwargs)
        except (LifecycleError, waves.NotChangeable, urn.NotOpen):
            messages.error(request, _("It is no longer as you saw it. Nothing was done; here it is as it stands now."))
            return HttpResponseRedirect(pages.address(request, "surveys:wave", wave_id=wave_id))

    return wrapper


@require_GET
def questionnaires(request: HttpRequest) -> HttpResponse:
    before = read_place(request.GET.get("after", ""))
    context = pages.list_page(before) | {"reads_some": queries.reads_some(member(request))}
    return render_page(request, "surveys/list.html", context)


@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    form = forms.BeginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["ready"]:
            made = actions.begin_from_ready(actor=member(request), ready_key=form.cleaned_data["ready"])
            return to_questionnaire(request, made)
        made = actions.begin(actor=member(request), definition=pages.empty_definition(form.cleaned_data["title"]))
        return HttpResponseRedirect(pages.address(request, "surveys:build", questionnaire_id=made.pk))
    context = {"form": form, "file_form": forms.FileForm(), "ready": pages.ready_ones()}
    return render_page(request, "surveys/begin.html", context, status=422 if form.errors else 200)


@require_POST
def bring_in(request: HttpRequest) -> HttpResponse:
    """All of it or nothing: what Liant can't ask is named, and kept for the way back."""
    form = forms.FileForm(request.POST, request.FILES)
    problems: list[str] = []
    if form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            definition = files.definition_in(upload.name, upload.read())
        except DefinitionError as error:
            problems = files.problems_of(error, pages.language())
        else:
            made = actions.begin(actor=member(request), definition=definition)
            return to_questionnaire(request, made)
    context = {
        "form": forms.BeginForm(), "file_form": form, "ready": pages.ready_ones(), "problems": problems,
    }  # fmt: skip
    return render_page(request, "surveys/begin.html", context, status=422)


@require_GET
def questionnaire(request: HttpRequest, questionnaire_id: int) -> HttpResponse:
    context = pages.questionnaire_page(request, the_questionnaire(questionnaire_id))
    return render_page(request, "surveys/questionnaire.html", context)


@require_GET
def export(_request: HttpRequest, questionnaire_id: int, form: str) -> HttpResponse:
    return files.as_download(the_questionnaire(questionnaire_id), form)


@require_POST
def put_away(request: HttpRequest, questionnaire_id: int) -> HttpResponse:
    actions.put_away(actor=member(request), questionnaire=the_questionnaire(questionnaire_id))
    messages.success(request, _("Put away. What was asked with it stays."))
    return HttpResponseRedirect(pages.address(request, "surveys:list"))


@in_house_zone
@require_http_methods(["GET", "POST"])
def prepare(request: HttpRequest, questionnaire_id: int) -> HttpResponse:
    found = the_questionnaire(questionnaire_id)
    promised = pages.promised_readers(found)
    form = forms.WaveForm(request.POST or None, initial=pages.usual_settings(found), promised=promised)
    if request.method == "POST" and form.is_valid():
        edition = actions.freeze(actor=member(request), questionnaire=found)
        wave = waves.prepare(actor=member(request), edition=edition, **form.cleaned_data)
        return to_wave(request, wave)
    context = {"form": form, "questionnaire": found, "title": pages.title_of(found)}
    return render_page(request, "surveys/prepare.html", context, status=422 if form.errors else 200)


@in_house_zone
@require_GET
def wave(request: HttpRequest, wave_id: int) -> HttpResponse:
    return render_page(request, "surveys/wave.html", pages.wave_page(request, the_wave(wave_id)))


@in_house_zone
@require_http_methods(["GET", "POST"])
@as_it_stands
def arrange(request: HttpRequest, wave_id: int) -> HttpResponse:
    """All of it before it opens; afterwards only until when."""
    found = the_wave(wave_id)
    kind = forms.WaveForm if found.state == "draft" else forms.UntilForm
    form = kind(request.POST or None, initial=pages.settings_of(found))
    if request.method == "POST" and form.is_valid():
        waves.arrange(actor=member(request), wave=found, **form.cleaned_data)
        messages.success(request, _("Kept."))
        return to_wave(request, found)
    context = {"form": form, "wave": found, "title": pages.title_of(found.edition.questionnaire)}
    return render_page(request, "surveys/arrange.html", context, status=422 if form.errors else 200)


@in_house_zone
@require_http_methods(["GET", "POST"])
@as_it_stands
def people(request: HttpRequest, wave_id: int) -> HttpResponse:
    """Whom it is put to: listed before it opens; afterwards the list is read."""
    found = the_wave(wave_id)
    house = request.organisation  # type: ignore[attr-defined]
    form = forms.AskForm(request.POST or None, actor=member(request), initial={"language": house.language})
    if request.method == "POST" and form.is_valid():
        asked, groups = form.people()
        known = {one["code"] for one in found.groups}
        fresh = [one for one in groups if one["code"] not in known]
        waves.arrange(actor=member(request), wave=found, groups=[*found.groups, *fresh])
        count = waves.invite(actor=member(request), wave=found, asked=asked)
        messages.success(request, pages.listed_words(count, len(asked)))
        return HttpResponseRedirect(request.path)
    context = pages.people_page(request, found) | {"form": form}
    return render_page(request, "surveys/people.html", context, status=422 if form.errors else 200)


@require_POST
@as_it_stands
def take_off(request: HttpRequest, wave_id: int) -> HttpResponse:
    ids = [int(one) for one in request.POST.getlist("id") if one.isdecimal() and len(one) < 19]
    waves.uninvite(actor=member(request), wave=the_wave(wave_id), ids=ids)
    return HttpResponseRedirect(pages.address(request, "surveys:people", wave_id=wave_id))


@require_http_methods(["GET", "POST"])
@as_it_stands
def limits(request: HttpRequest, wave_id: int) -> HttpResponse:
    """How many answers are wanted at most, of a group or of an answer; before it opens."""
    found = the_wave(wave_id)
    whole = pages.definition_of(found.edition)
    form = forms.QuotasForm(request.POST or None, wave=found, whole=whole, lang=pages.language())
    if request.method == "POST" and form.is_valid():
        waves.arrange(actor=member(request), wave=found, quotas=form.quotas())
        messages.success(request, _("Kept."))
        return HttpResponseRedirect(request.path)
    context = {"form": form, "wave": found, "title": pages.title_of(found.edition.questionnaire)}
    return render_page(request, "surveys/limits.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@as_it_stands
def letter(request: HttpRequest, wave_id: int) -> HttpResponse:
    """The words of the letter that asks."""
    found = the_wave(wave_id)
    form = forms.LetterForm(request.POST or None, initial=pages.letter_of(found))
    if request.method == "POST" and form.is_valid():
        waves.arrange(actor=member(request), wave=found, asking=form.asking())
        messages.success(request, _("Kept."))
        return to_wave(request, found)
    context = {"form": form, "wave": found, "title": pages.title_of(found.edition.questionnaire),
               "shown": pages.letter_shown(found)}  # fmt: skip
    return render_page(request, "surveys/letter.html", context, status=422 if form.errors else 200)


@require_POST
@as_it_stands
def open_wave(request: HttpRequest, wave_id: int) -> HttpResponse:
    found = the_wave(wave_id)
    try:
        waves.open_wave(actor=member(request), wave=found)
    except waves.NotReady as reason:
        messages.error(request, pages.UNREADY[reason.problem])
    else:
        messages.success(request, _("It is open. The letters leave one after the other."))
    return to_wave(request, found)


@require_POST
@as_it_stands
def remind(request: HttpRequest, wave_id: int) -> HttpResponse:
    found = the_wave(wave_id)
    count = waves.remind(actor=member(request), wave=found)
    messages.success(request, pages.reminded_words(count))
    return to_wave(request, found)


@require_POST
@as_it_stands
def close(request: HttpRequest, wave_id: int) -> HttpResponse:
    found = waves.close(actor=member(request), wave=the_wave(wave_id))
    waves.follow(wave=found)
    messages.success(request, _("It is closed. What may be shown is being computed."))
    return to_wave(request, found)


@require_POST
@as_it_stands
def drop(request: HttpRequest, wave_id: int) -> HttpResponse:
    found = the_wave(wave_id)
    waves.drop(actor=member(request), wave=found)
    messages.success(request, _("Given up."))
    return to_questionnaire(request, found.edition.questionnaire)


@require_GET
def code(_request: HttpRequest, wave_id: int) -> HttpResponse:
    """The QR code of the link that anyone may use, to be printed."""
    return as_qr(pages.open_address(the_wave(wave_id)))


def to_questionnaire(request: HttpRequest, found: Questionnaire) -> HttpResponse:
    return HttpResponseRedirect(pages.address(request, "surveys:questionnaire", questionnaire_id=found.pk))


def to_wave(request: HttpRequest, found: Wave) -> HttpResponse:
    kwargs: dict[str, Any] = {"organisation_slug": request.organisation.slug, "wave_id": found.pk}  # type: ignore[attr-defined]
    return HttpResponseRedirect(reverse("surveys:wave", kwargs=kwargs))
