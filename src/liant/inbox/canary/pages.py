"""What the templates of published addresses are given."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from liant.accounts.settings_pages import tabs
from liant.inbox.canary.models import Canary, PublishedAddress
from liant.inbox.canary.phrases import in_words
from liant.inbox.canary.queries import addresses, lately
from liant.kit import clock
from liant.kit.words import date_in_words, number_in_words


def list_page(request: HttpRequest) -> dict[str, Any]:
    found = addresses()
    last = lately(found)
    rows = [
        {"address": one, "fate": fate_of(one), "last": last.get(one.id), "outcome": outcome_of(last.get(one.id))}
        for one in found
    ]
    return {"tabs": tabs(request, "canary:list"), "rows": rows}


def edit_page(request: HttpRequest, form: Any, address: PublishedAddress | None) -> dict[str, Any]:
    return {"tabs": tabs(request, "canary:list"), "form": form, "address": address}


def fate_of(address: PublishedAddress) -> str:
    """Whether somebody reads it, in a sentence; the day as the reader counts days."""
    if address.failing_since:
        return ngettext(
            "Nobody has read it since %(since)s; one message without an answer.",
            "Nobody has read it since %(since)s; %(count)s messages without an answer.",
            address.missed,
        ) % {
            "since": day_of(address.last_read_at or address.made_at),
            "count": number_in_words(address.missed, get_language() or "en"),
        }
    if address.last_read_at:
        return _("Somebody read it on %(day)s.") % {"day": day_of(address.last_read_at)}
    return _("Not known yet: no message has been answered so far.")


def outcome_of(last: Canary | None) -> str:
    """Why it came back or could not leave; nothing once it is answered."""
    return in_words(last.outcome) if last and last.outcome and last.state != "answered" else ""


def day_of(moment: datetime) -> str:
    here = timezone.get_current_timezone()
    return date_in_words(moment.astimezone(here), clock.now().astimezone(here), get_language() or "en")


def back(request: HttpRequest, said: Any) -> HttpResponse:
    messages.success(request, said)
    return redirect("canary:list", request.organisation.slug)  # type: ignore[attr-defined]
