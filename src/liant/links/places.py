"""Where a short link is put, so that what came from there can be told apart."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

PLACES: Mapping[str, Any] = {
    "": _("Not said"),
    "linkedin": "LinkedIn",
    "mastodon": "Mastodon",
    "bluesky": "Bluesky",
    "facebook": "Facebook",
    "instagram": "Instagram",
    "threads": "Threads",
    "x": "X",
    "youtube": "YouTube",
    "whatsapp": "WhatsApp",
    "mail": _("A mail or a letter"),
    "site": _("A site"),
    "poster": _("On paper: poster, leaflet, shop window"),
    "event": _("A meeting, a fair, a talk"),
}


def in_words(place: str) -> Any:
    """As people read it; what no list has is shown as it is."""
    return PLACES.get(place, place)
