"""A plan in words, as it is frozen: read in ten years too, by whoever wants to hold what was found beside what was asked."""

from typing import Any

from liant import __version__
from liant.engines.direction import REPLAYS
from liant.engines.pairing import METHOD
from liant.ledger.kinds import CONTACTS, SHARES
from liant.meetings.experiment import rules
from liant.meetings.experiment.models import Plan

QUESTIONS = {
    rules.MEETING: "Does being drawn to meet raise later sharing between the two?",
    rules.SPOTLIGHT: "Does having the other's words put first, by lot, raise later contact between the two?",
}
CARRIED_OUT = {
    rules.MEETING: "each week a rotation writes to the two, who say whether they met",
    rules.SPOTLIGHT: f"for its week, up to {rules.SHOWN_MOST} of what the other wrote to colleagues in the {rules.SHOWN_FROM.days} days before stand "
    "first on the page Between us and in the digest, and what they offered to the experts first on For you; for each of the two "
    "what the other shared, where they may read it and want anybody put first",
}
OUTCOMES = {
    rules.MEETING: "log1p of acts towards what the other shared (" + ", ".join(SHARES) + "), by either of the two",
    rules.SPOTLIGHT: "log1p of contacts (" + ", ".join(CONTACTS) + "), by either of the two; not meetings that a rotation arranged",
}  # fmt: skip
TOOK_PLACE = {
    rules.MEETING: "the two said that they met",
    rules.SPOTLIGHT: "something of one of the two was on a page that the other opened, or in a digest that left to them",
}


def as_told(plan: Plan) -> dict[str, Any]:
    """All that is kept to."""
    return {
        "title": plan.rotation.title,
        "arms": {arm: arm_as_told(plan, arm) for arm in plan.arms},
        "people": plan.people,
        "first_draw": plan.starts_on.isoformat(),
        "weeks": plan.weeks,
        "draw": "circle method on labels in a random order, for each arm its own, all rounds at once; one seed, stored after this text "
        "and before anybody is told",
        "outcome_from": plan.drawn_until.isoformat(),
        "looked_at_on": plan.looked_at_on.isoformat(),
        "before": f"the same acts in the {plan.weeks_after} weeks before the first draw",
        "beside": "person, whether of one team",
        "estimate": "intention to treat; p by replaying the draw; where it took place: Anderson-Rubin interval from the replays",
        "replays": REPLAYS,
        "level": rules.LEVEL,
        "two_outcomes": "Holm" if len(plan.arms) > 1 else "",
        "which_is_larger": "said only where the interval of the difference, in standard deviations of what is left of each outcome, "
        "excludes 0, and the larger was found" if len(plan.arms) > 1 else "",
        "stops": "after its weeks; before, only for a reason other than its results, which is noted",
        "looks": "one, on that day; any before is logged and called exploratory",
        "who_leaves": "takes what is theirs along: their pairs are left out, and how many left is told",
        "method": METHOD,
        "version": __version__,
    }  # fmt: skip


def arm_as_told(plan: Plan, arm: str) -> dict[str, Any]:
    extra, share = plan.hoped(arm)
    chance = plan.chance(arm)
    return {
        "question": QUESTIONS[arm],
        "carried_out": CARRIED_OUT[arm],
        "took_place": TOOK_PLACE[arm],
        "outcome": OUTCOMES[arm],
        "hoped_for": f"{extra} acts more each week between two for whom it took place, which it did for {share:.0%} of the drawn",
        "power": chance,
        "power_error": plan.power_error if arm == rules.MEETING else plan.tie_power_error,
        "power_at_level": rules.LEVEL / len(plan.arms),
        "is_a_test": (chance or 0) >= 0.8,
    }
