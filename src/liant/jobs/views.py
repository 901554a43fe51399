"""The page of background work. Each view parses, calls one query or one action, renders."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from liant.accounts.permissions import may
from liant.jobs import queries
from liant.jobs.actions import AlreadyWaiting, MovedOn, cancel_job, retry_job
from liant.web.partial import render_page


@require_GET
def troubles(request: HttpRequest) -> HttpResponse:
    """Background work that is late, failed, or was left by a worker that is gone."""
    found = queries.troubles(is_operator(request))
    context = {
        **found,
        "is_calm": not any(found.values()),
        "worker_seen_at": queries.worker_seen_at(),
        "is_worker_there": queries.is_worker_there(),
        "most": queries.MOST,
        "may_change": may(request.member, "jobs.change"),  # type: ignore[attr-defined]
    }
    return render_page(request, "jobs/list.html", context, part="troubles")


@require_POST
def start_again(request: HttpRequest, job_id: int) -> HttpResponse:
    return settled(request, job_id, _("It starts again."), retry_job)


@require_POST
def give_up(request: HttpRequest, job_id: int) -> HttpResponse:
    return settled(request, job_id, _("Given up. It will not be done."), cancel_job)


def settled(request: HttpRequest, job_id: int, said: Any, action: Any) -> HttpResponse:
    found = queries.trouble_of(job_id, is_operator(request))
    if found is None:
        raise Http404
    try:
        action(actor=request.member, job=found)  # type: ignore[attr-defined]
        messages.success(request, said)
    except AlreadyWaiting:
        messages.info(request, _("The same work is waiting already: this one can be given up."))
    except MovedOn:
        messages.info(request, _("It was taken up in the meantime."))
    return HttpResponseRedirect(reverse("jobs:list", args=[request.organisation.slug]))  # type: ignore[attr-defined]


def is_operator(request: HttpRequest) -> bool:
    return bool(getattr(request.user, "is_operator", False))
