"""What the pages of how a programme goes show: of published figures alone."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from liant.accounts.asking import member
from liant.accounts.permissions import may
from liant.advocacy import between
from liant.advocacy import queries as advocacy
from liant.advocacy.breath import queries, words
from liant.advocacy.breath.drawing import bars, steps
from liant.advocacy.breath.models import Publication, Rates
from liant.advocacy.breath.words import per_cent

Json = dict[str, Any]


def home_page(request: HttpRequest) -> dict[str, Any]:
    found, programme = queries.publications(), advocacy.programme()
    rates = queries.rates()
    context: dict[str, Any] = {
        "tabs": between.tabs(request, "breath:home"),
        "programme": programme,
        "sections": between.sections(request),
        "may_plan": may(member(request), "animation.plan"),
        "may_lead": may(member(request), "advocacy.lead"),
        "rates": rates,
    }
    if not found:
        return context
    last = found[0]
    figures = last.figures
    return context | {
        "last": last,
        "figures": figures,
        "eyebrow": words.eyebrow(programme, last),
        "title": words.title(figures),
        "lead": words.lead(figures),
        "who": who_shares(found),
        "teams": [
            [one["name"], one["people"], "–" if one["active"] is None else one["active"]]
            for one in figures["who"]["teams"]
        ],
        "teams_head": [_("Team"), _("Told"), _("Shared")],
        "curve": curve(figures["lasting"]["curve"]),
        "generations": [words.generation(one) for one in figures["lasting"]["generations"]],
        "lasting": words.lasting(figures["lasting"]),
        "preceding": preceding(figures["preceding"]),
        "breaths": words.breaths(figures),
        "reach": words.reach(figures["clicks"], rates),
        "travel": words.travel(figures.get("travel")),
        "sizes": sizes(figures.get("travel")),
        "value": value(figures["clicks"], rates),
        "worth": words.worth(next((one for one in found if one.figures.get("worth")), None)),
        "asked": words.asked(figures["asked"]),
        "history": [words.history(one) for one in found],
        "history_head": [_("Four weeks until"), _("Told"), _("Taking part"), _("Shared")],
    }


def who_shares(found: list[Publication]) -> dict[str, Any]:
    """The three figures, each with its denominator and its interval."""
    who = found[0].figures["who"]
    before = found[3].figures["who"]["active"] if len(found) > 3 else None
    return {
        "active": who["active"],
        "before": before,
        "invited": who["invited"],
        "opted": who["opted"],
        "of_invited": words.share(who.get("of_invited")),
        "of_opted": words.share(who.get("of_opted")),
        "out": None if who["opted"] is None else who["invited"] - who["opted"],
    }


def curve(found: Json | None) -> dict[str, Any] | None:
    """Drawn wide and narrow; and as a table."""
    if found is None or len(found["points"]) < 2:
        return None
    points = found["points"]
    last = points[-1]
    beside = _("%(share)s after %(n)s months") % {"share": per_cent(last["share"]), "n": last["month"]}
    title = _("%(share)s are still there after %(n)s months.") % {"share": per_cent(last["share"]), "n": last["month"]}
    labels = [_("arrival"), beside]
    return {
        "people": found["people"],
        "title": title,
        "plots": [
            ("on-wide", steps(points, labels, per_cent=per_cent)),
            ("on-phone", steps(points, labels, per_cent=per_cent, is_narrow=True)),
        ],
        "between": words.between_two(last["low"], last["high"]),
        "rows": [
            [one["month"], per_cent(one["share"]), words.between_two(one["low"], one["high"]) or "–"] for one in points
        ],
        "head": [_("Months of four weeks"), _("Still there"), _("Interval at 95%%") % {}],
    }


def preceding(found: Json | None) -> dict[str, Any] | None:
    if found is None or not found["drops"]:
        return None
    rows = [
        [words.SIGNS[one["name"]],
         _("%(n)s times out of %(all)s") % {"n": one["before"], "all": one["drops"]},
         _("%(n)s times out of %(all)s") % {"n": one["otherwise"], "all": one["rest"]}]
        for one in found["signs"]
    ]  # fmt: skip
    return found | {"rows": rows, "head": [_("Sign"), _("Before a drop"), _("The rest of the time")]}


def sizes(found: Json | None) -> dict[str, Any] | None:
    """How large cascades are, drawn wide and narrow; and as a table."""
    inside = (found or {}).get("inside")
    if not inside:
        return None
    rows = [(words.size_class(one), one["cascades"]) for one in inside["classes"]]
    return {"rows": [list(one) for one in rows], "head": [_("How many shares"), _("Cascades")],
            "plots": [("on-wide", bars(rows)), ("on-phone", bars(rows, is_narrow=True))]}  # fmt: skip


def value(clicks: Json | None, rates: Rates) -> dict[str, Any] | None:
    """What as many follows would cost as an advertisement: only where the house switched it on."""
    if clicks is None or not rates.is_priced or rates.price is None:
        return None
    return {"total": clicks["clicks"] * rates.price, "clicks": clicks["clicks"], "rates": rates}


def examples_page(request: HttpRequest) -> dict[str, Any]:
    return {"tabs": between.tabs(request, "breath:examples"), "examples": queries.examples(), "reader": member(request)}


def as_lines() -> list[list[Any]]:
    """For a spreadsheet: what was published, a line for each four weeks, the oldest first."""
    head: list[Any] = [
        "stretch",
        "from",
        "to",
        "told",
        "take_part",
        "shared",
        "shares",
        "follows",
        "offers",
        "meetings_held",
        "cascades",
        "shares_in_cascades",
        "brings",
        "brings_low",
        "brings_high",
        "steps_apart",
        "carried_outside",
    ]
    lines = [head]
    for one in reversed(queries.publications()):
        who, clicks = one.figures["who"], one.figures["clicks"] or {}
        lines.append([
            one.number, one.from_on.isoformat(), one.to_on.isoformat(), who["invited"], shown(who["opted"]), shown(who["active"]),
            shown(clicks.get("shares")), shown(clicks.get("clicks")), one.figures["content"]["offers"],
            one.figures["animation"]["held"], *travelled(one.figures.get("travel") or {}),
        ])  # fmt: skip
    return lines


def travelled(found: Json) -> list[Any]:
    inside, outside = found.get("inside"), found.get("outside") or {}
    brings = [round(inside["brings"][name], 2) for name in ("value", "low", "high")] if inside else ["", "", ""]
    told = (
        [inside["cascades"], inside["shares"], *brings, round(inside["virality"], 1)]
        if inside
        else ["", "", *brings, ""]
    )
    return [*told, shown(outside.get("posts"))]


def shown(number: int | None) -> int | str:
    return "" if number is None else number
