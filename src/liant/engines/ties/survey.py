"""Step C: what people said of their ties, joined with what is observed, each by how sure it is.

    P(s_ij ≥ k) = 1 / (1 + e^−(τ_d + u_i − c_k)),   u_i ~ N(0, σ_u²)              how i rates pair d = {i, j} from 1 to 5
    η̂_d = (η_d / σ_b² + η_sur / σ_s²) / (1 / σ_b² + 1 / σ_s²)

u_i is how lenient a rater is; c and u are fitted with τ_d = η_d, what is observed (a penalised cumulative logit; McCullagh, JRSS B 42 (1980)
109). Then each rating becomes a measurement of τ: what it adds, as a normal, to what was known of ties in general. How unsure a
rating is comes from how much i → j and j → i agree; two ratings of a pair are surer than one (Spearman & Brown). Whoever wasn't rated has no
term: silence isn't a zero.
"""

from dataclasses import dataclass, replace

import numpy as np

from liant.engines.ties.index import Strengths, chance

LEVELS = 5
CLOSE = 4
"""From this rating on a tie counts as close."""
AGREEMENT = 0.5
"""How much two ratings of one pair are taken to agree, until twenty pairs have rated each other."""
LEAST_MUTUAL = 20
LEAST_VARIANCE = 0.05
_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(41)


@dataclass(frozen=True)
class Survey:
    """Ratings, one row each, all (q,): `rater` of `rated`, people; `closeness` from 1 to 5; `row` of the pair in the strengths
    that it is joined with. ValueError for a rating that isn't from 1 to 5, or of oneself."""

    rater: np.ndarray
    rated: np.ndarray
    closeness: np.ndarray
    row: np.ndarray

    def __post_init__(self) -> None:
        for name in ("rater", "rated", "closeness", "row"):
            object.__setattr__(self, name, np.asarray(getattr(self, name), dtype=np.int64))
        if ((self.closeness < 1) | (self.closeness > LEVELS)).any():
            raise ValueError(f"closeness is from 1 to {LEVELS}")
        if (self.rater == self.rated).any():
            raise ValueError("nobody rates themselves")


@dataclass(frozen=True)
class Leniency:
    """`cuts`: (4,) c₂ … c₅; `raters`: (m,) people, `lenient`: (m,) their u; `spread`: σ_u."""

    cuts: np.ndarray
    raters: np.ndarray
    lenient: np.ndarray
    spread: float

    def of(self, people: np.ndarray) -> np.ndarray:
        """(q,) u of people who rated."""
        return np.asarray(self.lenient[np.searchsorted(self.raters, people)])


@dataclass(frozen=True)
class Fused:
    """`strengths`: with the survey joined in, where there was one; `leniency`; `agreement`: how i → j and j → i correlate, as
    used; `rating_variance`: σ_s² of one rating; `residual`: the variance of ties about what is observed, beside the rates'."""

    strengths: Strengths
    leniency: Leniency
    agreement: float
    rating_variance: float
    residual: float


def fused(observed: Strengths, survey: Survey) -> Fused:
    """Strengths of the same pairs, those that were rated drawn towards what was said of them, with narrower intervals."""
    expected = observed.score[survey.row]
    leniency = fit_leniency(expected, survey)
    measured = _measured(survey, leniency, observed.score)
    spread = float(np.var(measured)) if len(measured) > 1 else 1.0
    agreement = _agreement(survey, measured)
    rating = max((1 - agreement) * spread, LEAST_VARIANCE)
    misses = float(np.mean((measured - expected) ** 2)) if len(measured) else 1.0
    residual = max(
        misses - rating - float(observed.variance[survey.row].mean() if len(measured) else 0), LEAST_VARIANCE
    )
    count = np.bincount(survey.row, minlength=len(observed))
    said = np.flatnonzero(count)
    mean = np.bincount(survey.row, measured, len(observed))[said] / count[said]
    by_rates, by_survey = 1 / (residual + observed.variance[said]), count[said] / rating
    score, sure = observed.score.copy(), 1 / np.sqrt(by_rates + by_survey)
    score[said] = (observed.score[said] * by_rates + mean * by_survey) / (by_rates + by_survey)
    strength, low, high = observed.strength.copy(), observed.low.copy(), observed.high.copy()
    strength[said] = 100 * chance(score[said])
    low[said], high[said] = 100 * chance(score[said] - 1.96 * sure), 100 * chance(score[said] + 1.96 * sure)
    joined = replace(observed, score=score, strength=strength, low=low, high=high)
    return Fused(joined, leniency, agreement, rating, residual)


