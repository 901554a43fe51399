from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q

from liant.accounts.models import Member
from liant.inbox.lists.models import SavedView
from liant.inbox.models import Conversation
from liant.inbox.queries import Filters, readable

MOST_SHOWN = 30


def views_of(member: Member) -> list[SavedView]:
    """One's own and the shared ones."""
    return list(SavedView.objects.filter(Q(owner=member) | Q(owner=None))[:MOST_SHOWN])


def view_of(member: Member, view_id: int) -> SavedView | None:
    return SavedView.objects.filter(Q(owner=member) | Q(owner=None), id=view_id).first()


def kept(filters: Filters) -> dict[str, str]:
    """The choices that say something."""
    return {name: value for name, value in asdict(filters).items() if value}


def address_of(view: SavedView) -> str:
    return "?" + urlencode({name: str(value) for name, value in view.filters.items()})


def chosen(member: Member, ids: list[int]) -> list[Conversation]:
    """Those of the ticked ones that this member may read."""
    found: Any = readable(member).filter(id__in=ids).select_related("person", "channel")
    return list(found)
