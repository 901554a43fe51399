"""How the programme goes. Each view parses, calls one query or one action, renders."""

import csv

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liant.accounts.asking import member
from liant.accounts.settings_pages import posted
from liant.advocacy.breath import actions, forms, pages, queries
from liant.web.partial import render_page

asked_or_sent = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render_page(request, "breath/home.html", pages.home_page(request))


@require_safe
def as_csv(_request: HttpRequest) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="programme.csv"'
    csv.writer(response).writerows(pages.as_lines())
    return response


@asked_or_sent
def rates(request: HttpRequest) -> HttpResponse:
    form = forms.RatesForm(posted(request), rates=queries.rates())
    if request.method == "POST" and form.is_valid():
        actions.change_rates(actor=member(request), **form.cleaned_data)
        messages.success(request, _("Kept."))
        return redirect("breath:home", organisation_slug=request.organisation.slug)  # type: ignore[attr-defined]
    return render_page(request, "breath/rates.html", {"form": form}, status=422 if form.errors else 200)


@asked_or_sent
def examples(request: HttpRequest) -> HttpResponse:
    form = forms.ExampleForm(posted(request))
    if request.method == "POST" and form.is_valid():
        actions.put_up(actor=member(request), **form.cleaned_data)
        return to_examples(request, _("Put up, with your name. You can take it down whenever you like."))
    context = pages.examples_page(request) | {"form": form}
    return render_page(request, "breath/examples.html", context, status=422 if form.errors else 200)


@require_POST
def take_down(request: HttpRequest, example_id: int) -> HttpResponse:
    found = queries.own_example(member(request), example_id)
    if found is None:
        raise Http404
    actions.take_down(actor=member(request), example=found)
    return to_examples(request, _("Taken down."))


def to_examples(request: HttpRequest, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("breath:examples", organisation_slug=request.organisation.slug)  # type: ignore[attr-defined]
