"""Made-up programmes, week by week and person by person: one that breathes, one that dies. To try figures on, never to compare a
real one with."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

Kind = Literal["breathes", "dies"]
MEETING_EVERY, LASTING = 6, 4
"""Weeks between meetings while there are any, and for how many weeks after one fewer go quiet and more come back."""


@dataclass(frozen=True)
class Programme:
    """`shares`: (people, weeks) how often each shared; `present`: the same shape, at work or away; `joined`: (people,) the
    week; `left`: (people,) the week in which they left the organisation, or −1; `met`, `thanked`, `about_itself`: (weeks,)
    whether people met, a sponsor thanked, most pieces were about the organisation itself; `turned`: the week in which a
    programme that dies begins to, None for one that breathes."""

    shares: np.ndarray
    present: np.ndarray
    joined: np.ndarray
    left: np.ndarray
    met: np.ndarray
    thanked: np.ndarray
    about_itself: np.ndarray
    turned: int | None

    @property
    def active(self) -> np.ndarray:
        """(people, weeks): shared at least once."""
        return np.asarray(self.shares > 0)


def made_up(kind: Kind, *, seed: int, weeks: int = 78, founders: int = 60, joining: float = 0.8) -> Programme:
    """A programme of `weeks` weeks, the same for the same seed.

    `founders` are there from the first week, `joining` join in a week on the mean. Everyone has a rhythm and a chance of
    going quiet of their own; some come back. Everyone is away one week in ten, half of them around the new year. After a
    meeting fewer go quiet and more return. One that dies turns at about half its life: no more meetings or thanks, pieces
    about itself, fewer join, and from then on more go quiet each week.
    """
    chance = np.random.default_rng([seed, kind == "dies"])
    turned = int(weeks * chance.uniform(0.42, 0.55)) if kind == "dies" else None
    living = np.arange(weeks) < (weeks if turned is None else turned)
    met = living & (np.arange(weeks) % MEETING_EVERY == 2)
    arrivals = chance.poisson(np.where(living, joining, joining / 3))
    arrivals[0] += founders
    joined = np.repeat(np.arange(weeks), arrivals)
    people = len(joined)
    leaves = joined + chance.geometric(0.002, size=people)
    left = np.where(leaves < weeks, leaves, -1)
    away = np.where(np.arange(weeks) % 52 >= 50, 0.5, 0.08)
    present = chance.random((people, weeks)) >= away
    return Programme(
        shares=_shares(chance, joined, leaves, present, met=met, turned=turned),
        present=present,
        joined=joined,
        left=left,
        met=met,
        thanked=chance.random(weeks) < np.where(living, 0.6, 0.15),
        about_itself=chance.random(weeks) < np.where(living, 0.3, 0.75),
        turned=turned,
    )


def _shares(
    chance: np.random.Generator,
    joined: np.ndarray,
    leaves: np.ndarray,
    present: np.ndarray,
    *,
    met: np.ndarray,
    turned: int | None,
) -> np.ndarray:
    people, weeks = present.shape
    rhythm, tiring = chance.beta(4, 5, size=people), chance.beta(1, 30, size=people)
    engaged, shares = np.zeros(people, dtype=bool), np.zeros((people, weeks), dtype=int)
    since_meeting = weeks
    for week in range(weeks):
        since_meeting = 0 if met[week] else since_meeting + 1
        uplift = since_meeting < LASTING
        worse = 1.0 if turned is None or week < turned else 1.2 + 0.12 * (week - turned)
        here = (joined <= week) & (leaves > week)
        quiet = chance.random(people) < np.minimum(tiring * worse * (0.7 if uplift else 1.2), 0.5)
        back = chance.random(people) < (0.06 if uplift else 0.03) / worse**2
        engaged = here & ((joined == week) | np.where(engaged, ~quiet, back))
        acts = engaged & present[:, week] & (chance.random(people) < rhythm)
        shares[:, week] = np.where(acts, 1 + chance.poisson(0.5, size=people), 0)
    return shares
