"""The handbook. Each view parses, calls one query or one action, renders."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liant.accounts.asking import member
from liant.accounts.permissions import may
from liant.community.handbook import actions, forms, queries
from liant.community.handbook.models import Page, Revision
from liant.community.handbook.rules import changes, tree
from liant.community.pages import address, room_tabs, uses
from liant.kit import clock
from liant.web.partial import render_page

YEAR = timedelta(days=366)


def today() -> date:
    return timezone.localdate(clock.now())


@require_safe
@uses("has_handbook")
def contents(request: HttpRequest) -> HttpResponse:
    """The tree of pages, or those that hold some words."""
    words = request.GET.get("q", "").strip()[:200]
    context = {
        "tabs": room_tabs(request, "handbook:contents"),
        "q": words,
        "found": queries.search(words) if words else [],
        "branches": tree(queries.pages()),
        "due": queries.due(today()),
    }
    return render_page(request, "handbook/contents.html", context)


@require_safe
@uses("has_handbook")
def page(request: HttpRequest, page_id: int) -> HttpResponse:
    found = the_page(page_id)
    return render_page(request, "handbook/page.html", page_context(request, found))


def page_context(request: HttpRequest, found: Page, **more: Any) -> dict[str, Any]:
    reader, since = member(request), today() - YEAR
    opinions = queries.opinions(found, since)
    return {
        "page": found,
        "way": queries.way_to(found),
        "below": queries.pages_under(found),
        "opinions": opinions,
        "said": queries.words_about(found, since) if opinions and found.owner_id == reader.pk else [],
        "is_due": bool(found.review_on and found.review_on <= today()),
        "may_put_away": may(reader, "handbook.put_away", found),
        "review_form": forms.ReviewForm(initial={"review_on": today() + YEAR / 2}),
        "opinion_form": forms.OpinionForm(),
        **more,
    }


def the_page(page_id: int) -> Page:
    found = queries.one_page(page_id)
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@uses("has_handbook")
def write(request: HttpRequest) -> HttpResponse:
    initial = {"parent": request.GET.get("under", ""), "owner": member(request).pk}
    form = forms.PageForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = actions.write(actor=member(request), **form.words())
        return to_page(request, made)
    return render_page(request, "handbook/write.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@uses("has_handbook")
def change(request: HttpRequest, page_id: int) -> HttpResponse:
    found = the_page(page_id)
    form = forms.PageForm(request.POST or None, page=found)
    newer: list[Any] = []
    if request.method == "POST" and form.is_valid():
        values = form.words()
        seen = values.pop("seen") or found.revision
        try:
            actions.change(actor=member(request), page=found, seen=seen, **values)
        except actions.ChangedMeanwhile:
            newer = changes(form.cleaned_data["body"], found.body)
            form = kept_over(request, found)
        except actions.InACircle:
            form.add_error("parent", _("A page can’t stand under itself."))
        else:
            return to_page(request, found)
    context = {"form": form, "page": found, "newer": newer}
    return render_page(request, "handbook/write.html", context, status=422 if form.errors or newer else 200)


def kept_over(request: HttpRequest, found: Page) -> forms.PageForm:
    """The words that were typed, to be kept over those of the revision written meanwhile if one wishes."""
    data = request.POST.copy()
    data["seen"] = str(found.revision)
    return forms.PageForm(data, page=found)


@require_safe
@uses("has_handbook")
def history(request: HttpRequest, page_id: int) -> HttpResponse:
    found = the_page(page_id)
    return render_page(request, "handbook/history.html", {"page": found, "revisions": queries.revisions_of(found)})


@require_safe
@uses("has_handbook")
def revision(request: HttpRequest, page_id: int, number: int) -> HttpResponse:
    """What this revision changed, and what it said."""
    found = the_page(page_id)
    shown = the_revision(found, number)
    before = queries.one_revision(found, number - 1)
    context = {
        "page": found,
        "revision": shown,
        "title_changes": changes(before.title, shown.title) if before and before.title != shown.title else [],
        "body_changes": changes(before.body if before else "", shown.body),
        "is_newest": shown.number == found.revision,
    }
    return render_page(request, "handbook/revision.html", context)


def the_revision(found: Page, number: int) -> Revision:
    shown = queries.one_revision(found, number)
    if shown is None:
        raise Http404
    return shown


@require_POST
@uses("has_handbook")
def restore(request: HttpRequest, page_id: int, number: int) -> HttpResponse:
    found = the_page(page_id)
    note = _("as in revision %(number)s") % {"number": number}
    actions.restore(actor=member(request), page=found, revision=the_revision(found, number), note=note)
    messages.success(request, _("It says again what it said then. What was written since stays in its history."))
    return to_page(request, found)


@require_POST
@uses("has_handbook")
def reviewed(request: HttpRequest, page_id: int) -> HttpResponse:
    """Read again, and still right."""
    found, form = the_page(page_id), forms.ReviewForm(request.POST)
    if not form.is_valid():
        return render_page(request, "handbook/page.html", page_context(request, found, review_form=form), status=422)
    actions.still_right(actor=member(request), page=found, **form.cleaned_data)
    messages.success(request, _("Thank you: whoever reads it knows that it still holds."))
    return to_page(request, found)


@require_POST
@uses("has_handbook")
def useful(request: HttpRequest, page_id: int) -> HttpResponse:
    found, form = the_page(page_id), forms.OpinionForm(request.POST)
    if request.POST.get("useful") not in ("yes", "no") or not form.is_valid():
        raise Http404
    actions.say_whether_useful(
        actor=member(request), page=found, is_useful=request.POST["useful"] == "yes", **form.cleaned_data
    )
    messages.success(request, _("Thank you. It is kept without your name."))
    return to_page(request, found)


@require_POST
@uses("has_handbook")
def put_away(request: HttpRequest, page_id: int) -> HttpResponse:
    found = the_page(page_id)
    if found.away_at is not None:
        actions.bring_back(actor=member(request), page=found)
        return to_page(request, found)
    actions.put_away(actor=member(request), page=found)
    messages.success(request, _("It is put away, with its history. It can be brought back."))
    return redirect(address(request, "handbook:review"))


@require_safe
@uses("has_handbook")
def review(request: HttpRequest) -> HttpResponse:
    """What is to be read again, and what was put away."""
    context = {
        "tabs": room_tabs(request, "handbook:contents"),
        "due": queries.due(today()),
        "away": queries.pages_away(),
    }
    return render_page(request, "handbook/review.html", context)


def to_page(request: HttpRequest, found: Page) -> HttpResponse:
    return redirect(address(request, "handbook:page", page_id=found.pk))
