"""The journal as those who make it see it. Each view parses, calls one query or one action, renders."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from liant.accounts.asking import member
from liant.deliveries.pictures import CannotFit, CannotRead
from liant.web.partial import render_page
from liant.writing.journal import actions, forms, pages, queries


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    return render_page(request, "journal/home.html", pages.home_page(request))


@require_http_methods(["GET", "POST"])
def arrange(request: HttpRequest) -> HttpResponse:
    journal = queries.journal_or_new()
    form = forms.JournalForm(request.POST or None, request.FILES or None, initial=forms.as_typed(journal))
    if request.method == "POST" and form.is_valid():
        try:
            kept = actions.arrange(actor=member(request), **form.values())
        except (CannotRead, CannotFit):
            form.add_error("picture", _("This picture cannot be read here."))
        else:
            words = (
                _("The journal is open: everyone can read it.") if kept.is_open else _("Kept. The journal is closed.")
            )
            messages.success(request, words)
            return to_home(request)
    context = {"form": form, "journal": journal, "tabs": pages.tabs(request)}
    return render_page(request, "journal/arrange.html", context, status=422 if form.errors else 200)


def to_home(request: HttpRequest) -> HttpResponse:
    slug = request.organisation.slug  # type: ignore[attr-defined]
    return HttpResponseRedirect(reverse("journal:home", args=[slug]))
