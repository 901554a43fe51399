"""Whom one meets, and the rotations of the house. Each view parses, calls one query or one action, renders."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liant.accounts.asking import member
from liant.meetings import actions, forms, pages, queries, taking_part, told
from liant.meetings.models import KeptApart, Question, Rotation
from liant.web.partial import render_page

MINE, ROTATIONS = "meetings:mine", "meetings:rotations"


@require_safe
@never_cache
def mine(request: HttpRequest) -> HttpResponse:
    return render_page(request, "meetings/mine.html", pages.mine_page(request))


@require_POST
def join(request: HttpRequest, rotation_id: int) -> HttpResponse:
    """Also to change one's languages."""
    rotation = open_to(request, rotation_id)
    form = forms.JoinForm(request.POST, prefix=f"r{rotation.pk}")
    if not form.is_valid():
        messages.error(request, _("Tick a language at least."))
        return to(request, MINE)
    taking_part.join(actor=member(request), rotation=rotation, languages=form.cleaned_data["languages"])
    return to(request, MINE, _("You take part from the next draw on."))


@require_POST
def pause(request: HttpRequest, rotation_id: int) -> HttpResponse:
    rotation = open_to(request, rotation_id)
    form = forms.PauseForm(request.POST, prefix=f"r{rotation.pk}")
    if not form.is_valid():
        messages.error(request, _("This is no day."))
        return to(request, MINE)
    until = form.cleaned_data["until"]
    if not taking_part.pause(actor=member(request), rotation=rotation, until=until):
        raise Http404
    return to(request, MINE, _("You rest until then.") if until else _("You are drawn again."))


@require_POST
def keep_from(request: HttpRequest, rotation_id: int) -> HttpResponse:
    rotation = open_to(request, rotation_id)
    reader = member(request)
    with queries.own(reader):
        kept = queries.kept_from(queries.participations(reader).values()).get(rotation.pk, [])
    form = forms.KeepFromForm(request.POST, prefix=f"r{rotation.pk}", kept=kept)
    if not form.is_valid():
        messages.error(request, str(next(iter(form.errors.values()))[0]))
        return to(request, MINE)
    if not taking_part.keep_from(actor=reader, rotation=rotation, others=form.named()):
        raise Http404
    return to(request, MINE, _("Kept. Nobody learns of it."))


@require_POST
def hear(request: HttpRequest) -> HttpResponse:
    form = pages.hearing_form(member(request), request.POST)
    if not form.is_valid():
        shown = pages.mine_page(request) | {"hearing_form": form}
        return render_page(request, "meetings/mine.html", shown, status=422)
    told = dict(form.cleaned_data)
    taking_part.hear(actor=member(request), address=told.pop("chat_address"), **told)
    return to(request, MINE, _("Kept."))


@require_POST
def leave(request: HttpRequest, rotation_id: int) -> HttpResponse:
    rotation = Rotation.objects.filter(pk=rotation_id).first()
    if rotation is None:
        raise Http404
    taking_part.leave(actor=member(request), rotation=rotation)
    return to(request, MINE, _("You take part no more, and whom you met there is erased."))


@require_POST
def say(request: HttpRequest, round_id: int) -> HttpResponse:
    said = request.POST.get("said")
    if said not in ("met", "not") or not taking_part.say(
        actor=member(request), round_id=round_id, has_met=said == "met"
    ):
        raise Http404
    return to(request, MINE, _("Thank you.") if said == "met" else _("Noted. There is a next time."))


@require_safe
@never_cache
def calendar(request: HttpRequest, round_id: int) -> HttpResponse:
    reader = member(request)
    with queries.own(reader):
        table = queries.table_of(reader, round_id)
    if table is None:
        raise Http404
    answer = HttpResponse(told.as_calendar(table), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="meeting.ics"'
    return answer


@require_safe
def rotations(request: HttpRequest) -> HttpResponse:
    return render_page(request, "meetings/rotations.html", pages.rotations_page(request))


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, rotation_id: int | None = None) -> HttpResponse:
    rotation = queries.changeable(rotation_id) if rotation_id else None
    if rotation_id and rotation is None:
        raise Http404
    form = forms.RotationForm(request.POST if request.method == "POST" else None, rotation=rotation)
    if request.method == "POST" and form.is_valid():
        actions.save_rotation(actor=member(request), rotation=rotation, **form.cleaned_data)
        return to(request, ROTATIONS, _("Kept. Colleagues find it under “Meetings” and join by themselves."))
    context = {"form": form, "rotation": rotation}
    return render_page(request, "meetings/write.html", context, status=422 if form.errors else 200)


@require_POST
def end(request: HttpRequest, rotation_id: int) -> HttpResponse:
    rotation = queries.changeable(rotation_id)
    if rotation is None:
        raise Http404
    actions.end_rotation(actor=member(request), rotation=rotation)
    return to(request, ROTATIONS, _("It is over. Nobody is drawn any more."))


@require_POST
def add_question(request: HttpRequest) -> HttpResponse:
    form = forms.QuestionForm(request.POST)
    if not form.is_valid():
        return show_rotations(request, question_form=form)
    actions.add_question(actor=member(request), **form.cleaned_data)
    return to(request, ROTATIONS, _("Kept."))


@require_POST
def drop_question(request: HttpRequest, question_id: int) -> HttpResponse:
    actions.drop_question(actor=member(request), question=found(Question, question_id))
    return to(request, ROTATIONS, _("Taken away."))


@require_POST
def keep_apart(request: HttpRequest) -> HttpResponse:
    form = forms.ApartForm(request.POST)
    if not form.is_valid():
        return show_rotations(request, apart_form=form)
    actions.keep_apart(actor=member(request), **form.cleaned_data)
    return to(request, ROTATIONS, _("Kept."))


@require_POST
def let_meet(request: HttpRequest, kept_id: int) -> HttpResponse:
    actions.let_meet(actor=member(request), kept=found(KeptApart, kept_id))
    return to(request, ROTATIONS, _("They may be drawn together again."))


def show_rotations(request: HttpRequest, **shown: Any) -> HttpResponse:
    return render_page(request, "meetings/rotations.html", pages.rotations_page(request) | shown, status=422)


def open_to(request: HttpRequest, rotation_id: int) -> Rotation:
    rotation = queries.rotation_for(member(request), rotation_id)
    if rotation is None:
        raise Http404
    return rotation


def found(model: Any, number: int) -> Any:
    one = model.objects.filter(pk=number).first()
    if one is None:
        raise Http404
    return one


def to(request: HttpRequest, name: str, said: str = "") -> HttpResponse:
    if said:
        messages.success(request, said)
    return redirect(name, organisation_slug=request.organisation.slug)  # type: ignore[attr-defined]
