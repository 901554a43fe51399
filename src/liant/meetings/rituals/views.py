"""The rituals of a team or of the house. Each view parses, calls one query or one action, renders."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liant.accounts.asking import member
from liant.accounts.permissions import check
from liant.meetings.rituals import actions, forms, pages, queries
from liant.meetings.rituals.models import Ritual
from liant.web.partial import render_page


@require_safe
def rituals(request: HttpRequest) -> HttpResponse:
    return render_page(request, "rituals/list.html", pages.rituals_page(request))


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, ritual_id: int | None = None) -> HttpResponse:
    ritual = the_ritual(request, ritual_id) if ritual_id else None
    form = forms.RitualForm(request.POST if request.method == "POST" else None, actor=member(request), ritual=ritual)
    if request.method == "POST" and form.is_valid():
        actions.save_ritual(actor=member(request), ritual=ritual, **form.cleaned_data)
        return back(request, _("Kept."))
    context = {"form": form, "ritual": ritual}
    return render_page(request, "rituals/write.html", context, status=422 if form.errors else 200)


@require_POST
def note(request: HttpRequest, ritual_id: int) -> HttpResponse:
    ritual = the_ritual(request, ritual_id)
    form = forms.OccasionForm(request.POST, prefix=f"r{ritual.pk}")
    if not form.is_valid():
        messages.error(request, " ".join(str(one) for errors in form.errors.values() for one in errors))
        return back(request)
    actions.note(actor=member(request), ritual=ritual, is_held="skipped" not in request.POST, **form.cleaned_data)
    return back(request, _("Noted."))


@require_POST
def end(request: HttpRequest, ritual_id: int) -> HttpResponse:
    actions.end_ritual(actor=member(request), ritual=the_ritual(request, ritual_id))
    return back(request, _("It comes no more. What was noted of it stays."))


def the_ritual(request: HttpRequest, ritual_id: int) -> Ritual:
    """Of another team's they are refused, as for any act upon it."""
    found = queries.ritual(ritual_id)
    if found is None:
        raise Http404
    check(member(request), "rituals.keep", found)
    return found


def back(request: HttpRequest, said: str = "") -> HttpResponse:
    if said:
        messages.success(request, said)
    return redirect("rituals:list", organisation_slug=request.organisation.slug)  # type: ignore[attr-defined]
