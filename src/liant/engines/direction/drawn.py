"""Pairs drawn by lot to meet, or to see what the other shared: what it changed, told by replaying the draw.

Each week everyone is drawn one partner. Whoever isn't drawn together yet is what the drawn are held beside, and nobody goes
without. How pairs hang together needs no model: the p-value comes from making the whole draw again, as it was made (R. A. Fisher,
The Design of Experiments (1935); P. M. Aronow, C. Samii, Annals of Applied Statistics 11 (2017) 1912 for pairs next to those
drawn).
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from liant.engines.direction.effects import without_people
from liant.engines.direction.panel import Floats, Pairs, Places

Draw = Callable[[int], Places]  # number of the replay → the places, among the pairs, of those drawn together
REPLAYS = 1_999
LEVEL = 0.05
WEAK = 10.0  # under this F, an interval from a normal approximation would be far too narrow


@dataclass(frozen=True)
class Replays:
    """The whole draw made again and again, as it was made: `drawn[b]` are the places of the pairs drawn in replay b.

    Only these are kept: a matrix of zeros and ones would be many times as large.
    """

    drawn: tuple[Places, ...]
    pairs: int

    @classmethod
    def of(cls, draw: Draw, pairs: int, many: int = REPLAYS) -> "Replays":
        return cls(tuple(draw(number) for number in range(many)), pairs)

    def differences(self, values: Floats) -> Floats:
        """(d,) → (replays,): mean of those drawn less the mean of the others, in each replay."""
        sizes = np.array([len(one) for one in self.drawn])
        sums = np.array([values[one].sum() for one in self.drawn])
        return np.asarray(sums / sizes - (values.sum() - sums) / (self.pairs - sizes))


def difference(values: Floats, drawn: NDArray[np.bool_]) -> float:
    return float(values[drawn].mean() - values[~drawn].mean())


def residuals(values: Floats, pairs: Pairs, beside: Floats) -> Floats:
    """What is left of (d,) values after each person and the columns of `beside`, (d, k): what was before, whether of one team."""
    left = without_people(values[:, None], pairs)[:, 0]
    if beside.shape[1] == 0:
        return left
    columns = without_people(beside, pairs)
    return np.asarray(left - columns @ np.linalg.lstsq(columns, left, rcond=None)[0])


@dataclass(frozen=True, slots=True)
class Measured:
    """An estimate and its interval at 95 %, infinite where it has no end; `p` of none, from the replays."""

    estimate: float
    low: float
    high: float
    p: float


@dataclass(frozen=True)
class Trial:
    """What one arm found. `drawn`: of being drawn, whatever came of it (intention to treat), in units of the outcome;
    `took_place`: of what was drawn having taken place, for those in whom being drawn made it so (Bloom; a ratio, with its
    interval from the replays and never from a normal approximation). `spread`: standard deviation of what is left of the
    outcome. `shares`: how many of those drawn, and of the others, it took place for. `strength`: F of being drawn on taking
    place. `balance`: p of the outcome as it stood before, where it must not differ."""

    drawn: Measured
    took_place: Measured
    spread: float
    shares: tuple[float, float]
    strength: float
    balance: float
    people: int
    pairs_drawn: int
    pairs: int


def trial(
    outcome: Floats, before: Floats, took_place: Floats, drawn: NDArray[np.bool_], pairs: Pairs,
    *, replays: Replays, beside: Floats | None = None,
) -> Trial:  # fmt: skip
    """Analyse one arm. All are (d,) in the order of `pairs`: the outcome after (for counts, their log1p), as it stood `before`
    the draw, whether what was drawn `took_place`, and who was `drawn`; `beside`: (d, k), whether of one team and the like.

    `replays` come from the same roster, weeks and strata as the draw, with other seeds. p = (1 + #{|Δ*| ≥ |Δ|}) / (B + 1).
    """
    others = np.zeros((len(pairs), 0)) if beside is None else beside
    columns = np.column_stack([before, others])
    left = residuals(outcome, pairs, columns)
    place = residuals(took_place.astype(float), pairs, columns)
    was_drawn = residuals(drawn.astype(float), pairs, columns)
    seen, again = difference(left, drawn), replays.differences(left)
    took, took_again = difference(place, drawn), replays.differences(place)
    itself, itself_again = difference(was_drawn, drawn), replays.differences(was_drawn)
    base = residuals(before, pairs, others)
    return Trial(
        drawn=Measured(seen / itself, *interval(seen, again, itself, itself_again), chance_of(seen, again)),
        took_place=Measured(seen / took if took else math.nan, *interval(seen, again, took, took_again), chance_of(seen, again)),
        spread=float(left.std()),
        shares=(float(took_place[drawn].mean()), float(took_place[~drawn].mean())),
        strength=_strength(took_place.astype(float), drawn),
        balance=chance_of(difference(base, drawn), replays.differences(base)),
        people=pairs.people,
        pairs_drawn=int(drawn.sum()),
        pairs=len(pairs),
    )  # fmt: skip


def chance_of(seen: float, again: Floats) -> float:
    """p of a difference, by the rule that counts the draw itself among its replays."""
    return float((1 + (np.abs(again) >= abs(seen) - 1e-12).sum()) / (len(again) + 1))


def interval(seen: float, again: Floats, took: float, took_again: Floats, level: float = LEVEL) -> tuple[float, float]:
    """All sizes τ that the replays don't refuse: those with p > level when τ times what took place is taken off the outcome.

    |Δ*_b − τ D*_b| ≥ |Δ − τ D| is a parabola in τ for each replay b, so that p(τ) only changes at their roots: the set is
    exact, not searched for on a grid. Its ends are infinite where what was drawn hardly ever took place (T. W. Anderson,
    H. Rubin, Annals of Mathematical Statistics 20 (1949) 46).
    """
    square = took_again**2 - took**2
    linear = -2 * (again * took_again - seen * took)
    constant = again**2 - seen**2
    roots = np.unique(_roots(square, linear, constant))
    if len(roots) == 0:
        return -math.inf, math.inf
    width = max(1.0, float(np.abs(roots).max()))
    middles = np.concatenate([[roots[0] - width], (roots[:-1] + roots[1:]) / 2, [roots[-1] + width]])
    held = np.empty(len(middles), dtype=bool)
    for start in range(0, len(middles), 512):
        size = middles[start : start + 512, None]
        count = ((square * size + linear) * size + constant >= -1e-12).sum(axis=1)
        held[start : start + 512] = (1 + count) / (len(again) + 1) > level
    inside = np.flatnonzero(held)
    if len(inside) == 0:  # nothing but the estimate itself, as where no pair did anything at all
        return seen / took, seen / took
    low = -math.inf if inside[0] == 0 else float(roots[inside[0] - 1])
    high = math.inf if inside[-1] == len(roots) else float(roots[inside[-1]])
    return low, high


def _roots(square: Floats, linear: Floats, constant: Floats) -> Floats:
    flat = np.abs(square) < 1e-15
    under = linear**2 - 4 * square * constant
    real = ~flat & (under >= 0)
    root = np.sqrt(under[real])
    # the stable pair of formulas, as the sum of both signs may cancel
    q = -(linear[real] + np.where(linear[real] >= 0, root, -root)) / 2
    first = q / square[real]
    second = np.divide(constant[real], q, out=first.copy(), where=np.abs(q) > 1e-300)
    line = flat & (np.abs(linear) > 1e-15)
    found = np.concatenate([first, second, -constant[line] / linear[line]])
    return np.asarray(found[np.isfinite(found)])


def _strength(took_place: Floats, drawn: NDArray[np.bool_]) -> float:
    """F of one step: how surely being drawn changes whether it takes place."""
    one, other = took_place[drawn], took_place[~drawn]
    error = one.var(ddof=1) / len(one) + other.var(ddof=1) / len(other) if len(one) > 1 and len(other) > 1 else 0.0
    gap = one.mean() - other.mean()
    return float(gap**2 / error) if error > 0 else (math.inf if gap else 0.0)
