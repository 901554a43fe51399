"""The archive: asked for, taken out; and what each channel would take with it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from liant.accounts.asking import member
from liant.jobs.queue import defer
from liant.web.partial import render_page
from liant.writing.archive import actions, pages, queries
from liant.writing.archive.models import Archive


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    return render_page(request, "archive/home.html", pages.home_page(request))


@require_POST
def make(request: HttpRequest) -> HttpResponse:
    actions.ask(actor=member(request))
    messages.success(request, _("It is being made: it will stand here in a few minutes."))
    return HttpResponseRedirect(reverse("archive:home", args=[slug(request)]))


@require_GET
def file(request: HttpRequest, archive_id: int) -> HttpResponseBase:
    archive = queries.one_archive(archive_id)
    if archive is None or archive.state != Archive.State.READY:
        raise Http404
    answer = pages.file_of(request, archive)
    actions.note_taken(actor=member(request), archive=archive)
    return answer


@require_GET
def stakes(request: HttpRequest) -> HttpResponse:
    return render_page(request, "archive/stakes.html", pages.stakes_page(request))


@require_POST
def count(request: HttpRequest) -> HttpResponse:
    organisation_id = member(request).organisation_id
    defer("archive.count", once=f"archive.count:{organisation_id}", organisation_id=organisation_id)
    messages.success(request, _("It is being counted: come back in a minute."))
    return HttpResponseRedirect(reverse("archive:stakes", args=[slug(request)]))


def slug(request: HttpRequest) -> str:
    return request.organisation.slug  # type: ignore[attr-defined]
