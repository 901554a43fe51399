"""Step B: one number for a tie, from everything that is seen of a pair, and how sure it is.

    η = β₀ + Σ β_k f_k,   S = 100 / (1 + e^(−η)),   β_k ≥ 0

| feature | of a pair |
|---|---|
| one for each channel | ln(1 + lift), lift = (r + y) / (r + e Ẽ): contacts, against what both are in contact with others |
| weeks | ln(1 + weeks with any contact) |
| reciprocity | ln(1 + 2 y_ij y_ji / (y_ij + y_ji)) |
| overlap, circle | whom both know, and how alike they share out their contacts (`circles`) |
| multiplexity | channels with any contact |
| recency | −ln(1 + silent days / the usual gap), the gap being that of all pairs |

each divided by its root mean square over the pairs that have it. Every feature but the two of circles, which don't depend on a pair's own
contacts, rises or stays with one more contact: so does S, read by the same index; reckoned anew in a house of a few people, the scales
move too, by less than a tenth of a point. Without a survey β is a judgement (`channels`), and S an *uncalibrated
index*: an order, not a probability.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np

from liant.engines.ties.channels import WEIGHTS_OF_SIGNS, default_weights
from liant.engines.ties.circles import Circles, circles
from liant.engines.ties.contacts import Contacts
from liant.engines.ties.gammas import HIGH, LOW, quantiles
from liant.engines.ties.rates import Prior, priors
from liant.engines.ties.weeks import DAYS

SIGNS = tuple(WEIGHTS_OF_SIGNS)
AT_ONCE = 1 << 16
Done = TypeVar("Done")


@dataclass(frozen=True)
class Index:
    """How strength is read of contacts. `weights` (k,) β and `scales` (k,), channels first and then SIGNS; `intercept` β₀;
    `gap` days; `is_calibrated`: the weights come from a survey, and S/100 is the chance of a close tie. `residual`: the
    variance of η about what a survey says, where there was one."""

    channels: tuple[str, ...]
    priors: tuple[Prior, ...]
    weights: np.ndarray
    intercept: float
    scales: np.ndarray
    gap: float
    is_calibrated: bool = False
    residual: float | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """(k,) what the features are of."""
        return (*self.channels, *SIGNS)


@dataclass(frozen=True)
class Strengths:
    """Ties of q pairs, all (q,): `first`, `second` people; `strength` 0 to 100, and the 95 % interval that unsure rates leave
    it, `low` to `high`; `score` η; `variance` of η from the rates; `rows` interactions; `silent` days since the last, NaN
    where there was none."""

    first: np.ndarray
    second: np.ndarray
    strength: np.ndarray
    low: np.ndarray
    high: np.ndarray
    score: np.ndarray
    variance: np.ndarray
    rows: np.ndarray
    silent: np.ndarray
    is_calibrated: bool = field(default=False)

    def __len__(self) -> int:
        return len(self.first)


def index(found: Contacts, teams: np.ndarray | None = None, *, around: Circles | None = None) -> Index:
    """The uncalibrated index for these contacts: default weights, scales from all pairs ever in contact; the mean pair has
    S = 50. `teams`: (n,) integers from 0. `around`: `circles(found)` if it is at hand."""
    made = priors(found, teams)
    gaps = found.active_weeks > 1
    apart = float((found.active_weeks[gaps] - 1).sum())
    gap = float((found.known[gaps] - found.silent[gaps]).sum()) / apart if apart else DAYS * found.half_life
    size = len(found.channels) + len(SIGNS)
    plain = Index(found.channels, made, np.ones(size), 0.0, np.ones(size), max(gap, 1e-3))
    near = circles(found) if around is None else around

    def tallied(part: Part) -> np.ndarray:
        raw = unscaled(found, plain, near, part)[0]
        has = np.ones_like(raw, dtype=bool)
        has[: len(found.channels)] = found.total[:, part.here] > 0
        return np.stack([np.where(has, raw * raw, 0).sum(axis=1), has.sum(axis=1), raw.sum(axis=1)])

    squares, having, sums = sum(in_turn(tallied, parts(found, None)), np.zeros((3, size)))
    scales = np.sqrt(squares / np.maximum(having, 1))
    scales = np.where(scales > 1e-9, scales, np.inf)
    weights = np.array(default_weights(found.channels))
    middle = float(weights @ (sums / scales)) / max(len(found), 1)
    return Index(found.channels, made, weights, -middle, scales, plain.gap)


def strengths(
    found: Contacts,
    by: Index,
    pairs: tuple[np.ndarray, np.ndarray] | None = None,
    *,
    around: Circles | None = None,
) -> Strengths:
    """Strengths of all pairs ever in contact, or of `pairs`, (q,) and (q,) people who need not have been.

    Intervals: each rate's quantiles, carried through its feature, and put together by their squares about the estimate
    (Zou & Donner, Stat. Med. 27 (2008) 1693): exact for one channel, right to first order for several. What a person's
    other contacts say is taken as known. Time O(q) beside `circles`; memory some 100 bytes a pair.
    """
    first, second, rows = found.asked(pairs)
    near = circles(found, pairs) if around is None else around
    strength, low, high, score, variance = (np.empty(len(first)) for _ in range(5))
    weights = by.weights / by.scales

    def measured(part: Part) -> None:
        raw, lifts = unscaled(found, by, near, part)
        eta = by.intercept + weights @ raw
        below, above, spread = (np.zeros(len(eta)) for _ in range(3))
        for at, (shape, rate) in enumerate(lifts):
            least, most = _ends(shape, by.priors[at].r)
            below += (weights[at] * np.maximum(raw[at] - np.log1p(least / rate), 0)) ** 2
            above += (weights[at] * np.maximum(np.log1p(most / rate) - raw[at], 0)) ** 2
            spread += (weights[at] / (rate + shape)) ** 2 * shape
        score[part.here], variance[part.here] = eta, spread
        strength[part.here] = 100 * chance(eta)
        low[part.here], high[part.here] = 100 * chance(eta - np.sqrt(below)), 100 * chance(eta + np.sqrt(above))

    for _ in in_turn(measured, parts(found, pairs)):
        pass
    whole = Part(slice(0, len(first)), first, second, None if pairs is None else rows)
    return Strengths(
        first=first,
        second=second,
        strength=strength,
        low=low,
        high=high,
        score=score,
        variance=variance,
        rows=whole.of(found.rows, 0),
        silent=whole.of(found.silent, np.nan),
        is_calibrated=by.is_calibrated,
    )


def features(
    found: Contacts, by: Index, pairs: tuple[np.ndarray, np.ndarray] | None = None, *, around: Circles | None = None
) -> np.ndarray:
    """(q, k) the features of pairs, as `by` scales them, in the order of `by.names`."""
    near = circles(found, pairs) if around is None else around
    made = [unscaled(found, by, near, part)[0] for part in parts(found, pairs)]
    whole = np.concatenate(made, axis=1) if made else np.zeros((len(by.scales), 0))
    return np.asarray((whole / by.scales[:, None]).T)


def chance(score: np.ndarray) -> np.ndarray:
    """1 / (1 + e^(−η)), without overflow."""
    small = np.exp(-np.abs(score))
    return np.where(score >= 0, 1, small) / (1 + small)


@dataclass(frozen=True)
class Part:
    """Some of the pairs that are looked at, all (m,): `here` among them; `rows` of `Contacts`, −1 where they never were in
    contact, None where `here` is their place in it."""

    here: slice
    first: np.ndarray
    second: np.ndarray
    rows: np.ndarray | None

    def of(self, values: np.ndarray, otherwise: float) -> np.ndarray:
        """(m,) from one value for each pair that was in contact."""
        if self.rows is None:
            return values[self.here]
        if not len(values):
            return np.full(len(self.rows), otherwise)
        return np.where(self.rows >= 0, values[self.rows], otherwise)


def parts(found: Contacts, pairs: tuple[np.ndarray, np.ndarray] | None) -> list[Part]:
    """All pairs, or those asked for, some at a time: arrays that fit in the processor's own memory."""
    first, second, rows = found.asked(pairs)
    return [
        Part(here, first[here], second[here], None if pairs is None else rows[here])
        for here in (slice(start, min(start + AT_ONCE, len(first))) for start in range(0, len(first), AT_ONCE))
    ]


