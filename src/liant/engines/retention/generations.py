"""Spells made into joining cohorts, four weeks each: what the forecast begins from."""

import numpy as np

from liant.engines.retention.competing import LEFT, QUIET
from liant.engines.retention.lasting import Cohort
from liant.engines.retention.spells import PATIENCE, Spells

PERIOD = 4


def generations(found: Spells, weeks: int, *, period: int = PERIOD) -> dict[int, Cohort]:
    """One cohort for each `period` weeks in which spells began, by its number from 0; empty ones are left out.

    `weeks`: how many weeks the spells were made from. Someone is lost in the period of their last share, which is known
    only after PATIENCE silent weeks: so all cohorts end at the same period, the last whose ends are known, and those who began
    later are left for the next time. A return counts as one more who joins. ValueError where a spell is longer than the weeks
    there are, or a period is none.
    """
    if period < 1 or (len(found) and int((found.start + found.weeks).max()) > weeks):
        raise ValueError("a period has weeks, and no spell goes beyond those there are")
    began = found.start // period
    end = (weeks - PATIENCE - (period - 1)) // period
    cohorts = {}
    for number in np.unique(began[began <= end]):
        within = began == number
        outcome, age = found.outcome[within], int(end - number)
        shared = -(-(found.last[within] - found.start[within] + 1) // period)
        stayed = -(-found.weeks[within] // period)
        lost = np.bincount(np.minimum(shared[outcome == QUIET], age + 1), minlength=age + 2)
        left = np.bincount(np.minimum(stayed[outcome == LEFT], age + 1), minlength=age + 2)
        still = np.count_nonzero(within) - np.cumsum(lost + left)
        cohorts[int(number)] = Cohort(tuple(still[: age + 1].tolist()), tuple(left[1 : age + 1].tolist()))
    return cohorts
