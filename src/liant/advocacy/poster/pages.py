"""What the poster says, on the page, on paper and behind its code."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from liant.advocacy import between
from liant.advocacy import queries as advocacy
from liant.advocacy.models import Programme
from liant.advocacy.poster import queries
from liant.advocacy.poster.models import Poster
from liant.kit.press import is_installed

Json = dict[str, Any]


def line_of(poster: Poster | None, language: str) -> str:
    if poster and (line := poster.lines.get(language)):
        return str(line)
    with override(language):
        return _("What you know helps. Would you share it?")


def address_of(programme: Programme) -> str:
    """What the code leads to. Nobody is told apart by it: every poster has the same."""
    path = reverse("poster-join", kwargs={"slug": programme.organisation.slug, "code": programme.join_code})
    return settings.BASE_URL + path


def home_page(request: HttpRequest, form: Any) -> Json:
    programme = advocacy.programme()
    is_up = programme is not None and bool(programme.join_code)
    try:
        between.check_invitation()
        why_not = ""
    except between.NotReady as reason:
        why_not = str(reason)
    return {
        "tabs": between.tabs(request, "poster:home"),
        "programme": programme,
        "is_open": programme is not None and programme.state == "open",
        "is_up": is_up,
        "address": address_of(programme) if programme and is_up else "",
        "why_not": why_not,
        "form": form,
        "languages": settings.LANGUAGES,
        "can_set": is_installed(),
    }


def sheet_of(programme: Programme, language: str) -> Json:
    """All that stands on the sheet, in that language."""
    poster = queries.poster()
    with override(language):
        return {
            "lang": language,
            "house": programme.organisation.name,
            "name": programme.name,
            "line": line_of(poster, language),
            "scan": _("Scan this code: three useful things first, then you decide."),
            "promises": [
                _("You share in your own words, when you like. No duty, no quota."),
                _("What you do stays yours: nobody here can see who takes part."),
                _("You leave with one act, and it takes everything with it."),
            ],
            "address": address_of(programme),
            "or_type": _("Or type this address:"),
            "no_account": _("No account yet? Ask %(who)s.") % {"who": poster.contact} if poster and poster.contact else "",
            "uncounted": _("Nobody is counted for scanning, and scanning binds you to nothing."),
            "code_alt": _("Code to scan, which leads to the address below."),
        }  # fmt: skip


def join_page(programme: Programme) -> Json:
    """For whoever scanned it and is not signed in."""
    poster = queries.poster()
    return {
        "programme": programme,
        "house": programme.organisation,
        "is_open": programme.state == "open",
        "contact": poster.contact if poster else "",
        "next": reverse("advocacy:for-you", kwargs={"organisation_slug": programme.organisation.slug}),
    }
