"""How fast old contacts fade: chosen by how well each week is foretold from those before it."""

import numpy as np

from liant.engines.ties.contacts import contacts
from liant.engines.ties.dispersion import dispersion
from liant.engines.ties.expected import expected
from liant.engines.ties.gammas import log_gamma
from liant.engines.ties.interactions import Interactions
from liant.engines.ties.weeks import DAYS, HALF_LIFE, discount, weeks_before

TRIED = (2.0, 4.0, 8.0, 13.0, 26.0)
LEAST_WEEKS = 26
MOST_WEEKS = 104
"""How people are in contact now is asked, and memory is bounded."""
RUN_IN = 13
"""The first weeks are only learned from."""
CLEARLY = 0.995
"""Where contacts come by chance alone, losses differ by a thousandth: then strengths would move for nothing."""
MOST_PAIRS = 20_000
"""Of more pairs the first so many, spread over all, are looked at."""


def log_losses(interactions: Interactions, *, at: float, teams: np.ndarray | None = None) -> dict[float, float]:
    """Mean of −ln p(y_t | weeks before t) by half-life, over pairs that had been in contact before, channels, and weeks from the
    fourteenth of the last two years; y_t is negative binomial, a and b being those of the week before. {} under 26 weeks.

    The priors' means and shapes are those of the whole time, for each half-life the same: what differs is the fading alone.
    """
    interactions = interactions.only(interactions.day > at - DAYS * MOST_WEEKS)
    whole = contacts(interactions, at=at)
    if whole.weeks < LEAST_WEEKS or not len(whole):
        return {}
    of = np.zeros(whole.people, dtype=np.int64) if teams is None else np.asarray(teams, dtype=np.int64)
    kept = whole.keys[:: -(-len(whole) // MOST_PAIRS)]
    first, second = kept // whole.people, kept % whole.people
    counts = _by_week(interactions, at, kept, whole.people, whole.weeks)
    before = []
    for total in whole.total:
        plain = expected(whole, total, of, is_decayed=False)
        before.append((dispersion(whole, total, plain), plain.prior(first, second, 0.0)))
    losses = {}
    for half_life in TRIED:
        found = [_loss(seen, *prior, discount(half_life)) for seen, prior in zip(counts, before, strict=True)]
        losses[half_life] = sum(loss for loss, _ in found) / max(sum(terms for _, terms in found), 1)
    return losses


def chosen_half_life(interactions: Interactions, *, at: float, teams: np.ndarray | None = None) -> float:
    """The half-life, in weeks, of TRIED that foretells best, if it does so clearly better than 8 weeks; else, and under 26 weeks, 8."""
    losses = log_losses(interactions, at=at, teams=teams)
    best = min(losses, key=losses.__getitem__, default=HALF_LIFE)
    return best if losses and losses[best] < CLEARLY * losses[HALF_LIFE] else HALF_LIFE


def _by_week(interactions: Interactions, at: float, kept: np.ndarray, people: int, weeks: int) -> np.ndarray:
    """(c, weeks, p) contacts of the pairs that are looked at, oldest week first."""
    age = weeks_before(interactions.day, at)
    keys = np.minimum(interactions.source, interactions.target) * people + np.maximum(
        interactions.source, interactions.target
    )
    place = np.minimum(np.searchsorted(kept, keys), len(kept) - 1)
    rows = np.flatnonzero((kept[place] == keys) & (age >= 0))
    flat = (interactions.channel[rows] * weeks + weeks - 1 - age[rows]) * len(kept) + place[rows]
    shape = (len(interactions.channels), weeks, len(kept))
    return np.bincount(flat, interactions.weight[rows], int(np.prod(shape))).reshape(shape)


def _loss(counts: np.ndarray, r: float, mean: np.ndarray, delta: float) -> tuple[float, int]:
    a, b = np.full(counts.shape[1], r), r / mean
    prior_a, prior_b = a.copy(), b.copy()
    met, total, terms = np.zeros(counts.shape[1], dtype=bool), 0.0, 0
    for week, seen in enumerate(counts):
        if week >= RUN_IN and met.any():
            shape, rate, y = a[met], b[met], seen[met]
            likely = log_gamma(shape + y) - log_gamma(shape) - log_gamma(y + 1)
            total -= float((likely + shape * np.log(rate / (rate + 1)) - y * np.log(rate + 1)).sum())
            terms += int(met.sum())
        a, b = delta * a + (1 - delta) * prior_a + seen, delta * b + (1 - delta) * prior_b + 1
        met |= seen > 0
    return total, terms
