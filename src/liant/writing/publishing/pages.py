"""What the pages of this room show, gathered."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from liant.accounts.asking import member
from liant.accounts.permissions import may
from liant.channels.phrases import in_words as problem_in_words
from liant.connectors.contract import Capabilities
from liant.deliveries.models import Delivery
from liant.writing.models import Piece, Version
from liant.writing.networks import network
from liant.writing.pages import room_tabs
from liant.writing.publishing import forms, queries
from liant.writing.publishing.models import Departure, Part
from liant.writing.publishing.sharing import to_post
from liant.writing.publishing.words import in_words, place_of


@dataclass(frozen=True)
class Row:
    """One departure in a list."""

    departure: Departure

    @property
    def title(self) -> str:
        return self.departure.version.piece.title

    @property
    def place(self) -> str:
        return place_of(self.departure.version)

    @property
    def words(self) -> str:
        return in_words(self.departure)


@dataclass(frozen=True)
class PartShown:
    """One part with what became of its delivery, and of the latest act about it."""

    part: Part
    held: Sequence[str] = ()

    @property
    def delivery(self) -> Delivery:
        return self.part.delivery

    @property
    def problem(self) -> str:
        return problem_in_words(self.delivery.problem) if self.delivery.state not in ("sent", "cancelled") else ""

    @property
    def change_problem(self) -> str:
        change = self.part.change
        return problem_in_words(change.problem) if change and change.state not in ("sent", "cancelled") else ""


@dataclass(frozen=True)
class DepartureShown:
    departure: Departure
    parts: list[PartShown] = field(default_factory=list)

    @property
    def words(self) -> str:
        return in_words(self.departure)


@dataclass(frozen=True)
class VersionShown:
    version: Version
    departures: list[DepartureShown]

    @property
    def place(self) -> str:
        return place_of(self.version)


def home_page(request: HttpRequest) -> dict[str, Any]:
    return {
        "tabs": room_tabs(request, "publishing:home"),
        "asking": rows(queries.asking()),
        "refused": rows(queries.waiting("refused")),
        "to_post": rows(queries.waiting("to_post")),
        "astray": rows([*queries.waiting("left"), *queries.behind()]),
        "may_decide": may(member(request), "publishing.decide"),
    }


def rows(departures: Sequence[Departure]) -> list[Row]:
    return [Row(one) for one in departures]


def piece_page(request: HttpRequest, piece: Piece) -> dict[str, Any]:
    by_version, versions = queries.departures_of(piece), queries.versions_of(piece)
    deliveries = [part.delivery for found in by_version.values() for one in found for part in one.parts.all()]
    held = queries.held_by([one for one in deliveries if one.state == "held"])
    spoken = {one.language for one in versions}
    return {
        "piece": piece,
        "versions": [
            VersionShown(one, [shown(departure, one, held) for departure in by_version.get(one.pk, [])]) for one in versions
        ],
        "say_language": len(spoken) > 1,
        "may_decide": may(member(request), "publishing.decide", piece),
    }  # fmt: skip


def shown(departure: Departure, version: Version, held: dict[int, list[str]]) -> DepartureShown:
    departure.version = version
    return DepartureShown(
        departure, [PartShown(part, held.get(part.delivery_id, ())) for part in departure.parts.all()]
    )


def departure_page(request: HttpRequest, departure: Departure, **bound: Any) -> dict[str, Any]:
    version = departure.version
    can = version.channel.capabilities if version.channel else Capabilities()
    parts = queries.parts_of(departure)
    held = queries.held_by([part.delivery for part in parts if part.delivery.state == "held"])
    return {
        "departure": departure,
        "place": place_of(version),
        "words": in_words(departure),
        "parts": [PartShown(part, held.get(part.delivery_id, ())) for part in parts],
        "to_post": to_post(version) if departure.state == "to_post" else None,
        "network": network(version.network),
        "media": version.piece.media.defer("content") if departure.state == "to_post" else (),
        "can_delete": can.can_delete,
        "can_answer": can.can_reply and network(version.network).has_thread,
        "zone": request.organisation.time_zone.rpartition("/")[2].replace("_", " "),  # type: ignore[attr-defined]
        "may_decide": may(member(request), "publishing.decide", version.piece),
        "form_anew": bound.get("anew_form") or forms.AnewForm(),
        "form_done": bound.get("done_form") or forms.DoneForm(),
        "form_say": bound.get("say_form") or forms.SayForm(),
    }
