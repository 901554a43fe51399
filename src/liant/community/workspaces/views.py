"""Bringing in an existing place. Each view parses, calls one query or one action, renders."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from liant.accounts.asking import member
from liant.community.pages import address
from liant.community.workspaces import actions, calendars, forms, mail_headers, mattermost, queries, slack, tables
from liant.community.workspaces.asking import Refused, try_out
from liant.community.workspaces.reading import Found, Problem
from liant.kit.http import HttpError
from liant.tenancy.context import tenant
from liant.web.partial import render_page

READERS = {
    "mattermost": mattermost.read, "slack": slack.read, "mail": mail_headers.read, "calendar": calendars.read, "table": tables.read,
}  # fmt: skip
SAID = {
    "no_json": gettext_lazy("is not JSON"),
    "no_list": gettext_lazy("is no list"),
    "no_type": gettext_lazy("does not say of what type it is"),
    "no_people": gettext_lazy("names no user: is it the whole export?"),
    "not_in_archive": gettext_lazy("the archive holds no single .jsonl file, or one that is too large"),
    "not_a_zip": gettext_lazy("is not a zip: give the export as Slack made it"),
    "missing_file": gettext_lazy("is not in the archive"),
    "too_large": gettext_lazy("is too large"),
    "no_utf8": gettext_lazy("is not text in UTF-8"),
    "no_line": gettext_lazy("is no line of a table"),
    "no_parquet": gettext_lazy("is no table that can be read: give it as CSV or Parquet"),
    "no_kind": gettext_lazy("names a kind that the ledger does not know"),
    "no_community": gettext_lazy(
        "names a community that is not on the list: whoever leads, or a colleague, names it first"
    ),
    "two_sides": gettext_lazy("names a community beside a colleague: a row has one other side"),
    "no_moment": gettext_lazy("has no day or moment, as in 2026-11-30 or 2026-11-30T08:00:00Z"),
    "no_letters": gettext_lazy("holds no letter: give an mbox, or a zip of .eml files"),
    "no_addresses": gettext_lazy("has an address that cannot be read"),
    "too_often": gettext_lazy("has an appointment that recurs several times a day"),
    "no_calendar": gettext_lazy("is no calendar: give an .ics file"),
}


def said(problem: Problem) -> str:
    what = SAID.get(problem.what) or _("“%(name)s” is missing, or is not what it should be") % {"name": problem.what}
    values = {"where": problem.where, "number": problem.number, "what": what, "column": problem.column}
    if problem.column:
        return _("%(where)s, line %(number)s, column “%(column)s”: %(what)s.") % values
    return _("%(where)s, line %(number)s: %(what)s.") % values


@require_http_methods(["GET", "HEAD", "POST"])
def home(request: HttpRequest) -> HttpResponse:
    """A file is read whole before anything of it is kept."""
    form = forms.FileForm(request.POST or None, request.FILES or None)
    problems: list[str] = []
    if request.method == "POST" and form.is_valid():
        source, upload = form.cleaned_data["source"], form.cleaned_data["file"]
        found = Found(source, queries.known_by_address(source), queries.communities())
        READERS[source](upload.file, found)
        problems = [said(one) for one in found.problems]
        if not problems:
            actions.bring_in(actor=member(request), source=source, name=upload.name, acts=found.acts.values(),
                             outward=found.outward.values())  # fmt: skip
            messages.success(request, _("Brought in: what passed between those who agreed, since they did. Nothing else was kept."))  # fmt: skip
            return redirect(address(request, "workspaces:home"))
    return page(request, form, forms.WorkspaceForm(), problems=problems)


def page(request: HttpRequest, form: Any, workspace_form: Any, problems: Any = ()) -> HttpResponse:
    context = {
        "form": form,
        "workspace_form": workspace_form,
        "problems": problems,
        "readings": queries.readings(),
        "workspaces": queries.workspaces(),
    }
    status = 422 if problems or form.errors or workspace_form.errors else 200
    return render_page(request, "workspaces/home.html", context, status=status)


@require_POST
def connect(request: HttpRequest) -> HttpResponse:
    """Tried before it is kept, outside of the transaction."""
    organisation_id = request.organisation.id  # type: ignore[attr-defined]
    form = forms.WorkspaceForm(request.POST)
    if form.is_valid():
        values = form.cleaned_data
        try:
            try_out(values["kind"], values["url"], form.secret())
        except (Refused, HttpError) as error:
            form.add_error("url", _("It did not answer as it should: %(problem)s") % {"problem": error})
        else:
            with tenant(organisation_id):
                actions.connect(actor=member(request), kind=values["kind"], url=values["url"], secret=form.secret())
            messages.success(request, _("Connected. It is read four times a day."))
            return redirect(address(request, "workspaces:home"))
    with tenant(organisation_id):
        return page(request, forms.FileForm(), form)


@require_POST
def disconnect(request: HttpRequest, workspace_id: int) -> HttpResponse:
    found = queries.one_workspace(workspace_id)
    if found is None:
        raise Http404
    actions.disconnect(actor=member(request), workspace=found)
    messages.success(request, _("Disconnected. Its key is gone."))
    return redirect(address(request, "workspaces:home"))
