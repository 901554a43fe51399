"""The shape of ties, for whoever leads: published figures, and the same as files."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liant.accounts.asking import member
from liant.accounts.settings_pages import posted
from liant.bonds import actions, forms, pages, queries, shape_files, showing
from liant.ledger.models import Community
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
    context = pages.communities_page(request, form)
    return render_page(request, "bonds/community.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def change_community(request: HttpRequest, community_id: int) -> HttpResponse:
    community = the_community(community_id)
    form = forms.CommunityForm(posted(request), initial={"name": community.name, "url": community.url})
    if request.method == "POST" and form.is_valid():
        try:
            actions.rename_community(actor=member(request), community=community, **form.cleaned_data)
        except actions.NameTaken:
            form.add_error("name", _("Another community is called so. If both are the same one, merge them below."))
        else:
            return to_communities(request, _("Kept."))
    return show_community(request, community, form, forms.MergeForm(community=community))


@require_POST
def merge_communities(request: HttpRequest, community_id: int) -> HttpResponse:
    community = the_community(community_id)
    merging = forms.MergeForm(request.POST, community=community)
    if not merging.is_valid():
        form = forms.CommunityForm(initial={"name": community.name, "url": community.url})
        return show_community(request, community, form, merging)
    actions.merge_communities(actor=member(request), kept=community, gone=merging.cleaned_data["other"])
    return to_communities(request, _("They are one now. Whoever said that they are known in either is known in it."))


def the_community(community_id: int) -> Community:
    found = Community.objects.filter(pk=community_id).first()
    if found is None:
        raise Http404
    return found


def show_community(
    request: HttpRequest, community: Community, form: forms.CommunityForm, merging: forms.MergeForm
) -> HttpResponse:
    context = {"community": community, "form": form, "merging": merging}
    status = 422 if form.errors or merging.errors else 200
    return render_page(request, "bonds/change_community.html", context, status=status)


def to_communities(request: HttpRequest, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("bonds:add-community", organisation_slug=request.organisation.slug)  # type: ignore[attr-defined]


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
