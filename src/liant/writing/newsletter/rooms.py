"""Where newsletters show: among the pages of *Écrire*, and beside a letter that is written."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liant.engines.lint import Allowance
from liant.kit.variables import VARIABLE, called
from liant.web.pieces import StateWords, register_states
from liant.writing import offers
from liant.writing.models import Piece, Version
from liant.writing.networks import LETTER
from liant.writing.newsletter import queries
from liant.writing.newsletter.rules import FIELDS

FILLED = "It is filled for each reader; whether it can be is checked over all of them before the letter leaves."


def lint_context(_piece: Piece, version: Version) -> dict[str, Any]:
    """A field that the letter fills is no field that was left; whatever else looks like one still is."""
    if version.network != LETTER:
        return {}
    words = [found[0] for found in VARIABLE.finditer(f"{version.title}\n{version.text}") if called(found[1]) in FIELDS]
    return {"allowed": allowed(words)} if words else {}


def allowed(words: list[str]) -> tuple[Allowance, ...]:
    return tuple(Allowance("merge-field", FILLED, one) for one in dict.fromkeys(words))


def beside(_request: HttpRequest, piece: Piece | None, version: Version | None) -> offers.Section | None:
    """To whom this letter goes."""
    if piece is None or version is None or version.network != LETTER:
        return None
    context = {"version": version, "issue": queries.issue_of(version), "newsletters": queries.newsletters()}
    return {"template": "newsletter/beside.html", "context": context}


def subscriptions(piece_ids: Sequence[int], first: date, last: date) -> Mapping[int, int]:
    return queries.subscriptions_brought(piece_ids, *offers.between(first, last))


def invitation(slug: str, piece: Piece) -> offers.PublicPage | None:
    """To the one newsletter there is, or to the page with all of them."""
    newsletters = queries.open_newsletters()
    if not newsletters:
        return None
    only = newsletters[0] if len(newsletters) == 1 else None
    path = reverse("newsletter-form", args=[slug, only.slug]) if only else reverse("newsletter-house", args=[slug])
    label = _("Receive “%(name)s” by mail") % {"name": only.name} if only else _("Receive our letters by mail")
    return offers.PublicPage(label, f"{path}?piece={piece.pk}")


offers.register_return(
    offers.Return(
        "subscriptions",
        _("subscriptions to a newsletter"),
        _("asked for under the piece in the journal, and confirmed"),
        subscriptions,
        35,
    )
)
offers.register_invitation(invitation)
offers.register_lint_context(lint_context)
offers.register_section(offers.BESIDE, beside)
offers.register_tab(offers.RoomTab("newsletter:list", _("Newsletters"), "newsletter.read", 40))
register_states(
    {
        "issue_draft": StateWords("", "pen", pgettext_lazy("issue", "being prepared")),
        "issue_sending": StateWords("look", "send", pgettext_lazy("issue", "on its way")),
        "issue_held": StateWords("wait", "pause", pgettext_lazy("issue", "held")),
        "issue_sent": StateWords("ok", "checks", pgettext_lazy("issue", "sent")),
        "issue_stopped": StateWords("no", "x", pgettext_lazy("issue", "ended before the end")),
        "subscription_asked": StateWords("look", "clock", pgettext_lazy("subscription", "has not confirmed yet")),
        "subscription_on": StateWords("ok", "check", pgettext_lazy("subscription", "subscribed")),
        "subscription_ended": StateWords("no", "x", pgettext_lazy("subscription", "left")),
    }
)
