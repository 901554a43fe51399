"""The place that kept views and acts on many take above the inbox's list."""

from typing import Any

from liant.accounts.permissions import may
from liant.inbox import offers
from liant.inbox.forms import SnoozeForm
from liant.inbox.lists import forms, queries
from liant.inbox.models import Conversation
from liant.inbox.offers import Section
from liant.inbox.pages import filters_of


def over_list(request: Any, _conversation: Conversation | None) -> Section | None:
    reader = request.member
    if not may(reader, "lists.keep"):
        return None
    filters = filters_of(request)
    now = queries.kept(filters)
    views = [(view, queries.address_of(view), view.filters == now, may(reader, "lists.drop", view))
             for view in queries.views_of(reader)]  # fmt: skip
    return {
        "template": "lists/over_list.html",
        "context": {
            "views": views,
            "current": next((view for view, _url, is_current, may_drop in views if is_current and may_drop), None),
            "is_narrowed": filters.is_narrowed(),
            "filters": now,
            "choosing": "choose" in request.GET,
            "may_share": may(reader, "lists.share"),
            "query": request.GET.urlencode(),
            "form": forms.ViewForm(),
            "whens": [choice for choice in SnoozeForm.WHENS if choice[0] != SnoozeForm.DATE],
            "colleagues": forms.colleagues() if "choose" in request.GET else [],
        },
    }


offers.register_section(offers.LIST, over_list)
