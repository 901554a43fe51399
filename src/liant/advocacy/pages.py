"""What an expert's own pages show, gathered; inside their own rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from liant.advocacy import between, queries, rules, sharing, ways
from liant.advocacy.forms import ConsentForm, OutcomeForm
from liant.advocacy.models import Consent, Expert, Offer, Programme, Share, Suggestion
from liant.advocacy.tabs import room_tabs
from liant.advocacy.telling import points_in_words, reasons_in_words
from liant.connectors.intents import whole
from liant.engines.lint import Context
from liant.links.queries import totals
from liant.links.rules import PERSON
from liant.web import remarks
from liant.web.pieces import Tab

SHOWN_BEFORE = 3  # useful pieces, before anything is asked


def welcome_page(request: HttpRequest, programme: Programme | None, form: ConsentForm | None = None) -> dict[str, Any]:
    """Before joining: three useful things, then what is collected and what is not."""
    return {
        "tabs": room_tabs(request, "advocacy:for-you", is_expert=False),
        "programme": programme,
        "is_open": programme is not None and programme.state == "open",
        "offers": useful_offers(),
        "form": form or ConsentForm(),
        "is_like_advertising": programme is not None and programme.is_rewarded and programme.is_approved,
    }


def useful_offers() -> list[Offer]:
    """Three that are not alike, those about others first."""
    found: list[Offer] = []
    for one in sorted(queries.open_offers(60), key=lambda one: one.is_about_us):
        if len(found) < SHOWN_BEFORE and one.kind not in {other.kind for other in found}:
            found.append(one)
    return found


@dataclass(frozen=True)
class Listed:
    """A suggestion as the list shows it."""

    suggestion: Suggestion
    reasons: Sequence[str]
    points: str = ""
    is_put_first: bool = False

    @property
    def offer(self) -> Offer:
        return self.suggestion.offer

    @property
    def is_call(self) -> bool:
        return self.offer.kind == Offer.Kind.CALL


def for_you_page(request: HttpRequest, expert: Expert) -> dict[str, Any]:
    first = between.first_for(expert.member)
    found = [
        Listed(one, reasons_in_words(one), points_in_words(one), first is not None and one.offer.author_id == first.author_id)
        for one in queries.suggestions(expert.member)
    ]  # fmt: skip
    found.sort(key=lambda one: not one.is_put_first)  # the others keep their order
    return {"tabs": room_tabs(request, "advocacy:for-you", is_expert=True), "expert": expert, "found": found,
            "title": title_of(len(found)), "programme": queries.programme(),
            "first": first if any(one.is_put_first for one in found) else None,
            "waiting": ways.waiting(request, expert)}  # fmt: skip


def title_of(count: int) -> str:
    """A number in words, as one says it."""
    in_words = {1: _("One useful thing."), 2: _("Two useful things."), 3: _("Three useful things."), 4: _("Four useful things."), 5: _("Five useful things.")}  # fmt: skip
    return in_words.get(count) or ngettext("%(n)s useful thing.", "%(n)s useful things.", count) % {"n": count}


@dataclass(frozen=True)
class Reading:
    """What is said, to whoever writes and to nobody else, of the words as they stand."""

    disclosed: bool
    remarks: Sequence[remarks.Remark]


def read(offer: Offer, text: str, network: str) -> Reading:
    disclosure = sharing.disclosure_of(offer)
    context = Context(kind="piece", network=network, has_link=bool(offer.url))
    found = remarks.lint(text, language=offer.language, context=context) if text.strip() else []
    listed = [remarks.Remark(one, text[one.start : one.end], number) for number, one in enumerate(found, 1)]
    return Reading(rules.discloses(text, disclosure), listed)


def share_page(
    request: HttpRequest, expert: Expert, offer: Offer, network: str, text: str | None = None
) -> dict[str, Any]:
    """Where one writes in one's own words. `text`: as it was sent; else what was begun, else how to begin."""
    intent, disclosure = sharing.NETWORKS[network], sharing.disclosure_of(offer)
    begun = sharing.begun_before(expert.member, offer, network)
    starts = rules.starts_for(offer.starts, expert.member_id, offer.pk)
    if text is None:
        text = begun.text if begun else f"{disclosure} {start_asked(request, starts)}"
    address = reverse("advocacy:share", kwargs={"organisation_slug": request.organisation.slug, "offer_id": offer.pk})  # type: ignore[attr-defined]
    return {
        "expert": expert,
        "offer": offer,
        "intent": intent,
        "text": text,
        "disclosure": disclosure,
        "question": offer.question or (_("what does it change for those who follow you?") if not starts else ""),
        "starts": [(number, one) for number, one in enumerate(starts, 1)],
        "networks": [
            Tab(f"{address}?network={key}", sharing.NETWORKS[key].label, key == network) for key in networks_of(expert)
        ],
        "reading": read(offer, text, network),
        "room": sharing.room_for(intent, offer),
        "host": expert.instance,
        "has_way": ways.lead(expert, network),
        "draft_key": f"share-{offer.pk}" if not begun else "",
        "address": f"{address}?network={network}",
    }


def start_asked(request: HttpRequest, starts: Sequence[str]) -> str:
    asked = request.GET.get("start", "")
    return starts[int(asked) - 1] if asked.isascii() and asked.isdigit() and 0 < int(asked[:3]) <= len(starts) else ""


def networks_of(expert: Expert) -> list[str]:
    chosen = [key for key in expert.networks if key in sharing.NETWORKS]
    return chosen or list(sharing.NETWORKS)


def usual_network(expert: Expert) -> str:
    """Where they shared last, else the first of their choices that takes a text."""
    choices = networks_of(expert)
    last = Share.objects.filter(member=expert.member).order_by("-begun_at").values_list("network", flat=True).first()
    takes_text = [key for key in choices if sharing.NETWORKS[key].takes_text]
    return last if last in choices else (takes_text or choices)[0]


def ready_page(share: Share, expert: Expert) -> dict[str, Any]:
    """The words with their link, and the way to the network's own window."""
    opened = sharing.opening_of(share, expert)
    return {
        "share": share,
        "intent": sharing.NETWORKS[share.network],
        "opening": opened,
        "is_mail": opened.address.startswith("mailto:"),
        "whole": whole(share.text, sharing.address_in(share)),
    }


def outcomes_page(request: HttpRequest, expert: Expert, form: OutcomeForm) -> dict[str, Any]:
    """What came of their shares: for their eyes."""
    found = queries.shares(expert.member)
    counts = Consent.Purpose.CLICKS in queries.consents(expert.member)
    followed = totals([one.link for one in found if one.link]) if counts else {}
    told = ways.told(request, found)
    rows = [
        {
            "share": one,
            "network": sharing.NETWORKS[one.network].label,
            "people": followed.get(one.link_id or 0, {}).get(PERSON, 0),
            "told": told.get(one.pk),
        }
        for one in found
    ]
    return {"tabs": room_tabs(request, "advocacy:outcomes", is_expert=True), "expert": expert, "rows": rows, "counts": counts,
            "outcomes": queries.outcomes(expert.member), "thanks": queries.thanks_for(found),
            "form": form}  # fmt: skip
