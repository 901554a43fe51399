"""All of it in one call: from interactions, and perhaps a survey, to ties with intervals."""

from dataclasses import dataclass, fields

import numpy as np

from liant.engines.ties.calibration import Calibration, TooFew, calibrated
from liant.engines.ties.circles import circles
from liant.engines.ties.contacts import Contacts, contacts
from liant.engines.ties.index import Index, Strengths, features, index, strengths
from liant.engines.ties.interactions import Interactions
from liant.engines.ties.survey import CLOSE, Fused, Survey, fused
from liant.engines.ties.weeks import HALF_LIFE


@dataclass(frozen=True)
class Ties:
    """`strengths` of every pair that was in contact, then of those that were only rated; `contacts` and `index` they were read
    from; `calibration`, None where too few were rated; `fused`, None without a survey."""

    strengths: Strengths
    contacts: Contacts
    index: Index
    calibration: Calibration | None
    fused: Fused | None


def measure(
    interactions: Interactions,
    *,
    at: float,
    teams: np.ndarray | None = None,
    ratings: tuple[np.ndarray, np.ndarray, np.ndarray] | None = None,
    half_life: float = HALF_LIFE,
    directed: bool = False,
    presence: np.ndarray | None = None,
) -> Ties:
    """Ties at `at` (in days, as the interactions' `day`).

    `teams`: (n,) integers from 0. `ratings`: (rater, rated, closeness 1 to 5), all (q,). Then the index is calibrated, if 150
    pairs were rated by 15 people, and each rated tie is joined with what was said of it. ValueError as the parts have it.
    """
    found = contacts(interactions, at=at, half_life=half_life, directed=directed, presence=presence)
    near = circles(found)
    by = index(found, teams, around=near)
    if ratings is None or not len(ratings[0]):
        return Ties(strengths(found, by, around=near), found, by, None, None)
    rater, rated, closeness = (np.asarray(one, dtype=np.int64) for one in ratings)
    first, second, rows = found.asked((rater, rated))
    calibration = None
    try:
        seen = features(found, by, (first, second))
        calibration = calibrated(by, seen, closeness >= CLOSE, rater, rated)
        by = calibration.index
    except TooFew:
        pass
    observed = strengths(found, by, around=near)
    silent = np.flatnonzero(rows < 0)
    alone, back = np.unique(first[silent] * found.people + second[silent], return_inverse=True)
    if len(alone):
        observed = _together(observed, strengths(found, by, (alone // found.people, alone % found.people)))
    row = rows.copy()
    row[silent] = len(found) + back
    joined = fused(observed, Survey(rater, rated, closeness, row))
    return Ties(joined.strengths, found, by, calibration, joined)


def _together(one: Strengths, other: Strengths) -> Strengths:
    names = [each.name for each in fields(one) if each.name != "is_calibrated"]
    columns = {name: np.concatenate([getattr(one, name), getattr(other, name)]) for name in names}
    return Strengths(**columns, is_calibrated=one.is_calibrated)
