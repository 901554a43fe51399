"""The launch of the programme. Each view parses, calls one query or one action, renders."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from liant.accounts.asking import member
from liant.advocacy import actions as advocacy
from liant.advocacy.between import NotReady
from liant.advocacy.launching import actions, forms, pages
from liant.advocacy.launching.models import Duty
from liant.kit.lifecycle import LifecycleError
from liant.web.partial import render_page


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render_page(request, "launching/home.html", pages.home_page(request))


@require_POST
def arrange(request: HttpRequest) -> HttpResponse:
    form = forms.ProgrammeForm(request.POST)
    if not form.is_valid():
        return to_mend(request, programme_form=form)
    advocacy.arrange(actor=member(request), **form.cleaned_data)
    return to_home(request, _("Kept."))


@require_POST
def duty(request: HttpRequest) -> HttpResponse:
    kind = request.POST.get("kind", "")
    if kind not in Duty.Kind.values:
        return HttpResponseBadRequest()
    form = forms.DutyForm(request.POST, kind=kind)
    if not form.is_valid():
        return to_mend(request, **{f"duty_{kind}": form})
    actions.note_duty(actor=member(request), **form.cleaned_data)
    return to_home(request, _("Written down."))


@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    form = forms.ReviewForm(request.POST)
    if not form.is_valid():
        return to_mend(request, review_form=form)
    actions.answer(actor=member(request), on=pages.today(), **form.cleaned_data)
    return to_home(request, _("Kept, with today’s date. You will be asked again next quarter."))


@require_POST
def tell(request: HttpRequest) -> HttpResponse:
    form = forms.TellForm(request.POST)
    if not form.is_valid():
        return to_mend(request, tell_form=form)
    try:
        count, unknown = actions.tell(actor=member(request), **form.values())
    except NotReady as error:
        messages.error(request, str(error))
        return to_home(request)
    if unknown:
        messages.warning(
            request, _("Nobody here has this address: %(addresses)s.") % {"addresses": ", ".join(unknown[:20])}
        )
    said = ngettext("%(n)s colleague is told of the programme.", "%(n)s colleagues are told of the programme.", count)
    return to_home(request, said % {"n": count})


@require_POST
def move(request: HttpRequest) -> HttpResponse:
    try:
        actions.move(actor=member(request), to=request.POST.get("to", ""))
    except NotReady as error:
        messages.error(request, str(error))
    except LifecycleError:
        messages.error(request, _("Someone has changed it meanwhile."))
    return to_home(request)


def to_mend(request: HttpRequest, **shown: Any) -> HttpResponse:
    return render_page(request, "launching/home.html", pages.home_page(request, **shown), status=422)


def to_home(request: HttpRequest, said: str = "") -> HttpResponse:
    if said:
        messages.success(request, said)
    return redirect("launching:home", organisation_slug=request.organisation.slug)  # type: ignore[attr-defined]
