"""Story: what someone said may become a piece, so *make an idea of it* stands under a mention."""

from django.utils.translation import gettext_lazy as _

from liant.accounts.models import Member
from liant.accounts.permissions import may
from liant.accounts.rooms import is_open
from liant.channels.models import Item
from liant.listening.offers import Act


def make_an_idea(member: Member, item: Item) -> Act | None:
    if not is_open(member, "writing") or not may(member, "ideas.make", item):
        return None
    return Act(_("make an idea of it"), "ideas:from-mention", {"item_id": item.pk})
