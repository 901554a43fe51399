"""Where the journal shows in *Écrire*: its page among the others, and under a version where it is read."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from liant.writing import offers
from liant.writing.journal import carrier, queries
from liant.writing.models import Piece, Version
from liant.writing.networks import JOURNAL


def where(_request: Any, piece: Piece | None, version: Version | None) -> offers.Section | None:
    """Where a version is read, or will be; and that the journal is closed, where it is."""
    if piece is None or version is None or version.network != JOURNAL or version.state == "withdrawn":
        return None
    here = queries.site()
    context = {"is_open": here is not None, "is_there": version.state == "published",
               "url": here.of_piece(piece, version.language) if here else ""}  # fmt: skip
    return {"template": "journal/where.html", "context": context}


offers.register_carrier(JOURNAL, carrier.carry)
offers.register_home(carrier.home_address)
offers.register_section(offers.WHERE, where)
offers.register_tab(offers.RoomTab("journal:home", _("Journal"), "journal.read", 20))
