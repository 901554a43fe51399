"""The three causes for which a programme runs out of breath, what came before drops, and the warning."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from liant.advocacy.between import Met, OwnChannels
from liant.advocacy.breath.counting import MINIMUM, told_share
from liant.advocacy.breath.taken import House, Stretch, Taken
from liant.engines.retention import what_preceded

MOST_SELF_TALK, LEAST_USEFUL, FEWEST_OFFERS = 0.6, 0.5, 3
FINE_WEEKS, LONG_WEEKS = 4, 6
FALLS, RISKY = 0.8, 0.5
OK, LOOK, MISSING = "ok", "look", "missing"
Json = dict[str, Any]


def content(house: House, taken: Sequence[Taken], stretch: Stretch) -> Json:
    """Mix of kinds, novelty, usefulness as experts judge it."""
    now = [one for one in house.offered if stretch.first <= one.day < stretch.past]
    known = {(one.kind, one.topic) for one in house.offered if stretch.first - 56 <= one.day < stretch.first}
    about_us = sum(one.is_about_us for one in now) / len(now) if now else None
    useful = told_share(taken, stretch, lambda one: one.judged)
    said = Counter(reason for day, reason in house.said if stretch.first <= day < stretch.past)
    kinds = len({one.kind for one in now})
    weak = [about_us is not None and about_us > MOST_SELF_TALK, useful is not None and useful["share"] < LEAST_USEFUL,
            len(now) < FEWEST_OFFERS, kinds < 2]  # fmt: skip
    return {
        "offers": len(now),
        "kinds": dict(Counter(one.kind for one in now)),
        "about_us": about_us,
        "new": sum((one.kind, one.topic) not in known for one in now),
        "useful": useful,
        "said": {reason: count for reason, count in said.items() if count >= MINIMUM},
        "opened": told_share(taken, stretch, lambda one: one.suggested),
        "state": MISSING if not now or sum(weak) > 1 else LOOK if any(weak) else OK,
    }


def example(house: House, own: OwnChannels | None, stretch: Stretch) -> Json:
    """The house's own channels, and people who chose to show what they do."""
    shown = {member for day, member in house.examples if stretch.first - 28 <= day < stretch.past}
    talk = own.self_talk if own else None
    is_weak = talk is not None and talk > MOST_SELF_TALK
    return {
        "pieces": own.pieces if own else 0,
        "about_us": talk,
        "formal": own.formal / own.addressed if own and own.addressed and own.formal is not None else None,
        "shown": len(shown),
        "lately": any(stretch.first <= day < stretch.past for day, _member in house.examples),
        "state": MISSING if is_weak and not shown else LOOK if is_weak or not shown else OK,
    }


def animation(met: Met, last_day: int | None, stretch: Stretch) -> Json:
    """`last_day`: of the last meeting held before the end; from the opening where there was none."""
    weeks = (stretch.past - 1 - (last_day or 0)) // 7
    state = OK if weeks <= FINE_WEEKS else LOOK if weeks <= LONG_WEEKS else MISSING
    return {"held": met.held, "cancelled": met.cancelled, "weeks": weeks, "state": state}


def signs_of(figures: Json) -> dict[str, bool | None]:
    """What could be seen in a stretch, before what came after."""
    useful, about_us = figures["content"]["useful"], figures["content"]["about_us"]
    return {
        "no_meeting": figures["animation"]["held"] == 0,
        "about_us": None if about_us is None else about_us > MOST_SELF_TALK,
        "not_useful": None if useful is None else useful["share"] < LEAST_USEFUL,
        "no_example": not figures["example"]["lately"],
    }


def preceding(stretches: Sequence[Json]) -> Json | None:
    """Signs in the four weeks before a drop, beside the rest of the time; over the stretches since which all could be told."""
    run: list[Json] = []
    for figures in reversed(stretches):
        if figures["who"]["active"] is None:
            break
        run.insert(0, figures)
    if len(run) < 4:
        return None
    each = [signs_of(figures) for figures in run]
    told = what_preceded(
        [figures["who"]["active"] for figures in run], {name: [one[name] for one in each] for name in each[0]}
    )
    return {
        "drops": len(told.drops), "stretches": len(run), "are_few": told.are_few,
        "signs": [{"name": one.name, "before": one.before, "drops": one.drops, "otherwise": one.otherwise, "rest": one.rest}
                  for one in told.signs if one.drops],
    }  # fmt: skip


def warning(figures: Json, earlier: Sequence[Json]) -> Json:
    """Raised where two things speak of breathlessness, or a cause is missing for the second time running: before people go."""
    missing = [name for name in ("content", "example", "animation") if figures[name]["state"] == MISSING]
    again = [name for name in missing if earlier and earlier[-1][name]["state"] == MISSING]
    signs = []
    if opens_less(figures, earlier):
        signs.append("opened_less")
    if figures["lasting"]["forecast"] and figures["lasting"]["forecast"]["risk"] > RISKY:
        signs.append("forecast")
    if figures["lasting"]["losing"]:
        signs.append("losing")
    is_raised = bool(again) or len(missing) + len(signs) > 1
    return {
        "is_raised": is_raised,
        "missing": missing,
        "signs": signs,
        "verdict": verdict(figures, earlier, is_raised, missing),
    }


def opens_less(figures: Json, earlier: Sequence[Json]) -> bool:
    before = [one["content"]["opened"]["share"] for one in earlier[-3:] if one["content"]["opened"]]
    now = figures["content"]["opened"]
    return bool(now and before and now["share"] < FALLS * sum(before) / len(before))


def verdict(figures: Json, earlier: Sequence[Json], is_raised: bool, missing: Sequence[str]) -> str:
    """How the programme stands, in one word."""
    known = [one["who"]["active"] for one in earlier if one["who"]["active"] is not None]
    active = figures["who"]["active"]
    if len(earlier) < 2:
        return "early"
    if known and active is not None and active < 0.5 * max(known):
        return "fell"
    if is_raised:
        return "short"
    return "watch" if missing or figures["animation"]["state"] == LOOK else "breathes"
