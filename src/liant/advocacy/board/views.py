"""A board among experts, if they vote it in. Each view parses, calls one query or one action, renders."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from liant.accounts.asking import member
from liant.advocacy.board import actions, pages
from liant.advocacy.board.policy import check_peer
from liant.advocacy.models import Expert
from liant.advocacy.views import for_experts
from liant.advocacy.views import to as to_room
from liant.web.partial import render_page


@require_safe
@never_cache
@for_experts
def home(request: HttpRequest, expert: Expert) -> HttpResponse:
    check_peer(expert.member)
    return render_page(request, "board/home.html", pages.home_page(request, expert))


@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    return done(
        request,
        lambda: actions.ask(actor=member(request)),
        _("Asked. Every expert but those who lead may vote for two weeks."),
    )


@require_POST
def vote(request: HttpRequest) -> HttpResponse:
    if request.POST.get("vote") not in {"yes", "no"}:
        return HttpResponseBadRequest()
    is_yes = request.POST["vote"] == "yes"
    return done(
        request,
        lambda: actions.vote(actor=member(request), is_yes=is_yes),
        _("Voted. Nobody sees how, nor that you did."),
    )


@require_POST
def stand(request: HttpRequest) -> HttpResponse:
    return done(
        request,
        lambda: actions.stand(actor=member(request)),
        _("You stand on the leaderboard, seen by the others who do."),
    )


@require_POST
def step_down(request: HttpRequest) -> HttpResponse:
    return done(
        request,
        lambda: actions.step_down(actor=member(request)),
        _("You are off the leaderboard, and no longer see it."),
    )


def done(request: HttpRequest, act: Callable[[], object], said: str) -> HttpResponse:
    try:
        act()
    except actions.NotNow:
        messages.error(request, _("This cannot be done now."))
        return to_room(request, "for-you")
    messages.success(request, said)
    return redirect("board:home", organisation_slug=request.organisation.slug)  # type: ignore[attr-defined]
