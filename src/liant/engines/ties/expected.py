"""What is expected of a pair before looking at it: from how much each of the two is in contact with others, and from their teams.

Of people i and j, in teams g and h, without their own contact y_ij (which would otherwise help to explain itself):

    e_ij = A_i A_j B_gh,    A_i = (s_i − y_ij + 1) / Ẽ_i,    s_i = Σ_k y_ik,    Ẽ_i the weeks i was there

a degree-corrected block model (Karrer & Newman, Phys. Rev. E 83 (2011) 016107). With fewer than 50 people margins are too unsure
to be taken for known: the prior of a rate is then one mean for pairs of one team, and one for the others.
"""

from dataclasses import dataclass

import numpy as np

from liant.engines.ties.contacts import Contacts

FEW_PEOPLE = 50
BORROWED = 1.0
"""A contact that each person is given beside their own, so that nobody is expected to have none."""
BLOCK_BORROWED = 5.0
"""A block's rate is drawn towards that of all blocks of its kind by so many contacts."""
MOST_BLOCKED_TEAMS = 500
"""With more teams than this, pairs of different teams share one rate."""


@dataclass(frozen=True)
class Expected:
    """By what pairs are compared, in one channel. `out`, `into`: (n,) contacts of each person, towards others and from them (the
    same where pairs are undirected); `weeks`: (n,) how many weeks each was there, of `observed`; `teams`: (n,) integers;
    `blocks`: (g, g) by how much pairs of two teams exceed what their people's contacts say, or None beyond 500 teams, where
    `kinds` serves: the same for pairs of one team and of two; `means`: contacts a week of a pair of one team and of two. `is_even`: everyone was there all
    along."""

    out: np.ndarray
    into: np.ndarray
    weeks: np.ndarray
    observed: float
    teams: np.ndarray
    blocks: np.ndarray | None
    kinds: tuple[float, float]
    means: tuple[float, float]
    is_directed: bool
    is_even: bool

    def of_blocks(self, left: np.ndarray, right: np.ndarray) -> np.ndarray:
        """(q,) B of pairs of teams."""
        if self.blocks is None:
            return np.where(left == right, *self.kinds)
        return np.asarray(self.blocks[left, right])

    def by_activity(self, first: np.ndarray, second: np.ndarray, own: np.ndarray | float) -> np.ndarray:
        """(q,) e of pairs, in contacts a week; `own`: (q,) what each pair itself had, which is left out of its margins."""
        found = np.maximum(self.out[first] - own, 0) + BORROWED
        found *= np.maximum(self.into[second] - own, 0) + BORROWED
        if self.blocks is not None and self.blocks.size == 1:
            found *= self.blocks[0, 0]
        else:
            found *= self.of_blocks(self.teams[first], self.teams[second])
        if self.is_even:
            return np.asarray(found / self.observed)
        return np.asarray(found * self.observed / (self.weeks[first] * self.weeks[second]))

    def by_team(self, first: np.ndarray, second: np.ndarray) -> np.ndarray:
        """(q,) contacts a week of a pair of one team, or of two."""
        return np.where(self.teams[first] == self.teams[second], *self.means)

    def prior(self, first: np.ndarray, second: np.ndarray, own: np.ndarray | float) -> np.ndarray:
        """(q,) the mean of the prior, in contacts a week: by team for few people, by activity otherwise."""
        if len(self.out) < FEW_PEOPLE:
            return self.by_team(first, second)
        return self.by_activity(first, second, own)


def expected(found: Contacts, sums: np.ndarray, teams: np.ndarray, *, is_decayed: bool) -> Expected:
    """What one channel's contacts (p,), decayed or not, lead one to expect. `teams`: (n,) integers from 0."""
    n, rows = found.people, np.flatnonzero(sums)
    first, second, sums = found.first[rows], found.second[rows], sums[rows]
    out, into = np.bincount(first, sums, n), np.bincount(second, sums, n)
    if not found.is_directed:
        out = into = out + into
    observed, weeks = found.exposed_alone(is_decayed=is_decayed)
    is_same = teams[first] == teams[second]
    mass = np.array([sums[is_same].sum(), sums[~is_same].sum()])
    kinds = _rates(mass, _products(teams, out + BORROWED, into + BORROWED, found.is_directed))
    together = _products(teams, weeks / observed, weeks / observed, found.is_directed)
    means = _rates(mass, together) / observed
    return Expected(
        out=out,
        into=into,
        weeks=weeks,
        observed=observed,
        teams=teams,
        blocks=_blocks(
            _mass(teams, first, second, sums),
            teams=teams,
            out=out,
            into=into,
            kinds=kinds,
            is_directed=found.is_directed,
        ),
        kinds=(float(kinds[0]), float(kinds[1])),
        means=(float(means[0]), float(means[1])),
        is_directed=found.is_directed,
        is_even=found.presence is None,
    )


def _rates(mass: np.ndarray, over: np.ndarray) -> np.ndarray:
    """(same, other), one contact being shared out by how many pairs there are of each; of all together where there are none."""
    whole = max(over.sum(), 1e-12)
    return np.where(over > 0, (mass + over / whole) / np.maximum(over, 1e-12), (mass.sum() + 1) / whole)


def _products(teams: np.ndarray, left: np.ndarray, right: np.ndarray, is_directed: bool) -> np.ndarray:
    """Σ left_i · right_j over pairs of one team, and over pairs of two."""
    own = float(left @ right)
    whole = float(left.sum() * right.sum()) - own
    same = float(np.bincount(teams, left) @ np.bincount(teams, right)) - own if len(teams) else 0.0
    found = np.maximum([same, whole - same], 0.0)
    found[found < 1e-9 * max(whole, 1e-12)] = 0  # what subtraction leaves of nothing
    return found if is_directed else found / 2


def _mass(teams: np.ndarray, first: np.ndarray, second: np.ndarray, sums: np.ndarray) -> np.ndarray | None:
    """(g, g) contacts from each team to each, None where there are too many teams to keep that."""
    size = int(teams.max()) + 1 if len(teams) else 1
    if size > MOST_BLOCKED_TEAMS:
        return None
    return np.bincount(teams[first] * size + teams[second], sums, size * size).reshape(size, size)


def _blocks(
    mass: np.ndarray | None,
    *,
    teams: np.ndarray,
    out: np.ndarray,
    into: np.ndarray,
    kinds: np.ndarray,
    is_directed: bool,
) -> np.ndarray | None:
    if mass is None:
        return None
    size = len(mass)
    left, right = np.bincount(teams, out + BORROWED, size), np.bincount(teams, into + BORROWED, size)
    possible = np.outer(left, right) - np.diag(np.bincount(teams, (out + BORROWED) * (into + BORROWED), size))
    if not is_directed:
        mass = mass + mass.T  # pairs within a team count twice, here as in what is possible
    kind = np.where(np.eye(size, dtype=bool), *kinds)
    return np.asarray(kind * (mass + BLOCK_BORROWED) / (kind * np.maximum(possible, 0) + BLOCK_BORROWED))
