"""Experiments: planned, agreed to, frozen, drawn, looked at on their day. Each view parses, calls one query or one action, renders."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liant.accounts.asking import member
from liant.meetings.experiment import actions, forms, pages, queries, releasing, taking_part
from liant.meetings.experiment.models import Finding, Plan
from liant.web.partial import render_page


@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    return render_page(request, "experiment/list.html", pages.list_page(request))


@require_safe
def evidence(request: HttpRequest) -> HttpResponse:
    return render_page(request, "experiment/evidence.html", pages.evidence_page(request))


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    form = forms.PlanForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = actions.plan(actor=member(request), **form.values())
        return to(request, made, _("Kept. Colleagues find it here and agree by themselves."))
    return render_page(request, "experiment/write.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@never_cache
def plan(request: HttpRequest, plan_id: int) -> HttpResponse:
    return render_page(request, "experiment/plan.html", pages.plan_page(request, the_plan(plan_id)))


@require_POST
def agree(request: HttpRequest, plan_id: int) -> HttpResponse:
    found = the_plan(plan_id)
    try:
        taking_part.agree(actor=member(request), plan=found)
    except taking_part.NotOpen:
        return refused(request, found, _("Nobody can join any more: its plan is frozen, or it is over."))
    except taking_part.AgreeFirst:
        return refused(request, found, _("First agree, under “Between us”, that Liant may see whom you turn to."))
    return to(request, found, _("You take part. You can take it back at any time."))


@require_POST
def take_back(request: HttpRequest, plan_id: int) -> HttpResponse:
    found = the_plan(plan_id)
    taking_part.take_back(actor=member(request), plan=found)
    return to(request, found, _("Taken back. Nothing of yours is looked at."))


@require_POST
def mute(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Nobody is put first for them any more; or, again."""
    found, is_muted = the_plan(plan_id), "again" not in request.POST
    taking_part.mute(actor=member(request), plan=found, is_muted=is_muted)
    return to(request, found, _("Nobody is put first for you any more.") if is_muted else _("It is as before."))


@require_POST
def weigh(request: HttpRequest, plan_id: int) -> HttpResponse:
    found = the_plan(plan_id)
    actions.ask_to_weigh(actor=member(request), plan=found)
    return to(request, found, _("It is being computed. Open this page again in a minute."))


@require_POST
def freeze(request: HttpRequest, plan_id: int) -> HttpResponse:
    found = the_plan(plan_id)
    try:
        actions.freeze(actor=member(request), plan=found)
    except actions.NotYet as reason:
        return refused(request, found, str(pages.WHY[reason.why]))
    return to(request, found, _("Frozen. It is drawn now, from a seed that is stored; nobody can change the plan."))


@require_POST
def look(request: HttpRequest, plan_id: int) -> HttpResponse:
    found = the_plan(plan_id)
    try:
        actions.look_early(actor=member(request), plan=found)
    except actions.NotYet as reason:
        return refused(request, found, str(pages.WHY[reason.why]))
    return to(
        request,
        found,
        _("It is being computed, and stands in the log. What comes of it before its day is exploratory."),
    )


@require_POST
def stop(request: HttpRequest, plan_id: int) -> HttpResponse:
    found, form = the_plan(plan_id), forms.StopForm(request.POST)
    if not form.is_valid():
        context = pages.plan_page(request, found) | {"stop_form": form}
        return render_page(request, "experiment/plan.html", context, status=422)
    actions.stop(actor=member(request), plan=found, **form.cleaned_data)
    return to(request, found, _("It is stopped. Nobody is drawn any more."))


@require_safe
def data(request: HttpRequest, finding_id: int) -> HttpResponse:  # noqa: ARG001  every view is given it
    found = Finding.objects.select_related("plan__rotation").filter(pk=finding_id).first()
    if found is None:
        raise Http404
    answer = HttpResponse(releasing.archive(found.plan, found), content_type="application/zip")
    answer["Content-Disposition"] = 'attachment; filename="experiment.zip"'
    return answer


def the_plan(plan_id: int) -> Plan:
    found = queries.plan(plan_id)
    if found is None:
        raise Http404
    return found


def refused(request: HttpRequest, plan: Plan, why: str) -> HttpResponse:
    messages.error(request, why)
    return to(request, plan)


def to(request: HttpRequest, plan: Plan, said: str = "") -> HttpResponse:
    if said:
        messages.success(request, said)
    return redirect("experiment:plan", organisation_slug=request.organisation.slug, plan_id=plan.pk)  # type: ignore[attr-defined]
