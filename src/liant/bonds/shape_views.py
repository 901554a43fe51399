"""The shape of ties, for whoever leads: published figures, and the same as files."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from liant.accounts.asking import member
from liant.accounts.settings_pages import posted
from liant.bonds import actions, forms, queries, shape_files, showing
from liant.web.partial import render_page


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render_page(request, "bonds/shape.html", showing.shape_page(request))


@require_http_methods(["GET", "HEAD", "POST"])
def add_community(request: HttpRequest) -> HttpResponse:
    form = forms.CommunityForm(posted(request))
    if request.method == "POST" and form.is_valid():
        actions.add_community(actor=member(request), **form.cleaned_data)
        messages.success(request, _("Named. Colleagues may now say on their own page that they are known there."))
        return redirect("bonds:shape", organisation_slug=request.organisation.slug)  # type: ignore[attr-defined]
    return render_page(request, "bonds/community.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def as_csv(_request: HttpRequest) -> HttpResponse:
    return file("shape-of-ties.csv", "text/csv; charset=utf-8", shape_files.as_csv(queries.shapes()))


@require_safe
def as_parquet(_request: HttpRequest) -> HttpResponse:
    return file("shape-of-ties.parquet", "application/vnd.apache.parquet", shape_files.as_parquet(queries.shapes()))


@require_safe
def as_graphml(_request: HttpRequest) -> HttpResponse:
    return file("shape-of-ties.graphml", "application/xml; charset=utf-8", shape_files.as_graphml(queries.shapes()[:1]))


def file(name: str, kind: str, content: str | bytes) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
