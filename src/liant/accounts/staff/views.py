"""The staff list as a file. Each view parses, calls one query or one action, renders."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liant.accounts.actions import LastOwner
from liant.accounts.asking import member
from liant.accounts.settings_pages import posted, tabs
from liant.accounts.staff import actions, queries, reading
from liant.accounts.staff.forms import FileForm, KeyForm, TakeForm
from liant.accounts.staff.models import DirectoryKey
from liant.web.partial import render_page

MOST_SHOWN = 200
EXAMPLE = (
    "adresse;nom;équipes;langue\r\n"
    "marie.lefevre@exemple.fr;Marie Lefèvre;Boulangerie | Accueil;fr\r\n"
    "tom.baker@exemple.fr;Tom Baker;Accueil;en\r\n"
)
LAST_OWNER = _("The last owner of the house can’t leave. Give the keys to someone else first.")


@require_http_methods(["GET", "HEAD", "POST"])
def home(request: HttpRequest) -> HttpResponse:
    """A file is read whole or not at all; what it would change is shown on the next page."""
    form = FileForm(posted(request), request.FILES or None)
    errors: list[reading.Error] = []
    if request.method == "POST" and form.is_valid():
        found = reading.read(form.cleaned_data["file"], [code for code, _name in settings.LANGUAGES])
        if not found.errors:
            actions.keep_list(actor=member(request), rows=found.rows, has_teams=found.has_teams)
            return to(request, "proposed")
        errors = found.errors
    values = {"form": form, "errors": errors, "waiting": queries.list_read()}
    return show(request, "home", status=422 if form.errors or errors else 200, **values)


@require_http_methods(["GET", "HEAD", "POST"])
def proposed(request: HttpRequest) -> HttpResponse:
    found = queries.list_read()
    if found is None:
        return to(request, "home")
    plan = queries.plan_of(found, member(request))
    form = TakeForm(posted(request), gone=plan.gone)
    problem: Any = ""
    if request.method == "POST" and form.is_valid():
        try:
            taken = actions.take_list(actor=member(request), staff_list=found, leaving=form.cleaned_data["leaving"])
        except LastOwner:
            problem = LAST_OWNER
        else:
            messages.success(request, said(taken))
            return to(request, "home")
    status = 422 if form.errors or problem else 200
    return show(request, "proposed", status=status, plan=plan, form=form, problem=problem, found=found, most=MOST_SHOWN)


@require_POST
def drop(request: HttpRequest) -> HttpResponse:
    found = queries.list_read()
    if found is not None:
        actions.drop_list(actor=member(request), staff_list=found)
    messages.success(request, _("The list is put aside. Nothing was taken from it."))
    return to(request, "home")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def directories(request: HttpRequest) -> HttpResponse:
    """The keys there are, and a form for another; a new one is shown once."""
    form = KeyForm(posted(request))
    base = settings.BASE_URL + reverse("scim:base", args=[request.organisation.slug])  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        key, text = actions.make_key(actor=member(request), name=form.cleaned_data["name"])
        return show(request, "made", status=200, key=key, text=text, base=base.rstrip("/"))
    values = {"form": form, "keys": queries.directory_keys(), "base": base.rstrip("/")}
    return show(request, "directories", status=422 if form.errors else 200, **values)


@require_POST
def revoke(request: HttpRequest, key_id: int) -> HttpResponse:
    key = DirectoryKey.objects.filter(id=key_id).first()
    if key is None:
        raise Http404
    actions.revoke_key(actor=member(request), key=key)
    messages.success(request, _("The key of “%(name)s” works no more.") % {"name": key.name})
    return to(request, "directories")


@require_safe
def example(_request: HttpRequest) -> HttpResponse:
    """A file to begin from, as spreadsheets open it."""
    response = HttpResponse("\ufeff" + EXAMPLE, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="staff.csv"'
    return response


def said(taken: actions.Taken) -> str:
    parts = [
        ngettext("%(count)s person is new", "%(count)s people are new", taken.new) % {"count": taken.new},
        ngettext("%(count)s changed", "%(count)s have changed", taken.changed) % {"count": taken.changed},
        ngettext("%(count)s left", "%(count)s have left", taken.left) % {"count": taken.left},
    ]
    return ", ".join(parts) + "."


def to(request: HttpRequest, name: str) -> HttpResponse:
    return redirect(f"staff:{name}", organisation_slug=request.organisation.slug)  # type: ignore[attr-defined]


def show(request: HttpRequest, name: str, *, status: int, **values: Any) -> HttpResponse:
    return render_page(request, f"staff/{name}.html", {"tabs": tabs(request, "staff:home"), **values}, status=status)
