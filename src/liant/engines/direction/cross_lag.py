"""What was before beside what comes after, within pairs and beside everything that is about one person.

    y_dt = α_d + λ_it + λ_jt + ρ y_d,t−1 + β x_d,t−1 + ε        sharing → tie
    x_dt = α'_d + κ_it + κ_jt + ρ' x_d,t−1 + β' y_d,t−1 + ε'    tie → sharing

α_d takes out all that is stable about a pair (likeness, team, history), λ_it all that is about a person in a window. What
remains possible is something that happened to this pair at this time: see `diagnostics`.

Estimated by least squares after both are taken out, then corrected by the half-panel jackknife, as a short panel with
feedback biases the within estimator (S. Nickell, Econometrica 49 (1981)): β̃ = (1 + w) β̂ − w/2 (β̂₁ + β̂₂), w = 1 where the
halves are equally long (G. Dhaene, K. Jochmans, Review of Economic Studies 82 (2015); A. Chudik, M. H. Pesaran, J.-C. Yang,
Journal of Applied Econometrics 33 (2018)). Variance: of the jackknifed influence of each pair, robust to all that pairs with
a person in common share (M. Fafchamps, F. Gubert, Journal of Development Economics 83 (2007); P. M. Aronow, C. Samii,
V. A. Assenova, Political Analysis 23 (2015)). Taking that of the uncorrected estimator is too narrow.
"""

from dataclasses import dataclass

import numpy as np

from liant.engines.direction.effects import without_people
from liant.engines.direction.panel import Floats, Pairs
from liant.engines.direction.student import critical, two_sided


@dataclass(frozen=True, slots=True)
class Arrow:
    """One direction: the change of the later series for one unit more of the earlier one, with its 95 % interval, the p-value
    of none, t and its degrees of freedom."""

    estimate: float
    low: float
    high: float
    p: float
    t: float
    freedom: int


@dataclass(frozen=True)
class CrossLag:
    """Both directions. `same_window`: correlation of what is left of both series in the same window. `influence`: by
    direction, (d,) of how much each pair carries; `uncorrected`: the estimates before the jackknife; `half_gap`: by
    direction, t of the difference of both halves. `spread`: the standard deviation within pairs of tie and share, as they
    stood on the right; `weights`: by direction, f, the square root of what the earlier explains of what is left of the later over
    what it doesn't."""

    sharing_to_tie: Arrow
    tie_to_sharing: Arrow
    same_window: float
    influence: tuple[Floats, Floats]
    uncorrected: tuple[float, float]
    half_gap: tuple[float, float]
    spread: tuple[float, float]
    weights: tuple[float, float]


@dataclass(frozen=True)
class _Part:
    """Least squares over some of the windows: coefficients (2 regressors, 2 equations) and influences (d, 2, 2)."""

    coefficients: Floats
    influence: Floats
    left: Floats  # (2 equations, d, t)
    spread: Floats
    alone: Floats  # of each regressor, the sum of squares of what the other doesn't say


def cross_lag(tie: Floats, share: Floats, pairs: Pairs) -> CrossLag:
    """`tie`, `share`: (d, t) as they are to be compared (for counts, their log1p). Needs four windows and three people; whether
    there are enough to speak of is for `limits` to say. Errors: ValueError where the series can't be told apart or never vary.
    """
    y, x = without_people(tie, pairs), without_people(share, pairs)
    windows = y.shape[1] - 1
    if windows < 4 or pairs.people < 3:
        raise ValueError("four windows after the first and three people are the least")
    middle = windows // 2
    whole = _part(y, x, pairs, 0, windows)
    halves = [_part(y, x, pairs, 0, middle), _part(y, x, pairs, middle, windows)]
    shorter = (1 / middle + 1 / (windows - middle)) / 2
    weight = (1 / windows) / (shorter - 1 / windows)
    corrected = (1 + weight) * whole.coefficients - weight / 2 * (halves[0].coefficients + halves[1].coefficients)
    influence = (1 + weight) * whole.influence - weight / 2 * (halves[0].influence + halves[1].influence)
    # the regressor of each direction: share (1) in the equation of tie (0), tie (0) in the equation of share (1)
    places = ((1, 0), (0, 1))
    arrows = [_arrow(corrected[at], influence[:, at[0], at[1]], pairs) for at in places]
    gaps = [_gap(halves, at, pairs) for at in places]
    left = whole.left.reshape(2, -1)
    weights = [abs(corrected[at]) * np.sqrt(whole.alone[at[0]] / (left[at[1]] ** 2).sum()) for at in places]
    return CrossLag(
        arrows[0], arrows[1], _correlation(left[0], left[1]),
        (influence[:, 1, 0], influence[:, 0, 1]),
        (float(whole.coefficients[1, 0]), float(whole.coefficients[0, 1])),
        (gaps[0], gaps[1]), (float(whole.spread[0]), float(whole.spread[1])),
        (float(weights[0]), float(weights[1])),
    )  # fmt: skip


def _part(y: Floats, x: Floats, pairs: Pairs, start: int, stop: int) -> _Part:
    """The steps `start` … `stop - 1`, each from a window to the next."""

    def within(values: Floats) -> Floats:
        return values - values.mean(axis=1, keepdims=True)

    before = np.stack([within(y[:, start:stop]), within(x[:, start:stop])])  # (2, d, t)
    after = np.stack([within(y[:, start + 1 : stop + 1]), within(x[:, start + 1 : stop + 1])])
    crossed = np.einsum("kdt,ldt->kl", before, before)
    scale = np.sqrt(np.diag(crossed))
    if (scale < 1e-12).any() or np.linalg.cond(crossed / np.outer(scale, scale)) > 1e10:
        raise ValueError("the two series do not vary, or vary as one")
    inverse = np.linalg.inv(crossed)
    coefficients = inverse @ np.einsum("kdt,mdt->km", before, after)
    left = after - np.einsum("km,kdt->mdt", coefficients, before)
    many = stop - start
    grown = np.sqrt(many / (many - 1) * pairs.people / (pairs.people - 1))
    influence = np.einsum("kl,ldt,mdt->dkm", inverse, before, left * grown, optimize=True)
    return _Part(coefficients, influence, left, np.sqrt(np.diag(crossed) / (len(pairs) * many)), 1 / np.diag(inverse))


def _arrow(estimate: float, influence: Floats, pairs: Pairs) -> Arrow:
    freedom = pairs.people - 1
    error = np.sqrt(dyadic_variance(influence, pairs))
    half = critical(freedom) * error
    t = float(estimate / error)
    return Arrow(float(estimate), float(estimate - half), float(estimate + half), two_sided(t, freedom), t, freedom)


def dyadic_variance(influence: Floats, pairs: Pairs) -> float:
    """V = Σ_i P_i² − Σ_d s_d², P_i being the sum of the influences of the pairs of i; Σ_d s_d² where that is larger."""
    own = float((influence**2).sum())
    return max(float((pairs.per_person(influence) ** 2).sum()) - own, own)


def _gap(halves: list[_Part], at: tuple[int, int], pairs: Pairs) -> float:
    """How far apart the halves are, in standard errors."""
    gap = halves[1].coefficients[at] - halves[0].coefficients[at]
    influence = halves[1].influence[:, at[0], at[1]] - halves[0].influence[:, at[0], at[1]]
    return float(gap / np.sqrt(dyadic_variance(influence, pairs)))


def _correlation(one: Floats, other: Floats) -> float:
    sizes = np.sqrt((one * one).sum() * (other * other).sum())
    return float((one * other).sum() / sizes) if sizes > 0 else 0.0
