"""What the house offers its experts, what they said of it without a name, and who answered a call in theirs."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from liant.accounts.asking import member
from liant.accounts.settings_pages import posted
from liant.advocacy import actions, queries
from liant.advocacy.forms import FreshForm, OfferForm, ThankForm
from liant.advocacy.models import Feedback, Offer
from liant.advocacy.tabs import room_tabs
from liant.advocacy.views import asked_or_sent, to
from liant.web.partial import render_page


@require_safe
def offers(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("before", "")
    found = queries.offers(int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else None)
    shown = found[: queries.PAGE]
    said, answers = queries.feedback_on(shown), queries.answers_to(shown)
    with queries.own(member(request)) as expert:
        is_expert = expert is not None
    context = {
        "tabs": room_tabs(request, "advocacy:offers", is_expert=is_expert),
        "rows": [
            {"offer": one, "reasons": reasons(said.get(one.pk, [])), "words": [each.words for each in said.get(one.pk, []) if each.words],
             "answers": answers.get(one.pk, [])}
            for one in shown
        ],
        "fresh_form": fresh_form(),
        "next_url": f"?before={shown[-1].pk}" if len(found) > queries.PAGE else "",
    }  # fmt: skip
    return render_page(request, "advocacy/offers.html", context)


def fresh_form() -> FreshForm | None:
    programme = queries.programme()
    return FreshForm(initial={"days": programme.fresh_days}) if programme else None


def reasons(found: list[Feedback]) -> list[tuple[Any, int]]:
    """Why it was refused, the most frequent first."""
    counts: dict[Any, int] = {}
    for one in found:
        counts[one.get_reason_display()] = counts.get(one.get_reason_display(), 0) + 1
    return sorted(counts.items(), key=lambda pair: -pair[1])


@asked_or_sent
def new(request: HttpRequest) -> HttpResponse:
    return written(request, None)


@asked_or_sent
def change(request: HttpRequest, offer_id: int) -> HttpResponse:
    return written(request, found_offer(offer_id))


def written(request: HttpRequest, offer: Offer | None) -> HttpResponse:
    form = OfferForm(posted(request), offer=offer)
    if request.method == "POST" and form.is_valid():
        save(request, offer, form.values())
        messages.success(request, _("Kept. It will be suggested to those for whom it may be useful."))
        return to(request, "offers")
    context = {"form": form, "offer": offer, "topics": queries.topics()}
    return render_page(request, "advocacy/offer.html", context, status=422 if form.errors else 200)


def save(request: HttpRequest, offer: Offer | None, values: dict[str, Any]) -> None:
    actor, name = member(request), values.pop("topic")
    values["topic"] = actions.save_topic(actor=actor, name=name) if name.strip() else None
    if offer is None:
        actions.offer(actor=actor, author=actor, **values)
    else:
        actions.change_offer(actor=actor, offer=offer, **values)


@require_POST
def keep_fresh(request: HttpRequest) -> HttpResponse:
    form = FreshForm(request.POST)
    if form.is_valid():
        actions.keep_fresh(actor=member(request), **form.cleaned_data)
        messages.success(request, _("Kept."))
    else:
        messages.error(request, _("Between a week and a year."))
    return to(request, "offers")


@require_POST
def end(request: HttpRequest, offer_id: int) -> HttpResponse:
    actions.end_offer(actor=member(request), offer=found_offer(offer_id))
    messages.success(request, _("It is no longer suggested to anyone."))
    return to(request, "offers")


@asked_or_sent
def thank(request: HttpRequest, offer_id: int) -> HttpResponse:
    offer, form = found_offer(offer_id), ThankForm(posted(request))
    if request.method == "POST" and form.is_valid():
        actions.thank(actor=member(request), offer=offer, **form.cleaned_data)
        messages.success(request, _("Said. Whoever shared it finds your words."))
        return to(request, "offers")
    context = {"form": form, "offer": offer}
    return render_page(request, "advocacy/thank.html", context, status=422 if form.errors else 200)


def found_offer(offer_id: int) -> Offer:
    found = Offer.objects.select_related("topic").filter(pk=offer_id).first()
    if found is None:
        raise Http404
    return found
