"""One's own letters, and which praise concerns whom. Each view parses, calls one query or one action, renders."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liant.accounts.models import Member
from liant.accounts.settings_pages import posted, tabs
from liant.insights.letters import actions, queries
from liant.insights.letters.forms import CircleForm, LetterForm
from liant.insights.letters.models import Circle, Letter
from liant.web.partial import render_page


def member_of(request: HttpRequest) -> Member:
    return request.member  # type: ignore[attr-defined]


@require_safe
def own(request: HttpRequest) -> HttpResponse:
    return own_page(request)


@require_POST
def choose(request: HttpRequest, letter: str) -> HttpResponse:
    if letter not in Letter.values:
        raise Http404
    member = member_of(request)
    form = LetterForm(Letter(letter), queries.own_letters(member)[letter], request.POST)
    if not form.is_valid():
        return own_page(request, form)
    actions.choose(actor=member, letter=letter, **form.cleaned_data)
    messages.success(request, _("Kept."))
    return redirect("letters:own", member.organisation.slug)


def own_page(request: HttpRequest, mended: LetterForm | None = None) -> HttpResponse:
    chosen = queries.own_letters(member_of(request))
    forms = [
        mended if mended and mended.letter == letter else LetterForm(Letter(letter), one)
        for letter, one in chosen.items()
    ]
    context = {"forms": forms, "can_mail": bool(settings.EMAIL_HOST), "circles": queries.circles_of(member_of(request))}
    return render_page(request, "letters/own.html", context, status=422 if mended else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def circles(request: HttpRequest, circle_id: int | None = None) -> HttpResponse:
    """Which praise concerns whom; one of them may be open to be changed."""
    circle = circle_of(circle_id) if circle_id else None
    form = CircleForm(posted(request), circle)
    if request.method == "POST" and form.is_valid():
        values: dict[str, Any] = {"labels": [], **form.cleaned_data}
        actions.set_circle(actor=member_of(request), circle=circle, **values)
        return back(request, _("Kept."))
    context = {"form": form, "circles": queries.circles(), "tabs": tabs(request, "letters:circles")}
    return render_page(request, "letters/circles.html", context, status=422 if form.errors else 200)


@require_POST
def remove_circle(request: HttpRequest, circle_id: int) -> HttpResponse:
    actions.remove_circle(actor=member_of(request), circle=circle_of(circle_id))
    return back(request, _("Taken away. Nobody is told of this praise any more."))


def circle_of(circle_id: int) -> Circle:
    found = Circle.objects.select_related("team").filter(id=circle_id).first()
    if found is None:
        raise Http404
    return found


def back(request: HttpRequest, said: Any) -> HttpResponse:
    messages.success(request, said)
    return redirect("letters:circles", member_of(request).organisation.slug)
