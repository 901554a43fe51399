"""Weeks in which people shared, made into spells: from a first share to four silent weeks at work, and anew on return."""

from dataclasses import dataclass

import numpy as np

from liant.engines.retention.competing import LEFT, QUIET, STILL

PATIENCE = 4
"""So many silent weeks, present at work, and one has gone quiet."""


@dataclass(frozen=True)
class Spells:
    """One row a spell, by person and then by time. `person`: the row of the matrix given; `start`: the week of its first
    share; `weeks`: its length, from 1; `outcome`: STILL, QUIET (in its last week) or LEFT; `number`: 0 for a person's first;
    `last`: the week of its last share."""

    person: np.ndarray
    start: np.ndarray
    weeks: np.ndarray
    outcome: np.ndarray
    number: np.ndarray
    last: np.ndarray

    def __len__(self) -> int:
        return len(self.person)


@dataclass(frozen=True)
class PersonWeeks:
    """One row for each week of each spell: `spell` is the row of Spells, `tenure` counts from 1, `went_quiet` is true in the
    week in which the spell ends by going quiet."""

    spell: np.ndarray
    person: np.ndarray
    week: np.ndarray
    tenure: np.ndarray
    went_quiet: np.ndarray


def spells(
    active: np.ndarray, present: np.ndarray | None = None, left: np.ndarray | None = None, *, patience: int = PATIENCE
) -> Spells:
    """The spells in a matrix of weeks.

    `active`: (people, weeks), true where a person shared; `present`: the same shape, false where they were away, so that a
    holiday makes nobody quiet; `left`: (people,) the week in which they left the organisation, −1 for those who are there.
    One goes quiet in the last of `patience` silent weeks at work: until then they count as active, as they do in *shared in
    the last 28 days*. Raises ValueError where shapes differ or patience is under 1.
    """
    shared = np.asarray(active, dtype=bool)
    at_work = np.ones_like(shared) if present is None else np.asarray(present, dtype=bool)
    leaving = np.full(len(shared), -1) if left is None else np.asarray(left, dtype=int)
    if shared.ndim != 2 or at_work.shape != shared.shape or leaving.shape != (len(shared),) or patience < 1:
        raise ValueError("active and present are people by weeks, left has one number a person, patience is at least 1")
    people, weeks = shared.shape
    start, silent, number = np.full(people, -1), np.zeros(people, dtype=int), np.zeros(people, dtype=int)
    last, rows = np.full(people, -1), list[np.ndarray]()

    def close(who: np.ndarray, week: int, outcome: int) -> None:
        length = week - start[who] + 1
        rows.append(np.stack([who, start[who], length, np.full(who.size, outcome), number[who], last[who]]))
        start[who], number[who] = -1, number[who] + 1

    for week in range(weeks):
        gone = (leaving >= 0) & (leaving <= week)
        close(np.flatnonzero((start >= 0) & gone), week, LEFT)
        now = shared[:, week] & ~gone
        start[now & (start < 0)] = week
        last[now] = week
        silent = np.where(now, 0, silent + at_work[:, week])
        close(np.flatnonzero((start >= 0) & (silent >= patience)), week, QUIET)
    close(np.flatnonzero(start >= 0), weeks - 1, STILL)
    found = np.concatenate(rows, axis=1)
    return Spells(*found[:, np.lexsort((found[1], found[0]))])


def person_weeks(found: Spells) -> PersonWeeks:
    """Each spell laid out week by week, for a hazard whose covariates change from one week to the next."""
    spell = np.repeat(np.arange(len(found)), found.weeks)
    first = np.cumsum(found.weeks) - found.weeks
    tenure = np.arange(len(spell)) - first[spell] + 1
    went_quiet = (tenure == found.weeks[spell]) & (found.outcome[spell] == QUIET)
    return PersonWeeks(spell, found.person[spell], found.start[spell] + tenure - 1, tenure, went_quiet)
