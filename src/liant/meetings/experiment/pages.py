"""What the pages of experiments are given."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from liant.accounts.asking import member
from liant.accounts.models import Member
from liant.accounts.permissions import may
from liant.engines.direction import REPLAYS
from liant.meetings import between, queries
from liant.meetings.experiment import actions, forms, looking, rules
from liant.meetings.experiment import queries as experiments
from liant.meetings.experiment.evidence import STUDIES
from liant.meetings.experiment.models import Finding, Plan, Registration
from liant.web.pieces import Words

ENOUGH = 0.8  # of the chance to see it, for a test

WHY = {
    "few": _("Under ten people who agreed, it can’t be frozen."),
    "many": _("More than a thousand agreed: too many pairs to hold beside each other."),
    "looked": _("Somebody has looked before its day already. The next look is on the day that was set."),
    "weeks": _("With so few people, that many weeks tell less: everyone would soon have met everyone. Plan another with fewer weeks."),
    "late": _("Its first day has come without the plan being frozen: it lapses. Plan another."),
    "unweighed": _("Compute the power first, with those who agree now."),
    "frozen": _("Its plan is frozen already, or it was stopped."),
    "another": _("Another experiment puts colleagues first in the same weeks: one page has one head. Plan this one for after it."),
    "undrawn": _("Nothing is drawn yet: there is nothing to look at."),
}  # fmt: skip


def state_of(plan: Plan, frozen: Registration | None, found: list[Finding]) -> str:
    if plan.stopped_at is not None:
        return "stopped"
    if any(one.is_planned for one in found):
        return "over"
    now = queries.today()
    if frozen is None:
        return "lapsed" if plan.starts_on <= now else "open"
    if now < plan.starts_on:
        return "frozen"
    return "running" if now < plan.drawn_until else "waiting"


def list_page(request: HttpRequest) -> dict[str, Any]:
    plans = [
        (one, state_of(one, experiments.registration(one), experiments.findings(one))) for one in experiments.plans()
    ]
    return {"tabs": between.tabs(request, "experiment:list"), "plans": plans,
            "may_arrange": may(member(request), "experiment.arrange")}  # fmt: skip


def plan_page(request: HttpRequest, plan: Plan) -> dict[str, Any]:
    reader = member(request)
    frozen, found = experiments.registration(plan), experiments.findings(plan)
    state = state_of(plan, frozen, found)
    may_arrange = may(reader, "experiment.arrange")
    why = actions.why_not(plan) if may_arrange and state == "open" else ""
    return {
        "plan": plan,
        "state": state,
        "frozen": frozen,
        "findings": [(one, said(one), intervals(one)) for one in found],
        "arms": [asked(arm, (frozen or plan).chance(arm)) for arm in plan.arms],
        "is_a_test": all(((frozen or plan).chance(arm) or 0.0) >= ENOUGH for arm in plan.arms),
        "takes_part": experiments.takes_part(reader, plan),
        "put_first": put_first_on(reader, plan),
        "is_muted": experiments.is_muted(reader, plan),
        "has_agreed": reader.pk in between.agreed([reader.pk]),
        "may_arrange": may_arrange,
        "why": WHY.get(why, ""),
        "stop_form": forms.StopForm(),
        "replays": REPLAYS,
    }


@dataclass(frozen=True)
class Asked:
    """One arm as the page asks it. `power` and `missed`: of a hundred; None until it is computed."""

    name: Words
    question: Words
    power: int | None
    missed: int | None
    is_a_test: bool


QUESTIONS = {
    rules.MEETING: _("Does being drawn to meet raise later sharing between the two: comments, answers, thanks, reactions to what the other shared?"),
    rules.SPOTLIGHT: _("Does having what the other writes put first, by lot, raise later contact between the two: conversations, messages, meetings of their own, writing together?"),
}  # fmt: skip
NAMES = {rules.MEETING: _("Meeting, then sharing"), rules.SPOTLIGHT: _("Sharing, then the tie")}


def asked(arm: str, chance: float | None) -> Asked:
    power = None if chance is None else round(100 * chance)
    return Asked(NAMES[arm], QUESTIONS[arm], power, None if power is None else 100 - power, (chance or 0.0) >= ENOUGH)


def put_first_on(reader: Member, plan: Plan) -> Member | None:
    """Whose words stand first for them this week by this experiment."""
    found = experiments.put_first_for(reader) if plan.has_spotlight else None
    return found.other if found is not None and found.plan_id == plan.pk else None


@dataclass(frozen=True)
class Interval:
    """What being drawn did in one arm, in standard deviations of its outcome: places on a line from 0 to 1, and in words."""

    name: Words
    places: tuple[float, float, float]
    words: str


def intervals(finding: Finding) -> list[Interval]:
    """Side by side on one scale, so that the arms can be held beside each other; nothing where an end is missing."""
    found = {}
    for arm, told in looking.arms_of(finding.result).items():
        drawn, spread = told.get("drawn") or {}, told.get("spread")
        ends = [drawn.get(name) for name in ("low", "estimate", "high")]
        if spread and None not in ends:
            found[arm] = [value / spread for value in ends]
    widest = 1.1 * max((abs(value) for ends in found.values() for value in ends), default=1.0) or 1.0
    return [
        Interval(NAMES[arm], ((low / widest + 1) / 2, (one / widest + 1) / 2, (high / widest + 1) / 2),
                 _("%(one)s, from %(low)s to %(high)s") % {"one": told_size(one), "low": told_size(low), "high": told_size(high)})
        for arm, (low, one, high) in found.items()
    ]  # fmt: skip


def told_size(value: float) -> str:
    """In the reader's language, with a true minus sign."""
    text = formats.number_format(f"{abs(value):.2f}")
    return text if float(f"{abs(value):.2f}") == 0 else f"{'−' if value < 0 else '+'}{text}"


def said(finding: Finding) -> str:
    return finding.said_fr if (get_language() or "").startswith("fr") else finding.said_en


def evidence_page(request: HttpRequest) -> dict[str, Any]:
    return {"tabs": between.tabs(request, "experiment:evidence"), "studies": STUDIES}
