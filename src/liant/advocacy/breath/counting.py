"""Who shares, in numbers that tell nobody's name: over those told of the programme, over those who take part, and by team."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from liant.advocacy.breath.taken import House, Shared, Stretch, Taken
from liant.engines.suppression import TOTAL, Crossed, Person, Release, is_dominated, release
from liant.engines.survival.estimate import wilson

MINIMUM, ENOUGH = 5, 10  # people of a figure; opinions, or people of a curve
ACTIVE, QUIET, OUT = "active", "quiet", "out"
FOLLOWED = ("shared", "spoke", "declined", "nothing")  # what can follow once somebody was asked in private
EVERYONE = ()
Json = dict[str, Any]


def who_shares(house: House, taken: Sequence[Taken], stretch: Stretch) -> Json:
    """Each of those told is active, quiet or takes no part: one question, so that nothing follows from two. A stretch is another
    question than the one before: it shares no day with it, and earlier tables tell nothing of it."""
    people = standing(house, taken, stretch)
    if len(people) < MINIMUM:
        return {"invited": len(people), "opted": None, "active": None, "teams": []}
    tables = [Crossed((), "stand"), Crossed(("team",), "stand")]
    found = release(people, tables, MINIMUM, answers={"stand": (ACTIVE, QUIET, OUT)})
    active = found.counts.get((EVERYONE, "stand", ACTIVE))
    out = found.counts.get((EVERYONE, "stand", OUT))
    opted = None if out is None else len(people) - out
    return {
        "invited": len(people),
        "opted": opted,
        "active": active,
        "of_invited": shown_share(active, len(people)),
        "of_opted": shown_share(active, opted),
        "teams": by_team(found),
    }


def standing(house: House, taken: Sequence[Taken], stretch: Stretch) -> list[Person]:
    """Those who joined by a poster were told too. Who put up a share of their own is known to have shared: they are counted in the
    end, but nobody may stand hidden behind them."""
    of = {one.key: one for one in taken if one.joined < stretch.past}
    told = sorted({key for key, day in house.invited.items() if day < stretch.past} | of.keys())
    return [
        Person(str(key), {"team": list(house.teams.get(key, ()))}, {"stand": stand(of.get(key), stretch)})
        for key in told
    ]


def stand(one: Taken | None, stretch: Stretch) -> str:
    if one is None:
        return OUT
    return ACTIVE if one.shared_within(stretch.first, stretch.past) else QUIET


def by_team(found: Release) -> list[Json]:
    """Teams by name, never by figure; one of which nothing may be told is left out with its size."""
    rows = []
    for (name, question, answer), people in found.counts.items():
        if name and not question and not answer:
            active = found.counts.get((name, "stand", ACTIVE))
            rows.append({"name": name[0][1], "people": people, "active": active})
    return sorted(rows, key=lambda one: one["name"])


def shown_share(part: int | None, whole: int | None) -> Json | None:
    if part is None or not whole:
        return None
    low, high = wilson(part, whole)
    return {"share": part / whole, "low": low, "high": high}


def told_share(
    taken: Sequence[Taken], stretch: Stretch, of: Callable[[Taken], Sequence[tuple[int, bool]]]
) -> Json | None:
    """Of what `of` tells, the share that is true: from so many opinions of so many people on."""
    by_person = [[flag for day, flag in of(one) if stretch.first <= day < stretch.past] for one in taken]
    given = [flags for flags in by_person if flags]
    opinions, yes = sum(map(len, given)), sum(map(sum, given))
    if (
        len(given) < MINIMUM
        or opinions < ENOUGH
        or min(yes, opinions - yes) < MINIMUM
        or is_dominated(list(map(len, given)))
    ):
        return None
    return {"n": opinions, "yes": yes, "share": yes / opinions}


def clicks(taken: Sequence[Taken], stretch: Stretch) -> Json | None:
    """How often people followed what was shared in this stretch, until its end; over five sharers of whom none stands out."""
    shared = [found for one in taken if (found := one.shared_within(stretch.first, stretch.past))]
    follows = [sum(followed(one, stretch) for one in found) for found in shared]
    if len(shared) < MINIMUM or is_dominated(follows) or is_dominated([len(found) for found in shared]):
        return None
    each, counts = np.array(follows, dtype=float), np.array([len(found) for found in shared], dtype=float)
    drawn = np.random.default_rng(0).integers(0, len(each), size=(2000, len(each)))
    low, high = np.quantile(each[drawn].sum(axis=1) / counts[drawn].sum(axis=1), (0.025, 0.975))
    total, shares = int(each.sum()), int(counts.sum())
    return {"clicks": total, "shares": shares, "each": total / shares, "low": float(low), "high": float(high)}


def followed(one: Shared, stretch: Stretch) -> int:
    return sum(count for day, count in one.follows if day < stretch.past)


def presence(taken: Sequence[Taken]) -> Json:
    """Meeting → how many say they were there, from five on."""
    counted: dict[str, int] = {}
    for one in taken:
        for meeting in one.present:
            counted[str(meeting)] = counted.get(str(meeting), 0) + 1
    return {meeting: count for meeting, count in sorted(counted.items()) if count >= MINIMUM}


def asked(taken: Sequence[Taken], stretch: Stretch) -> Json | None:
    """What followed when colleagues were asked in private to share something: the last time for each, over the stretch."""
    last = {
        one.key: max(lately)[1]
        for one in taken
        if (lately := [each for each in one.asked if stretch.first <= each[0] < stretch.past])
    }
    if len(last) < MINIMUM:
        return None
    found = release(
        [Person(str(key), {}, {"asked": what}) for key, what in sorted(last.items())], [Crossed((), "asked")], MINIMUM,
        answers={"asked": FOLLOWED},
    )  # fmt: skip
    answers = {
        answer: count for (_name, question, answer), count in found.counts.items() if question and answer != TOTAL
    }
    return {"people": len(last), "followed": answers}
