"""Where publishing stands in *Écrire*: what waits for a person, beside a version where it is, on the first page."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liant.accounts.asking import member
from liant.accounts.models import Member
from liant.accounts.permissions import may
from liant.accounts.rooms import is_open
from liant.deliveries.readers import register_reader
from liant.web import front
from liant.web.pieces import StateWords, register_states
from liant.writing import offers, rhythm
from liant.writing.models import Piece, Version
from liant.writing.publishing import forms, queries
from liant.writing.publishing.models import Departure
from liant.writing.publishing.pages import Row
from liant.writing.publishing.words import in_words, place_of

FEW = 5


def where(_request: Any, piece: Piece | None, version: Version | None) -> offers.Section | None:
    """In the line of a version: where it is, or why not; and to whom it is mailed."""
    if piece is None or version is None:
        return None
    version.piece = piece
    latest = queries.latest(version)
    is_mailed = bool(version.channel and version.channel.capabilities.has_subject)
    if latest is None and not is_mailed and version.state not in ("scheduled", "published"):
        return None
    to = queries.address_of(version) if is_mailed else ""
    context = {
        "version": version,
        "departure": latest,
        "words": in_words(latest) if latest else "",
        "place": place_of(version),
        "is_mailed": is_mailed,
        "address_form": forms.AddressForm(initial={"to": to}),
        "has_address": bool(to),
    }
    return {"template": "publishing/where.html", "context": context}


def today(request: HttpRequest) -> front.Section | None:
    """What is to be posted by hand, and what did not leave or could not follow."""
    reader = member(request)
    if not is_open(reader, "writing") or not may(reader, "publishing.decide"):
        return None
    found = queries.for_a_person(FEW)
    if not found:
        return None
    return {"template": "publishing/today.html", "context": {"rows": [Row(one) for one in found]}}


def readable(reader: Member, ids: Any) -> set[int]:
    """Whoever may read pieces reads what left of them."""
    return queries.readable_departures(ids) if may(reader, "writing.read") else set()


register_states(
    {
        "departure_due": StateWords("", "clock", pgettext_lazy("departure", "due")),
        "departure_leaving": StateWords("", "send", pgettext_lazy("departure", "on its way")),
        "departure_there": StateWords("ok", "checks", pgettext_lazy("departure", "there")),
        "departure_late": StateWords("look", "alarm", pgettext_lazy("departure", "late: it asks")),
        "departure_halted": StateWords("look", "pause", pgettext_lazy("departure", "did not leave: it asks")),
        "departure_refused": StateWords("no", "x", pgettext_lazy("departure", "refused")),
        "departure_to_post": StateWords("look", "hand", pgettext_lazy("departure", "to be posted by hand")),
        "departure_left": StateWords("look", "eye", pgettext_lazy("departure", "still there")),
        "departure_going": StateWords("", "trash", pgettext_lazy("departure", "being taken away")),
        "departure_gone": StateWords("", "trash", pgettext_lazy("departure", "taken away")),
        "departure_kept": StateWords("", "check", pgettext_lazy("departure", "left there")),
        "departure_answered": StateWords("", "check", pgettext_lazy("departure", "decided")),
        "departure_stopped": StateWords("", "x", pgettext_lazy("departure", "taken back")),
    }
)
front.register_section(front.MAIN, today, order=30)
offers.register_tab(offers.RoomTab("publishing:home", _("What waits to leave"), "publishing.see", 40))
offers.register_section(offers.WHERE, where)
rhythm.register_missed(queries.versions_that_ask)
register_reader(Departure._meta.label_lower, readable)
