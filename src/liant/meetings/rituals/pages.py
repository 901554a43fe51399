"""What the page of rituals is given."""

from typing import Any

from django.http import HttpRequest

from liant.accounts.asking import member
from liant.accounts.permissions import may
from liant.meetings import between
from liant.meetings.rituals import forms, queries
from liant.meetings.rituals.policy import OF_ALL


def rituals_page(request: HttpRequest) -> dict[str, Any]:
    reader = member(request)
    kept = queries.every_ritual() if reader.has_role(*OF_ALL) else queries.rituals_for(reader)
    return {
        "tabs": between.tabs(request, "rituals:list"),
        "kept": [
            (one, forms.OccasionForm(prefix=f"r{one.ritual.pk}") if may(reader, "rituals.keep", one.ritual) else None)
            for one in kept
        ],
        "may_keep": may(reader, "rituals.keep"),
    }
