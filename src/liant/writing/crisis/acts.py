"""What is done from the page of a crisis, one act each."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from liant.accounts.asking import member
from liant.accounts.permissions import check
from liant.deliveries.models import Delivery
from liant.deliveries.queries import delivery_of
from liant.writing.crisis import actions, forms, releases
from liant.writing.crisis.models import Check, Learned
from liant.writing.crisis.pages import the_crisis
from liant.writing.crisis.views import attempted, the_version, to_crisis


@require_POST
def release(request: HttpRequest, crisis_id: int, version_id: int) -> HttpResponse:
    edition = request.POST.get("edition", "")
    seen = int(edition) if edition.isdecimal() and len(edition) < 9 else -1
    version = the_version(version_id)
    return with_reason(request, crisis_id, releases.release, version=version, seen_edition=seen)


@require_POST
def withdraw(request: HttpRequest, crisis_id: int, version_id: int) -> HttpResponse:
    return with_reason(request, crisis_id, releases.withdraw, version=the_version(version_id))


@require_POST
def release_delivery(request: HttpRequest, crisis_id: int, delivery_id: int) -> HttpResponse:
    return with_reason(request, crisis_id, releases.release_delivery, delivery=the_delivery(request, delivery_id))


@require_POST
def cancel_delivery(request: HttpRequest, crisis_id: int, delivery_id: int) -> HttpResponse:
    return with_reason(request, crisis_id, releases.cancel_delivery, delivery=the_delivery(request, delivery_id))


def with_reason(request: HttpRequest, crisis_id: int, action: Any, **values: Any) -> HttpResponse:
    """Whoever lets go, or takes back, says why: it stays in the log."""
    crisis, form = the_crisis(crisis_id), forms.ReasonForm(request.POST)
    if not form.is_valid():
        return to_crisis(request, crisis_id, _("Say why: it stays in the log."))
    return attempted(request, crisis_id, action, crisis=crisis, reason=form.cleaned_data["reason"], **values)


def the_delivery(request: HttpRequest, delivery_id: int) -> Delivery:
    """Who may not read its words may not decide about it."""
    try:
        found, is_open = delivery_of(member(request), delivery_id)
    except Delivery.DoesNotExist:
        raise Http404 from None
    if not is_open:
        raise Http404
    return found


@require_POST
def hide(request: HttpRequest, crisis_id: int) -> HttpResponse:
    return attempted(request, crisis_id, actions.hide, crisis=the_crisis(crisis_id))


@require_POST
def say(request: HttpRequest, crisis_id: int) -> HttpResponse:
    crisis, form = the_crisis(crisis_id), forms.LineForm(request.POST)
    if form.is_valid():
        actions.say(actor=member(request), crisis=crisis, words=form.cleaned_data["words"])
    slug = request.organisation.slug  # type: ignore[attr-defined]
    return HttpResponseRedirect(reverse("crisis:log", args=[slug, crisis_id]))


@require_POST
def add_check(request: HttpRequest, crisis_id: int) -> HttpResponse:
    crisis, form = the_crisis(crisis_id), forms.CheckForm(request.POST)
    if not form.is_valid():
        return to_crisis(request, crisis_id, _("Say what is to be brought up to date."))
    return attempted(request, crisis_id, actions.add_check, crisis=crisis, words=form.cleaned_data["words"])


@require_POST
def tick(request: HttpRequest, crisis_id: int, check_id: int) -> HttpResponse:
    found = Check.objects.filter(pk=check_id, crisis_id=crisis_id).select_related("crisis").first()
    if found is None:
        raise Http404
    check(member(request), "crisis.note", found.crisis)
    actions.tick(actor=member(request), one=found, is_done=request.POST.get("is_done") != "0")
    return to_crisis(request, crisis_id)


@require_POST
def mend(request: HttpRequest, crisis_id: int, lesson_id: int) -> HttpResponse:
    found = Learned.objects.filter(pk=lesson_id, crisis_id=crisis_id).select_related("crisis").first()
    if found is None:
        raise Http404
    actions.mend(actor=member(request), lesson=found)
    slug = request.organisation.slug  # type: ignore[attr-defined]
    return HttpResponseRedirect(reverse("crisis:review", args=[slug, crisis_id]))
