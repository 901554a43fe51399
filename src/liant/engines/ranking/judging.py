"""Is the ranking any use? Judged on what was shown, each weighed by how likely it was to be."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

Z = 1.959963984540054  # 95 %
LEAST = 30


class TooFew(ValueError):
    """Too little was shown that this way of choosing would have shown. `effective`: as if so many had been."""

    def __init__(self, effective: float) -> None:
        super().__init__(f"as if {effective:.0f} had been shown, {LEAST} are needed")
        self.effective = effective


@dataclass(frozen=True, slots=True)
class Judged:
    """The mean usefulness of what this way of choosing shows, with its 95 % interval. `effective`: as if so many had been shown
    by it; `people`: how many experts judged."""

    value: float
    low: float
    high: float
    effective: float
    people: int


def usefulness(
    useful: Sequence[float] | np.ndarray,
    propensity: Sequence[float] | np.ndarray,
    wanted: Sequence[float] | np.ndarray,
    expert: Sequence[int] | np.ndarray,
) -> Judged:
    """What a way of choosing would have been worth, from what another one showed.

    All (s,), one row for each piece that was shown and judged: `useful` from 0 to 1; `propensity`, how likely it was to be
    shown there (`Suggestions.propensity`); `wanted`, how likely the way in question would have been to show it there:
    `Suggestions.is_best` for the ranking without chance, 1 / `Suggestions.eligible` for chance alone; `expert`, who judged.
    Self-normalised inverse propensity (Swaminathan & Joachims, NeurIPS 2015), its error by the delta method over experts.
    Whether a piece was judged at all may depend on whether it pleased: that isn't mended here. ValueError for what doesn't
    fit, TooFew where it comes to fewer than 30 rows.
    """
    value, chance = np.asarray(useful, dtype=float), np.asarray(propensity, dtype=float)
    would, who = np.asarray(wanted, dtype=float), np.asarray(expert)
    if not value.shape == chance.shape == would.shape == who.shape or value.ndim != 1:
        raise ValueError("each row has four columns")
    if ((value < 0) | (value > 1) | (would < 0) | (would > 1)).any() or ((chance <= 0) | (chance > 1)).any():
        raise ValueError("usefulness and probabilities lie between 0 and 1, and what was shown could be")
    weight = would / chance
    total = float(weight.sum())
    effective = total**2 / float((weight**2).sum()) if total else 0.0
    if effective < LEAST:
        raise TooFew(effective)
    mean = float((weight * value).sum() / total)
    names, of = np.unique(who, return_inverse=True)
    sums = np.bincount(of, weights=weight * (value - mean))
    people = len(names)
    half = Z * float(np.sqrt((sums**2).sum() * people / max(1, people - 1))) / total
    return Judged(mean, max(0.0, mean - half), min(1.0, mean + half), effective, people)
