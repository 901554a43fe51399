"""An expert's own page, for them alone until they put it up. Each view parses, calls one query or one action, renders."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liant.accounts.settings_pages import posted
from liant.advocacy.expertise import actions, forms, pages, queries, taken_along
from liant.advocacy.models import Expert
from liant.advocacy.views import for_experts
from liant.web.partial import render_page

asked_or_sent = require_http_methods(["GET", "HEAD", "POST"])


@asked_or_sent
@never_cache
@for_experts
def home(request: HttpRequest, expert: Expert) -> HttpResponse:
    form = forms.CardForm(posted(request), card=queries.card_of(expert.member), name=expert.member.name)
    if request.method == "POST" and form.is_valid():
        actions.write(actor=expert.member, **form.values())
        return to_home(request, _("Kept, for you alone. See how it looks before anyone else does."))
    return show(request, expert, form=form)


@require_POST
@for_experts
def show_piece(request: HttpRequest, expert: Expert) -> HttpResponse:
    form = forms.PieceForm(request.POST)
    if not form.is_valid():
        return show(request, expert, piece_form=form)
    actions.show_piece(actor=expert.member, **form.cleaned_data)
    return to_home(request, _("It stands on your page."))


@require_POST
@for_experts
def hide_piece(request: HttpRequest, expert: Expert, chosen_id: int) -> HttpResponse:
    actions.hide_piece(actor=expert.member, chosen_id=chosen_id)
    return to_home(request, _("It stands there no more."))


@require_POST
@for_experts
def add_talk(request: HttpRequest, expert: Expert) -> HttpResponse:
    form = forms.TalkForm(request.POST)
    if not form.is_valid():
        return show(request, expert, talk_form=form)
    actions.add_talk(actor=expert.member, **form.cleaned_data)
    return to_home(request, _("It stands on your page."))


@require_POST
@for_experts
def remove_talk(request: HttpRequest, expert: Expert, talk_id: int) -> HttpResponse:
    actions.remove_talk(actor=expert.member, talk_id=talk_id)
    return to_home(request, _("It stands there no more."))


@asked_or_sent
@never_cache
@for_experts
def preview(request: HttpRequest, expert: Expert) -> HttpResponse:
    """As everyone would read it; and the act that lets them. `?lang=en`."""
    if request.method == "POST":
        return put_up(request, expert)
    context = pages.preview_page(expert, request.GET.get("lang", ""))
    if context is None:
        return to_home(request)
    with override(context["lang"]):
        page = render_page(request, "expertise/public/page.html", context)
    page["Content-Language"] = context["lang"]
    return page


def put_up(request: HttpRequest, expert: Expert) -> HttpResponse:
    why = {
        "words": _("Write a few words about you first."),
        "changed": _("It has changed since you looked at it. Look once more."),
        "taken": _("This address is somebody else’s already. Choose another end."),
    }
    try:
        page = actions.publish(actor=expert.member, seen=request.POST.get("seen", ""))
    except actions.CannotPublish as error:
        messages.error(request, why[error.why])
        return redirect(
            f"expertise:{'preview' if error.why == 'changed' else 'home'}", organisation_slug=expert.organisation.slug
        )
    return to_home(request, _("It is public. You take it down whenever you like, with one act.") if page else "")


@require_POST
@for_experts
def take_down(request: HttpRequest, expert: Expert) -> HttpResponse:
    actions.take_down(actor=expert.member)
    return to_home(request, _("Taken down. Nobody reads it any more; what you wrote stays here, for you."))


@require_safe
@never_cache
@for_experts
def take_along(request: HttpRequest, expert: Expert) -> HttpResponse:  # noqa: ARG001  every page is given its request
    content = taken_along.as_zip(expert)
    if content is None:
        raise Http404
    answer = HttpResponse(content, content_type="application/zip")
    answer["Content-Disposition"] = 'attachment; filename="page.zip"'
    return answer


def show(request: HttpRequest, expert: Expert, **to_mend: Any) -> HttpResponse:
    card = queries.card_of(expert.member)
    context = pages.home_page(
        request, expert,
        **{"form": forms.CardForm(card=card, name=expert.member.name), "piece_form": forms.PieceForm(), "talk_form": forms.TalkForm()} | to_mend,
    )  # fmt: skip
    return render_page(
        request, "expertise/home.html", context, status=422 if any(one.errors for one in to_mend.values()) else 200
    )


def to_home(request: HttpRequest, said: str = "") -> HttpResponse:
    if said:
        messages.success(request, said)
    return redirect("expertise:home", organisation_slug=request.organisation.slug)  # type: ignore[attr-defined]
