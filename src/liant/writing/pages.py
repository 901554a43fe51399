"""What the pages of this room show, gathered."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from liant.accounts.asking import member
from liant.accounts.permissions import may
from liant.channels.models import Channel
from liant.kit.place import read_place, write_place
from liant.web.pieces import Tab
from liant.writing import offers, queries
from liant.writing.forms import WordsForm, words_as_typed
from liant.writing.models import Campaign, Piece, Topic, Version
from liant.writing.networks import count_in_words, network

STATES = [
    ("", _("all")),
    ("draft", _("being written")),
    ("in_review", _("waiting for an agreement")),
    ("approved", _("agreed")),
    ("scheduled", _("planned")),
    ("published", _("published")),
    ("withdrawn", _("withdrawn")),
]


def room_tabs(request: HttpRequest, current: str) -> list[Tab]:
    """The pages of this room and of those within it that the reader may open."""
    slug = request.organisation.slug  # type: ignore[attr-defined]
    known = [offers.RoomTab("writing:list", _("Pieces"), "writing.read", 10), *offers.tabs()]
    return [
        Tab(reverse(one.url_name, kwargs={"organisation_slug": slug, **one.kwargs}), one.label, one.url_name == current)
        for one in sorted(known, key=lambda one: one.order)
        if may(member(request), one.needs)
    ]


def list_page(request: HttpRequest) -> dict[str, Any]:
    known = {name: request.GET.get(name, "")[:20] for name in queries.Filters.__dataclass_fields__}
    filters = queries.Filters(**known)
    found = queries.piece_list(filters, before=read_place(request.GET.get("after", "")))
    last = found[queries.PAGE - 1] if len(found) > queries.PAGE else None
    values = request.GET.copy()
    values.pop("after", None)
    if last:
        values["after"] = write_place(last.changed_at, last.pk)
    return {
        "tabs": room_tabs(request, "writing:list"),
        "pieces": found[: queries.PAGE],
        "filters": filters,
        "states": STATES,
        "topics": Topic.objects.filter(is_over=False),
        "campaigns": Campaign.objects.filter(is_over=False),
        "next_url": f"?{values.urlencode()}" if last else "",
        "steps": queries.steps_for(member(request)),
        "over_list": offers.sections(offers.LIST, request),
    }


def place_of(word: str) -> tuple[str, Channel | None]:
    """ "bluesky#12" → its network and its channel."""
    key, _hash, channel_id = word.partition("#")
    return key, Channel.objects.filter(pk=int(channel_id)).first() if channel_id.isdecimal() else None


def words_form(version: Version, data: Any = None) -> WordsForm:
    return WordsForm(data, on=network(version.network), initial=words_as_typed(version))


def version_tabs(request: HttpRequest, piece: Piece, current: Version) -> list[Tab]:
    slug = request.organisation.slug  # type: ignore[attr-defined]
    address = reverse("writing:edit", kwargs={"organisation_slug": slug, "piece_id": piece.pk})
    return [
        Tab(f"{address}?version={one.pk}", tab_words(one), one.pk == current.pk) for one in queries.versions_of(piece)
    ]


def tab_words(version: Version) -> str:
    on = network(version.network)
    name = version.channel.name if version.channel else str(on.label)
    count = count_in_words(version.body, on) or str(on.hint)
    return f"{name} · {version.language} · {count}" if count else f"{name} · {version.language}"


def piece_page(request: HttpRequest, piece: Piece, version: Version, form: WordsForm) -> dict[str, Any]:
    return {
        "tabs": room_tabs(request, ""),
        "piece": piece,
        "version": version,
        "on": network(version.network),
        "versions": version_tabs(request, piece, version),
        "form": form,
        "may_write": may(member(request), "writing.write", piece),
        "media": queries.media_of(piece),
        "beside": offers.sections(offers.BESIDE, request, piece, version),
        "under": offers.sections(offers.UNDER, request, piece, version),
        "where": offers.sections(offers.WHERE, request, piece, version),
    }
