"""What the pages of the magazine show, gathered."""

from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from liant.writing.magazine import queries
from liant.writing.magazine.models import Entry, Issue
from liant.writing.pages import room_tabs

BY = 4  # a sheet folded once has four pages


def the_issue(issue_id: int) -> Issue:
    found = queries.one_issue(issue_id)
    if found is None:
        raise Http404
    return found


def the_entry(issue_id: int, entry_id: int) -> Entry:
    found = queries.one_entry(issue_id, entry_id)
    if found is None:
        raise Http404
    return found


def list_page(request: HttpRequest) -> dict[str, Any]:
    return {"tabs": room_tabs(request, "magazine:list"), "issues": queries.issues()}


def issue_page(request: HttpRequest, issue: Issue) -> dict[str, Any]:
    sheet = queries.sheet_of(issue)
    entries = queries.entries_of(issue)
    return {
        "tabs": room_tabs(request, "magazine:list"),
        "issue": issue,
        "entries": entries,
        "choice": queries.pieces_to_choose(issue),
        "sheet": sheet,
        "proofs": queries.proof_numbers(sheet) if sheet else [],
        "is_old": bool(sheet and issue.changed_at > sheet.made_at),
        "notes": [note_in_words(code, values) for code, values in issue.notes],
        "missing": -sheet.pages % BY if sheet and issue.has_marks else 0,
    }


def note_in_words(code: str, values: dict[str, Any]) -> str:
    """What whoever prints should know."""
    match code:
        case "no_words":
            return _("“%(title)s” has no agreed words any more: it was left out.") % values
        case "unreadable":
            return _("“%(name)s” is not a picture that can be printed: it was left out.") % values
        case "coarse":
            return (
                _("“%(name)s” prints at %(dots)s dots an inch where %(wanted)s are wanted: it will look coarse.")
                % values
            )
        case "imprint":
            return _("The page that says who made it lacks a publisher, a director of publication or a printer.")
    return code
