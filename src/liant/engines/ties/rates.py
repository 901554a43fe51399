"""Step A: how often two people are in contact, by channel, drawn towards what is expected of such a pair.

    y_t | θ ~ Poisson(E_t θ),   θ ~ Gamma(r, r / m),   δ = 2^(−1/h)
    a_t = δ a_{t−1} + (1 − δ) r + y_t,   b_t = δ b_{t−1} + (1 − δ) r / m + E_t,   θ̂ = a / b

a discounted Gamma–Poisson filter (Harvey & Fernandes, J. Bus. Econ. Stat. 7 (1989) 407): once it has run, a = r + Σ δ^(T−t) y_t, and b likewise
with exposures. Counts may be fractions (a group's event); the likelihood is then a pseudo-likelihood and intervals approximate.
"""

from dataclasses import dataclass

import numpy as np

from liant.engines.ties.contacts import Contacts
from liant.engines.ties.dispersion import dispersion
from liant.engines.ties.expected import Expected, expected
from liant.engines.ties.gammas import HIGH, LOW, quantiles


@dataclass(frozen=True)
class Prior:
    """What one channel says before a pair is looked at: the shape `r`, and by what pairs are compared, now (`decayed`)."""

    r: float
    decayed: Expected


@dataclass(frozen=True)
class Rates:
    """Of q pairs in one channel, all (q,): the posterior `a`, `b` of contacts a week; `prior` its mean beforehand."""

    a: np.ndarray
    b: np.ndarray
    prior: np.ndarray

    @property
    def mean(self) -> np.ndarray:
        """θ̂, contacts a week."""
        return np.asarray(self.a / self.b)

    @property
    def lift(self) -> np.ndarray:
        """θ̂ / m: how many times what is expected of such a pair."""
        return np.asarray(self.mean / self.prior)

    def interval(self) -> tuple[np.ndarray, np.ndarray]:
        """Where 95 % of the posterior lies, in contacts a week: its 2.5 and 97.5 % quantiles."""
        return quantiles(self.a, LOW) / self.b, quantiles(self.a, HIGH) / self.b


def priors(found: Contacts, teams: np.ndarray | None = None) -> tuple[Prior, ...]:
    """The prior of each channel, from everyone's contacts. `teams`: (n,) integers from 0; None for one team."""
    of = np.zeros(found.people, dtype=np.int64) if teams is None else np.asarray(teams, dtype=np.int64)
    if of.shape != (found.people,) or (len(of) and of.min() < 0):
        raise ValueError("each person has a team, numbered from 0")
    made = []
    for decayed, total in zip(found.decayed, found.total, strict=True):
        r = dispersion(found, total, expected(found, total, of, is_decayed=False))
        made.append(Prior(r, expected(found, decayed, of, is_decayed=True)))
    return tuple(made)


def rates(found: Contacts, prior: Prior, channel: int, pairs: tuple[np.ndarray, np.ndarray] | None = None) -> Rates:
    """The posterior rates of pairs in one channel: of all that were ever in contact, or of `pairs`, (q,) and (q,) people, who
    need not have been."""
    first, second, rows = found.asked(pairs)
    own = np.where(rows >= 0, found.decayed[channel][rows], 0.0) if len(found) else np.zeros(len(first))
    before = prior.decayed.prior(first, second, own)
    return Rates(prior.r + own, prior.r / before + found.exposed(first, second), before)