def in_turn(work: Callable[[Part], Done], several: list[Part]) -> Iterator[Done]:
    """What comes of each part, in order; two at a time, since NumPy lets go of Python's lock."""
    if len(several) < 2:
        yield from map(work, several)
        return
    with ThreadPoolExecutor(2) as pool:
        yield from pool.map(work, several)


def unscaled(
    found: Contacts, by: Index, near: Circles, part: Part
) -> tuple[np.ndarray, list[tuple[np.ndarray, np.ndarray]]]:
    """(k, m) features as they are before scaling; and of each channel the posterior of the lift: (m,) the shape r + y and the rate
    r + e Ẽ of its gamma distribution."""
    channels, size = len(found.channels), len(part.first)
    raw, several = np.empty((channels + len(SIGNS), size)), np.zeros(size)
    exposed, lifts = found.exposed(part.first, part.second), []
    for at, prior in enumerate(by.priors):
        own = part.of(found.decayed[at], 0.0)
        likely = prior.decayed.by_activity(part.first, part.second, own) * exposed
        lifts.append((prior.r + own, prior.r + likely))
        raw[at] = np.log1p(lifts[-1][0] / lifts[-1][1])
        several += part.of(found.total[at], 0.0) > 0
    forth, back = (part.of(one, 0.0) for one in found.towards)
    raw[channels] = np.log1p(part.of(found.active_weeks, 0))
    raw[channels + 1] = np.log1p(2 * forth * back / np.maximum(forth + back, 1e-300))
    raw[channels + 2], raw[channels + 3] = near.overlap[part.here], near.circle[part.here]
    raw[channels + 4] = several
    raw[channels + 5] = -np.log1p(np.maximum(part.of(found.silent, DAYS * found.weeks), 0) / by.gap)
    return raw, lifts


def _ends(shape: np.ndarray, r: float) -> tuple[np.ndarray, np.ndarray]:
    """The ends of 95 % of gamma distributions of rate 1. Most pairs have nothing in most channels, and one end for all."""
    some = np.flatnonzero(shape > r)
    ends = []
    for share in (LOW, HIGH):
        end = np.full(len(shape), quantiles(np.array([r]), share)[0])
        end[some] = quantiles(shape[some], share)
        ends.append(end)
    return ends[0], ends[1]
