"""How long people stay, how many may be there soon, and on how few it all hangs."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from liant.advocacy.breath.counting import ENOUGH, MINIMUM, shown_share
from liant.advocacy.breath.taken import STRETCH, Stretch, Taken
from liant.engines.retention import (
    QUIET,
    STILL,
    Cohort,
    Curve,
    Spells,
    TooLittle,
    fatigue,
    forecast,
    inequality,
    person_weeks,
    product_limit,
    spells,
    watch,
)
from liant.engines.suppression import share_is_safe

WEEK, MONTH, SEASON = 7, 4, 26  # days; weeks of a stretch; weeks of those who began together
AHEAD, LATELY = 3, 3  # stretches
Json = dict[str, Any]


def lasting(taken: Sequence[Taken], stretch: Stretch) -> Json:
    """All of it, as of the end of a stretch."""
    there = [one for one in taken if one.joined < stretch.past]
    found = spells(weeks_of(there, stretch)) if there else None
    if found is None or not len(found):
        return {"curve": None, "generations": [], "quiet": None, "tires": "too_little", "forecast": None,
                "unequal": unequal(there, stretch), "losing": False}  # fmt: skip
    return {
        "curve": curve_of(found, np.flatnonzero(found.number == 0)),
        "generations": generations(found),
        "quiet": going_quiet(found, stretch),
        "tires": tires(found, there),
        "forecast": carried_on(found, stretch),
        "unequal": unequal(there, stretch),
        "losing": is_losing(there, stretch),
    }


def is_losing(taken: Sequence[Taken], stretch: Stretch) -> bool:
    """Whether, within this stretch, more have stopped than have begun, beyond chance; with enough people on both sides."""
    if len(taken) < 2 * ENOUGH:
        return False
    rung = [one for one in watch(weeks_of(taken, stretch)).alarms if one.week >= stretch.first // WEEK]
    return any(one.lost >= MINIMUM and one.active >= MINIMUM for one in rung)


def weeks_of(taken: Sequence[Taken], stretch: Stretch) -> np.ndarray:
    """(people, weeks) in which they shared."""
    found = np.zeros((len(taken), stretch.past // WEEK), dtype=bool)
    for row, one in enumerate(taken):
        for share in one.shares:
            if 0 <= share.day < stretch.past:
                found[row, share.day // WEEK] = True
    return found


def curve_of(found: Spells, rows: np.ndarray) -> Json | None:
    """From a first share to four silent weeks; a point only where those behind it may be told."""
    if len(rows) < ENOUGH:
        return None
    curve = product_limit(found.weeks[rows], found.outcome[rows] == QUIET)
    return {"people": curve.people, "points": points(curve)}


def points(curve: Curve) -> list[Json]:
    told = [{"month": 0, "share": 1.0, "low": None, "high": None}]
    for month in range(1, int(curve.lengths[-1]) // MONTH + 1):
        at = curve.at(month * MONTH)
        if at is None or at.people < MINIMUM:
            break
        gone = int(curve.gone[curve.times <= month * MONTH].sum())
        if share_is_safe(gone, curve.people, MINIMUM):
            told.append({"month": month, "share": at.value, "low": at.low, "high": at.high})
    return told


def generations(found: Spells) -> list[Json]:
    """Those who began within the same half-year; too few of them join those who came after, or before."""
    first = np.flatnonzero(found.number == 0)
    of = {season: first[found.start[first] // SEASON == season] for season in np.unique(found.start[first] // SEASON)}
    groups: list[tuple[int, np.ndarray]] = []
    waiting = np.array([], dtype=int)
    for season, rows in of.items():
        waiting = np.concatenate([waiting, rows])
        if len(waiting) >= ENOUGH:
            groups.append((int(season), waiting))
            waiting = np.array([], dtype=int)
    if len(waiting) and groups:
        season, rows = groups.pop()
        groups.append((season, np.concatenate([rows, waiting])))
    return [
        {"half": season + 1, **curve} for season, rows in groups if len(groups) > 1 and (curve := curve_of(found, rows))
    ]


def going_quiet(found: Spells, stretch: Stretch) -> Json | None:
    """The chance of going quiet within four weeks, of late."""
    weeks = person_weeks(found)
    late = weeks.week >= stretch.past // WEEK - LATELY * MONTH
    quiet, lived = int(weeks.went_quiet[late].sum()), int(late.sum()) // MONTH
    if quiet < MINIMUM or lived - quiet < MINIMUM:
        return None
    return {"quiet": quiet, "lived": lived, **(shown_share(quiet, lived) or {})}


def tires(found: Spells, taken: Sequence[Taken]) -> str:
    """Whether the chance of going quiet grows with time, once the month and the suggestions received are allowed for."""
    weeks = person_weeks(found)
    told = np.zeros((len(taken), int(weeks.week.max(initial=0)) + 1))
    for row, one in enumerate(taken):
        for day, _opened in one.suggested:
            if 0 <= day // WEEK < told.shape[1]:
                told[row, day // WEEK] += 1
    summed = np.cumsum(np.pad(told, ((0, 0), (MONTH, 0))), axis=1)
    prompts = (summed[:, MONTH:] - summed[:, :-MONTH])[weeks.person, weeks.week]
    began = found.start[weeks.spell] // SEASON
    return fatigue(
        weeks.went_quiet,
        tenure=weeks.tenure,
        month=weeks.week // MONTH % 13,
        prompts=prompts,
        cohort=began,
        person=weeks.person,
    ).verdict


def carried_on(found: Spells, stretch: Stretch) -> Json | None:
    """The shifted-beta-geometric forecast, with as many beginning or coming back as did."""
    cohorts = cohorts_of(found, stretch)
    there = sum(cohort.still[-1] for cohort in cohorts)
    if there < ENOUGH:
        return None
    begun = [int(np.count_nonzero(found.start // MONTH == at)) for at in range(stretch.number)]
    try:
        told = forecast(cohorts, AHEAD, joiners=begun[-2 * LATELY :], draws=2000)
    except TooLittle:
        return None
    return {
        "middle": [int(one) for one in told.middle],
        "low": [int(one) for one in told.low],
        "high": [int(one) for one in told.high],
        "risk": told.chance_below(0.8, AHEAD),
    }


def cohorts_of(found: Spells, stretch: Stretch) -> list[Cohort]:
    """Spells that began in the same stretch, and how many of them had not ended after each one that followed."""
    made = []
    for at in range(stretch.number):
        rows = np.flatnonzero(found.start // MONTH == at)
        if len(rows):
            ages = range(stretch.number - at)
            alive = [
                int(np.count_nonzero((found.outcome[rows] == STILL) | (found.weeks[rows] > MONTH * age)))
                for age in ages
            ]
            made.append(Cohort(tuple(alive)))
    return made


def unequal(taken: Sequence[Taken], stretch: Stretch) -> Json | None:
    """Over half a year: Gini's index of shares, and whether half of them come from fewer than five people."""
    first = max(0, stretch.past - 6 * STRETCH)
    given = [len(one.shared_within(first, stretch.past)) for one in taken]
    if sum(one > 0 for one in given) < ENOUGH:
        return None
    told = inequality(given, resamples=1000)
    return {
        "gini": told.gini.value, "low": told.gini.low, "high": told.gini.high, "people": told.people,
        "half": told.bus_factor if told.bus_factor >= MINIMUM else None,
    }  # fmt: skip