def fit_leniency(expected: np.ndarray, survey: Survey) -> Leniency:
    """c and u by the mode of their penalised likelihood, σ_u by turns with it (EM with Laplace's approximation). `expected`: (q,)
    η of each rated pair."""
    raters, who = np.unique(survey.rater, return_inverse=True)
    shares = np.array([(survey.closeness >= level).mean() for level in range(2, LEVELS + 1)]).clip(0.02, 0.98)
    cuts = np.maximum.accumulate(float(expected.mean()) - np.log(shares / (1 - shares)) + 1e-3 * np.arange(LEVELS - 1))
    lenient, spread = np.zeros(len(raters)), 1.0
    for _ in range(50):
        likelihood = _Likelihood(expected, survey.closeness, who, cuts, spread)
        cuts, lenient, unsure = likelihood.top(cuts, lenient)
        before, spread = spread, float(np.sqrt(max(np.mean(lenient**2 + unsure), 1e-4)))
        if abs(spread - before) < 1e-4:
            break
    return Leniency(cuts, raters, lenient, spread)


@dataclass(frozen=True)
class _Likelihood:
    """Of cuts and leniencies, penalised. A weak normal prior about `anchor` (σ = 10) keeps in place the cut of a level that nobody
    chose."""

    expected: np.ndarray
    closeness: np.ndarray
    who: np.ndarray
    anchor: np.ndarray
    spread: float

    def loss(self, cuts: np.ndarray, lenient: np.ndarray) -> float:
        if (np.diff(cuts) <= 0).any():
            return np.inf
        share = _shares(self.expected + lenient[self.who], cuts)[np.arange(len(self.who)), self.closeness - 1]
        said = -np.log(np.maximum(share, 1e-300)).sum()
        return float(said + (lenient @ lenient) / (2 * self.spread**2) + ((cuts - self.anchor) ** 2).sum() / 200)

    def top(self, cuts: np.ndarray, lenient: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Newton's method: cuts, leniencies, and the variance of each leniency given the cuts."""
        value, unsure = self.loss(cuts, lenient), np.full(len(lenient), self.spread**2)
        for _ in range(100):
            step_c, step_u, unsure = self._step(cuts, lenient)
            for halving in range(40):
                tried = cuts + step_c * 0.5**halving, lenient + step_u * 0.5**halving
                if (found := self.loss(*tried)) <= value:
                    break
            else:
                break
            (cuts, lenient), gained, value = tried, value - found, found
            if gained < 1e-10 * max(1.0, abs(value)):
                break
        return cuts, lenient, unsure

    def _step(self, cuts: np.ndarray, lenient: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Raters don't touch one another: each is solved for by itself, given the cuts (Schur's complement)."""
        m, precision = len(lenient), 1 / self.spread**2
        slope, curve = _derivatives(self.expected + lenient[self.who], self.closeness, cuts)
        of_u = np.bincount(self.who, slope[:, 0], m) + lenient * precision
        of_c = slope[:, 1:].sum(axis=0) + (cuts - self.anchor) / 100
        unsure = 1 / (np.bincount(self.who, curve[:, 0, 0], m) + precision)
        across = np.stack([np.bincount(self.who, curve[:, 0, 1 + at], m) for at in range(len(cuts))])
        within = curve[:, 1:, 1:].sum(axis=0) + np.eye(len(cuts)) / 100
        step_c = -np.linalg.solve(within - (across * unsure) @ across.T, of_c - across @ (unsure * of_u))
        return step_c, -unsure * (of_u + step_c @ across), unsure


def _shares(latent: np.ndarray, cuts: np.ndarray) -> np.ndarray:
    """(q, 5) the chance of each level."""
    above = chance(latent[..., None] - cuts)
    ones, zeros = np.ones((*latent.shape, 1)), np.zeros((*latent.shape, 1))
    return np.asarray(np.concatenate([ones, above], axis=-1) - np.concatenate([above, zeros], axis=-1))


def _derivatives(latent: np.ndarray, closeness: np.ndarray, cuts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(q, 5) and (q, 5, 5) first and second derivatives of −ln P(level) by what is latent, then by each cut."""
    q, levels = len(latent), len(cuts)
    rows = np.arange(q)
    above = np.concatenate([np.ones((q, 1)), chance(latent[:, None] - cuts), np.zeros((q, 1))], axis=1)
    dense = above * (1 - above)  # of the logistic, and its slope
    steep = dense * (1 - 2 * above)
    upper, lower = closeness - 1, closeness  # P = F(latent − c_upper) − F(latent − c_lower)
    share = np.maximum(above[rows, upper] - above[rows, lower], 1e-300)
    first, second = np.zeros((q, levels + 1)), np.zeros((q, levels + 1, levels + 1))
    first[:, 0] = dense[rows, upper] - dense[rows, lower]
    second[:, 0, 0] = steep[rows, upper] - steep[rows, lower]
    for level, sign in ((upper, -1.0), (lower, 1.0)):
        inside = np.flatnonzero((level >= 1) & (level <= levels))
        at = level[inside]
        first[inside, at] += sign * dense[inside, at]
        second[inside, at, at] -= sign * steep[inside, at]
        second[inside, 0, at] += sign * steep[inside, at]
        second[inside, at, 0] += sign * steep[inside, at]
    slope = -first / share[:, None]
    return slope, slope[:, :, None] * slope[:, None, :] - second / share[:, None, None]


def _measured(survey: Survey, leniency: Leniency, scores: np.ndarray) -> np.ndarray:
    """(q,) what each rating measures τ as: the mean of the normal that, joined with that of ties in general, gives the mean and
    the variance which τ has once the rating is known."""
    middle, spread = float(scores.mean()), max(float(scores.std()), 0.5)
    nodes = middle + spread * _NODES
    lenient = leniency.of(survey.rater)
    share = _shares(nodes[None, :] + lenient[:, None], leniency.cuts)
    likely = np.take_along_axis(share, (survey.closeness - 1)[:, None, None], axis=2)[:, :, 0] * _WEIGHTS
    whole = np.maximum(likely.sum(axis=1), 1e-300)
    mean = likely @ nodes / whole
    variance = np.maximum(likely @ nodes**2 / whole - mean**2, 1e-6)
    precision = np.maximum(1 / variance - 1 / spread**2, 0.02)
    return np.asarray((mean / variance - middle / spread**2) / precision)


def _agreement(survey: Survey, measured: np.ndarray) -> float:
    """How i → j and j → i correlate, over the pairs that rated each other; both ways round, so that the order doesn't matter."""
    span = int(max(survey.rater.max(), survey.rated.max())) + 1 if len(measured) else 1
    there, back = survey.rater * span + survey.rated, survey.rated * span + survey.rater
    order = np.argsort(there)
    place = np.minimum(np.searchsorted(there[order], back), max(len(there) - 1, 0))
    is_mutual = there[order][place] == back if len(there) else np.zeros(0, dtype=bool)
    mine, theirs = measured[is_mutual], measured[order][place][is_mutual]
    if len(mine) < 2 * LEAST_MUTUAL or mine.std() < 1e-9:
        return AGREEMENT
    return float(np.clip(np.corrcoef(mine, theirs)[0, 1], 0.05, 0.95))
