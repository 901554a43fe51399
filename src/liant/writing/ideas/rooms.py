"""Where ideas and the words of others stand in *Écrire*; whoever only tells ideas finds the box in the shell itself."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from liant.accounts.permissions import may
from liant.accounts.rooms import is_open
from liant.web.shell import Room, register_room
from liant.writing import offers
from liant.writing.ideas import queries
from liant.writing.models import Piece, Version


def only_tells_ideas(member: Any) -> bool:
    return is_open(member, "writing") and may(member, "ideas.tell") and not may(member, "writing.read")


def beside(_request: Any, piece: Piece | None, _version: Version | None) -> offers.Section | None:
    """The article that a piece relays, and the ideas that it came from."""
    if piece is None:
        return None
    context = {"ideas": queries.ideas_of(piece), "article": queries.article_of(piece) if piece.is_third_party else None}
    return {"template": "ideas/beside.html", "context": context} if any(context.values()) else None


register_room(
    Room(key="ideas", label=_("Tell an idea"), icon="bulb", url_name="ideas:list", order=41, is_shown=only_tells_ideas)
)
offers.register_tab(offers.RoomTab("ideas:list", _("Ideas"), "ideas.tell", 60))
offers.register_tab(offers.RoomTab("ideas:others", _("Words of others"), "ideas.bring_in", 65))
offers.register_section(offers.BESIDE, beside)
