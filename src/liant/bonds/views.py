"""One's own ties. Each view parses, calls one query or one action, renders."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liant.accounts.asking import member
from liant.accounts.models import Member
from liant.accounts.settings_pages import posted
from liant.bonds import actions, pages, queries
from liant.bonds.forms import AskForm, CommunityForm
from liant.bonds.rules import HAPPENED
from liant.web import limits
from liant.web.errors import too_many
from liant.web.partial import render_page

NAMED_EACH_MINUTE = 5  # by one member: each joins the list of everyone


@require_safe
@never_cache
def mine(request: HttpRequest) -> HttpResponse:
    return render_page(request, "bonds/mine.html", pages.mine_page(request))


@require_safe
@never_cache
def own_file(request: HttpRequest) -> HttpResponse:
    answer = HttpResponse(pages.own_file(request), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="ties.csv"'
    return answer


@require_POST
def hide(request: HttpRequest, member_id: int) -> HttpResponse:
    other = Member.objects.filter(pk=member_id).exclude(pk=member(request).pk).first()
    if other is None:
        raise Http404
    if "undo" in request.POST:
        actions.show_again(actor=member(request), other=other)
        return back(request, _("Shown again."))
    actions.hide(actor=member(request), other=other)
    return back(request, _("Hidden. They learn nothing of it."))


@require_POST
def put_aside(request: HttpRequest, hint_id: int) -> HttpResponse:
    if not actions.put_aside(actor=member(request), hint_id=hint_id):
        raise Http404
    return back(request, _("Put aside."))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def ask(request: HttpRequest, hint_id: int) -> HttpResponse:
    return show_asking(request, hint_id, to_be_introduced=False)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def ask_introduction(request: HttpRequest, hint_id: int) -> HttpResponse:
    return show_asking(request, hint_id, to_be_introduced=True)


def show_asking(request: HttpRequest, hint_id: int, *, to_be_introduced: bool) -> HttpResponse:
    """For half an hour, or to be introduced: in one's own words, told once."""
    reader, form = member(request), AskForm(posted(request))
    with queries.own(reader):
        hint = queries.hint_to_ask(reader, hint_id)
    if hint is None or (to_be_introduced and not actions.may_introduce(hint)):
        raise Http404
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"]
        try:
            if not actions.ask(actor=reader, hint_id=hint_id, words=words, to_be_introduced=to_be_introduced):
                raise Http404
        except actions.TooMany:
            form.add_error(
                "words", _("You asked three colleagues today. Tomorrow is another day; your words are kept here.")
            )
        else:
            return back(request, _("Asked, once. Whether they answer is up to them."))
    context = pages.ask_page(hint, form, to_be_introduced=to_be_introduced)
    return render_page(request, "bonds/ask.html", context, status=422 if form.errors else 200)


@require_POST
def introduce(request: HttpRequest, asked_id: int) -> HttpResponse:
    try:
        if not actions.introduce(actor=member(request), asked_id=asked_id):
            raise Http404
    except actions.NotWanted:
        messages.error(request, _("This introduction is no longer wanted. Nobody was told anything."))
        return redirect("bonds:mine", organisation_slug=request.organisation.slug)  # type: ignore[attr-defined]
    return back(request, _("Both are told how to reach each other."))


@require_POST
def let_be(request: HttpRequest, asked_id: int) -> HttpResponse:
    if not actions.let_be(actor=member(request), asked_id=asked_id):
        raise Http404
    return back(request, _("Put aside. Nobody learns of it."))


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    actions.choose(actor=member(request), **{name: name in request.POST for name in ("introduces", "orders", "draws")})
    return back(request, _("Kept."))


@require_safe
@never_cache
def outside(request: HttpRequest) -> HttpResponse:
    return render_page(request, "bonds/outside.html", pages.outside_page(request, CommunityForm()))


@require_POST
def belong(request: HttpRequest) -> HttpResponse:
    form, reader = CommunityForm(request.POST), member(request)
    if not form.is_valid():
        return render_page(request, "bonds/outside.html", pages.outside_page(request, form), status=422)
    if limits.is_too_often(f"communities:{reader.organisation_id}", f"member:{reader.pk}", NAMED_EACH_MINUTE):
        return too_many(request, limits.seconds_left())
    actions.belong(actor=member(request), name=form.cleaned_data["name"])
    return back(request, _("Kept."), "outside")


@require_POST
def note_outside(request: HttpRequest, community_id: int) -> HttpResponse:
    what = request.POST.get("what", "")
    if what not in HAPPENED or not actions.note_outside(actor=member(request), community_id=community_id, what=what):
        raise Http404
    return back(request, _("Noted, for you alone."), "outside")


@require_POST
def take_back(request: HttpRequest, interaction_id: int) -> HttpResponse:
    if not actions.take_back(actor=member(request), interaction_id=interaction_id):
        raise Http404
    return back(request, _("Taken back. Nothing of it is left."), "outside")


@require_POST
def hide_outside(request: HttpRequest, community_id: int) -> HttpResponse:
    is_hidden = "undo" not in request.POST
    if not actions.hide_outside(actor=member(request), community_id=community_id, is_hidden=is_hidden):
        raise Http404
    return back(
        request, _("Hidden from every figure.") if is_hidden else _("Counted again, without your name."), "outside"
    )


@require_POST
def know(request: HttpRequest) -> HttpResponse:
    wanted, shown = request.POST.getlist("communities"), request.POST.get("shown", "").split(",")
    actions.know(actor=member(request), communities=numbers(wanted), shown=numbers(shown))
    return back(request, _("Kept."), "outside")


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    actions.leave(actor=member(request))
    return back(request, _("Nothing is measured of you any more. What was noted is being forgotten."))


def numbers(told: Sequence[str]) -> list[int]:
    return [int(one) for one in told if one.isdecimal() and len(one) < 19]


def back(request: HttpRequest, said: str, page: str = "mine") -> HttpResponse:
    messages.success(request, said)
    return redirect(f"bonds:{page}", organisation_slug=request.organisation.slug)  # type: ignore[attr-defined]
