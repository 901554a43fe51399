"""What the page of the launch shows, gathered."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from liant.advocacy import between
from liant.advocacy import queries as advocacy
from liant.advocacy.launching import forms, queries, rules
from liant.advocacy.launching.models import Duty
from liant.advocacy.models import Programme
from liant.advocacy.states import PROGRAMME
from liant.kit import clock
from liant.tenancy.models import Organisation

MOVES = {"open": _("Open the programme"), "resting": _("Let it rest"), "ended": _("End it for good")}


def today() -> date:
    return clock.now().astimezone(ZoneInfo(Organisation.objects.get().time_zone)).date()


def home_page(request: HttpRequest, **shown: Any) -> dict[str, Any]:
    """`shown`: a form that has something to mend, by its name."""
    programme, known = advocacy.programme(), queries.duties()
    verdict = between.verdict()
    why_not = rules.why_not_yet()
    duties = [
        {"kind": kind, "label": label, "found": known.get(kind),
         "form": shown.get(f"duty_{kind}") or forms.DutyForm(duty=known.get(kind), kind=kind)}
        for kind, label in Duty.Kind.choices
    ]  # fmt: skip
    return {
        "tabs": between.tabs(request, "launching:home"),
        "programme": programme,
        "programme_form": shown.get("programme_form") or forms.ProgrammeForm(programme=programme),
        "verdict": verdict,
        "is_not_yet": verdict is not None and verdict.key == "not_yet",
        "duties": duties,
        "why_not": why_not,
        "is_advertising": rules.looks_like_advertising(programme),
        "reviews": queries.reviews(),
        "is_review_due": queries.is_review_due(today()),
        "review_form": shown.get("review_form") or forms.ReviewForm(),
        "tell_form": shown.get("tell_form") or forms.TellForm(),
        "told": queries.told_count(),
        "moves": moves_of(programme, why_not),
        "state": f"programme_{programme.state}" if programme else "",
    }


def moves_of(programme: Programme | None, why_not: str) -> list[tuple[str, Any]]:
    if programme is None:
        return []
    following = [to for to in MOVES if to in PROGRAMME.moves[programme.state]]
    return [(to, MOVES[to]) for to in following if to != "open" or not why_not]
