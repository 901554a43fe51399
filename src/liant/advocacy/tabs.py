"""The pages of this room at its head; smaller rooms add theirs in their `AppConfig.ready`."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from liant.accounts.asking import member
from liant.accounts.permissions import may
from liant.accounts.roles import MANAGERS
from liant.web.pieces import Tab


@dataclass(frozen=True)
class RoomTab:
    url_name: str
    label: Any
    needs: str
    order: int = 50
    is_for_experts: bool = False  # who take part
    is_among_peers: bool = False  # and who lead nobody


_tabs: dict[str, RoomTab] = {}


def register_tab(tab: RoomTab) -> None:
    _tabs[tab.url_name] = tab


def room_tabs(request: HttpRequest, current: str, *, is_expert: bool) -> list[Tab]:
    """Those that the reader may open. `is_expert`: they take part."""
    slug, reader = request.organisation.slug, member(request)  # type: ignore[attr-defined]
    leads = reader.has_role(*MANAGERS)
    return [
        Tab(reverse(one.url_name, kwargs={"organisation_slug": slug}), one.label, one.url_name == current)
        for one in sorted(_tabs.values(), key=lambda one: (one.order, one.url_name))
        if may(reader, one.needs) and (is_expert or not one.is_for_experts) and not (leads and one.is_among_peers)
    ]


register_tab(RoomTab("advocacy:for-you", _("For you"), "advocacy.take_part", 10))
register_tab(RoomTab("advocacy:outcomes", _("What followed"), "advocacy.take_part", 20, is_for_experts=True))
register_tab(RoomTab("advocacy:choices", _("My choices"), "advocacy.take_part", 30, is_for_experts=True))
register_tab(RoomTab("advocacy:offers", _("What we offer"), "advocacy.offer", 60))
