"""Where the house's own rules stand: among the pages of *Écrire*, and in what every room remarks. Whoever does not write finds
the page that reads a text again in the shell itself."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from liant.accounts.permissions import may
from liant.accounts.rooms import is_open
from liant.web.remarks import register_own_linter
from liant.web.shell import Room, register_room
from liant.writing import offers
from liant.writing.house_rules.offers import Corpus, register_corpus
from liant.writing.house_rules.queries import linter, pieces_written


def only_rereads(member: Any) -> bool:
    return is_open(member, "writing") and not may(member, "writing.read")


register_own_linter(linter)
register_corpus(Corpus("pieces", _("pieces"), pieces_written))
register_room(
    Room(key="reread", label=_("Have a text read again"), icon="eye", url_name="house_rules:reread", order=42,
         is_shown=only_rereads, is_on_phone=False)
)  # fmt: skip
offers.register_tab(offers.RoomTab("house_rules:list", _("Rules of your own"), "house_rules.read", 84))
offers.register_tab(offers.RoomTab("house_rules:reread", _("Have a text read again"), "house_rules.reread", 86))
