"""Story: a published piece is offered to the experts from its own page, with a topic, a question, ways to begin; what they
said of it without a name comes back beside it, and its author thanks those who shared it without knowing who did."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from liant.accounts.asking import member
from liant.accounts.permissions import may
from liant.accounts.rooms import is_open
from liant.accounts.settings_pages import posted
from liant.advocacy import actions, queries
from liant.advocacy.forms import OfferForm
from liant.advocacy.models import Offer
from liant.flows.links_of_pieces import PIECE
from liant.web.partial import render_page
from liant.writing import offers
from liant.writing.models import Piece, Version
from liant.writing.networks import JOURNAL
from liant.writing.pages import the_version, to_piece


class OfferPieceForm(OfferForm):
    """A piece says itself what it is and where it is read."""

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        for name in ("url", "language", "at"):
            del self.fields[name]
        kinds = [choice for choice in Offer.Kind.choices if choice[0] not in (Offer.Kind.CALL, Offer.Kind.INVITATION)]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]


def beside(request: HttpRequest, piece: Piece | None, version: Version | None) -> offers.Section | None:
    reader = member(request)
    if piece is None or version is None or not is_open(reader, "advocacy") or not may(reader, "advocacy.offer"):
        return None
    offered = queries.offer_of(PIECE, piece.pk)
    if offered is None and not address_of(piece, version):
        return None
    said = queries.feedback_on([offered]).get(offered.pk, []) if offered else []
    context = {"piece": piece, "version": version, "offer": offered, "feedback": said}
    return {"template": "flows/offered_piece.html", "context": context}


def address_of(piece: Piece, version: Version) -> str:
    """Where it is read at home, once it is there; else where this version is."""
    home = piece.versions.filter(network=JOURNAL, language=version.language, state="published").exists()
    return (offers.home_address(piece, version.language) if home else "") or version.published_url


@require_http_methods(["GET", "HEAD", "POST"])
def offer_piece(request: HttpRequest, piece_id: int) -> HttpResponse:
    if not may(member(request), "writing.read"):
        raise Http404  # a piece that one may not read is not there
    piece, version = the_version(request, piece_id)
    address = address_of(piece, version)
    if not address:
        raise Http404
    known = Offer.objects.filter(source_kind=PIECE, source_id=piece.pk, language=version.language).first()
    form = (
        OfferPieceForm(posted(request), offer=known)
        if known
        else OfferPieceForm(posted(request), initial=first(piece, version))
    )
    if request.method == "POST" and form.is_valid():
        offer(request, piece, version, address, form.values())
        messages.success(request, _("Offered. It will be suggested to those for whom it may be useful."))
        return to_piece(request, piece, version)
    context = {"form": form, "piece": piece, "version": version, "topics": queries.topics()}
    return render_page(request, "flows/offer_piece.html", context, status=422 if form.errors else 200)


def first(piece: Piece, version: Version) -> dict[str, Any]:
    """What the form begins with."""
    topic = piece.topic.name if piece.topic else ""
    kind = Offer.Kind.OTHERS if piece.is_third_party else Offer.Kind.NEWS
    return {
        "title": (version.title or piece.title)[:300],
        "kind": kind,
        "topic": topic,
        "is_about_us": piece.about == "ourselves",
    }


def offer(request: HttpRequest, piece: Piece, version: Version, address: str, values: dict[str, Any]) -> Offer:
    actor, name = member(request), values.pop("topic").strip()
    topic = actions.save_topic(actor=actor, name=name) if name else None
    outside = piece.source_name[:200] if piece.is_third_party else ""
    return actions.offer(
        actor=actor, source_kind=PIECE, source_id=piece.pk, url=address, language=version.language, topic=topic,
        author=None if outside else piece.author, author_name=outside, **values,
    )  # fmt: skip
