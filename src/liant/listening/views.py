"""What was heard, why it was heard, and what is listened for."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from liant.accounts.asking import member
from liant.audit.queries import entries_about
from liant.engines.query import explain
from liant.kit.place import read_place, write_place
from liant.listening.actions import TestsFail, delete_query, save_query
from liant.listening.forms import QueryForm
from liant.listening.models import SavedQuery
from liant.listening.queries import newest_mentions
from liant.web.partial import render_page

PAGE = 40


@require_GET
def mentions(request: HttpRequest) -> HttpResponse:
    query, intent = request.GET.get("query", "")[:120], request.GET.get("intent", "")[:20]
    found = newest_mentions(
        member(request), query=query, intent=intent, before=read_place(request.GET.get("after", "")), limit=PAGE + 1
    )
    last = found[PAGE - 1] if len(found) > PAGE else None
    context = {
        "mentions": found[:PAGE],
        "queries": SavedQuery.objects.all(),
        "query": query,
        "intent": intent,
        "after": write_place(last.published_at, last.id) if last else "",
    }
    return render_page(request, "listening/mentions.html", context, part="heard")


@require_GET
def queries(request: HttpRequest) -> HttpResponse:
    lang = get_language() or "en"
    listed = [(query, explain(query.expr, lang)) for query in SavedQuery.objects.all()]
    return render_page(request, "listening/queries.html", {"queries": listed})


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, query_id: int | None = None) -> HttpResponse:
    query = the_query(query_id) if query_id else None
    form = QueryForm(request.POST or None, query=query, initial=initial(query))
    if request.method == "POST" and form.is_valid():
        try:
            saved = save_query(actor=member(request), query=query, **form.cleaned_data)
        except TestsFail as failure:
            add_failures(form, failure)
        else:
            messages.success(request, _("Liant now listens for “%(name)s”.") % {"name": saved.name})
            return to_queries(request)
    status = 422 if form.errors else 200
    context = {"form": form, "query": query, "audit": entries_about(query) if query else []}
    return render_page(request, "listening/edit.html", context, status=status)


@require_POST
def delete(request: HttpRequest, query_id: int) -> HttpResponse:
    query = the_query(query_id)
    delete_query(actor=member(request), query=query)
    messages.success(request, _("“%(name)s” is not listened for any more.") % {"name": query.name})
    return to_queries(request)


def initial(query: SavedQuery | None) -> dict[str, Any]:
    if query is None:
        return {"is_on": True}
    return {field: getattr(query, field) for field in ("name", "expr", "must", "must_not", "is_on")}


def add_failures(form: QueryForm, failure: TestsFail) -> None:
    words = {
        "must": _("It does not find “%(text)s”, and it must."),
        "must_not": _("It finds “%(text)s”, and it must not."),
    }
    for kind, text in failure.failures:
        form.add_error(kind, words[kind] % {"text": text})


def the_query(query_id: int) -> SavedQuery:
    found = SavedQuery.objects.filter(id=query_id).first()
    if found is None:
        raise Http404
    return found


def to_queries(request: HttpRequest) -> HttpResponse:
    slug = request.organisation.slug  # type: ignore[attr-defined]
    return HttpResponseRedirect(reverse("listening:queries", kwargs={"organisation_slug": slug}))
