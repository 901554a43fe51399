"""Sharing in one's own words, and what came of it. A text is read here, for its writer alone, and leaves by their hand."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from liant.accounts.settings_pages import posted
from liant.advocacy import between, pages, sharing, taken_along, ways
from liant.advocacy.forms import OutcomeForm
from liant.advocacy.models import Expert, Offer, Share
from liant.advocacy.states import IN_HAND
from liant.advocacy.views import asked_or_sent, for_experts, the_offer, to
from liant.kit.lifecycle import LifecycleError
from liant.web.partial import render_page

MOST = 70_000  # characters: no network takes more
NUDGES = {"start", "others"}


@asked_or_sent
@never_cache
@for_experts
def share(request: HttpRequest, expert: Expert, offer_id: int) -> HttpResponse:
    """`?network=bluesky`; `?start=1` begins with one of the ways to begin."""
    offer, network = the_offer(offer_id), network_asked(request, expert)
    if request.method != "POST":
        sharing.look_at(actor=expert.member, offer=offer)
        return show(request, expert, offer, network)
    text = request.POST.get("text", "")[:MOST].replace("\r\n", "\n")
    if "disclose" in request.POST:
        return show(request, expert, offer, network, text=f"{sharing.disclosure_of(offer)} {text.lstrip()}")
    if "reread" in request.POST:
        return show(request, expert, offer, network, text=text)
    return begun(request, expert, offer, network, text)


def begun(request: HttpRequest, expert: Expert, offer: Offer, network: str, text: str) -> HttpResponse:
    host = request.POST.get("host", "")[:300] or expert.instance
    words = sharing.Words(text, network, host, has_seen="seen" in request.POST)
    try:
        made = sharing.begin(actor=expert.member, offer=offer, words=words)
    except sharing.CannotShare as error:
        problem = why_not(error, offer, network)
        return show(request, expert, offer, network, text=text, why=error.why, problem=problem, host=host, status=422)
    return to(request, "ready", share_id=made.pk) if made else to(request, "for-you")


def show(request: HttpRequest, expert: Expert, offer: Offer, network: str, *, text: str | None = None, status: int = 200,
         **more: Any) -> HttpResponse:  # fmt: skip
    context = pages.share_page(request, expert, offer, network, text) | more
    context["is_nudge"] = more.get("why") in NUDGES
    return render_page(request, "advocacy/share.html", context, part="read", status=status)


def why_not(error: sharing.CannotShare, offer: Offer, network: str) -> str:
    values = {"words": sharing.disclosure_of(offer), "network": sharing.NETWORKS[network].label}
    return {
        "undisclosed": _("Say first where you speak from: “%(words)s”, or the same in your own way."),
        "empty": _("Write a sentence of your own: what you saw, or what you think of it."),
        "long": _("Too long for %(network)s: the link needs its place too."),
        "host": _("Say on which server your account is, such as piaille.fr."),
        "start": _("These are the words you were given to begin with. People follow you for yours: change what you like, or share them all the same."),
        "others": _("Somebody has shared it in these very words. A word of your own says more; or share them all the same."),
    }[error.why] % values  # fmt: skip


def network_asked(request: HttpRequest, expert: Expert) -> str:
    asked = request.GET.get("network", "")
    return asked if asked in sharing.NETWORKS else pages.usual_network(expert)


@require_safe
@never_cache
@for_experts
def ready(request: HttpRequest, expert: Expert, share_id: int) -> HttpResponse:
    """The words, their link, and the way to the network's window."""
    one = the_share(expert, share_id)
    if one.state not in IN_HAND:
        return to(request, "outcomes")
    context = pages.ready_page(one, expert) | {"ways": ways.ready(request, expert, one)}
    return render_page(request, "advocacy/ready.html", context)


@require_POST
@for_experts
def done(request: HttpRequest, expert: Expert, share_id: int) -> HttpResponse:
    is_useful = {"yes": True, "no": False}.get(request.POST.get("useful", ""))
    url = request.POST.get("url", "").strip()
    return settled(request, expert, share_id, "done", url=url if url.startswith("https://") else "",
                   how=request.POST.get("how", ""), is_useful=is_useful)  # fmt: skip


@require_POST
@for_experts
def drop(request: HttpRequest, expert: Expert, share_id: int) -> HttpResponse:
    return settled(request, expert, share_id, "dropped")


def settled(request: HttpRequest, expert: Expert, share_id: int, state: str, **more: Any) -> HttpResponse:
    try:
        is_theirs = sharing.settle(actor=expert.member, share_id=share_id, to=state, **more)
    except LifecycleError:
        return to(request, "outcomes")
    if not is_theirs:
        raise Http404
    said = {
        "done": _("Noted, for you alone. What comes of it stands here."),
        "dropped": _("Left. Nothing of it was shared."),
    }
    messages.success(request, said[state])
    return to(request, "outcomes" if state == "done" else "for-you")


@asked_or_sent
@never_cache
@for_experts
def outcomes(request: HttpRequest, expert: Expert) -> HttpResponse:
    form = OutcomeForm(posted(request), places=between.places_of(expert.member))
    if request.method == "POST" and form.is_valid():
        asked = request.POST.get("share", "")
        share_id = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else None
        sharing.note_outcome(actor=expert.member, share_id=share_id, **form.cleaned_data)
        messages.success(request, _("Noted, for you alone."))
        return to(request, "outcomes")
    context = pages.outcomes_page(request, expert, form)
    return render_page(request, "advocacy/outcomes.html", context, status=422 if form.errors else 200)


@require_safe
@never_cache
@for_experts
def take_along(request: HttpRequest, expert: Expert) -> HttpResponse:  # noqa: ARG001  every page is given its request
    answer = HttpResponse(taken_along.own_file(expert), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="sharing.csv"'
    return answer


@require_POST
@for_experts
def forget(request: HttpRequest, expert: Expert, outcome_id: int) -> HttpResponse:
    sharing.forget_outcome(actor=expert.member, outcome_id=outcome_id)
    return to(request, "outcomes")


def the_share(expert: Expert, share_id: int) -> Share:
    found = Share.objects.filter(member=expert.member, pk=share_id).select_related("link", "offer").first()
    if found is None:
        raise Http404
    return found
