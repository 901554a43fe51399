"""The index calibrated by what people said of their ties: logistic regression with weights that are never negative, and a ridge.

    minimise  Σ_d [ln(1 + e^η_d) − z_d η_d] + λ/2 Σ_k β_k²,   η_d = β₀ + Σ_k β_k f_kd,   β_k ≥ 0,

z_d being whether a tie was said to be close. λ is chosen by predictions for people whom the fit knows nothing of: whoever rates in a
fold is in no pair of its fit, as rater or as rated (splitting by pairs would let it learn how each person rates).
"""

from dataclasses import dataclass, replace

import numpy as np

from liant.engines.ties.index import Index, chance

LEAST_PAIRS, LEAST_RATERS = 150, 15
RIDGES = 10.0 ** np.arange(-1, 4)
FOLDS = 5
SCORE_BINS = 10


class TooFew(ValueError):
    """Too few ties were rated, or by too few people, or all alike, to weigh features by them."""


@dataclass(frozen=True)
class Calibration:
    """`index`: calibrated. `predicted`: (q,) the chance that each rated tie is close, by a fit that knew nothing of its rater;
    NaN where no fold could predict. `brier`, `base`: the mean squared error of these, and of saying the mean
    rate every time; `error`: how far chances and what happened are apart on the mean (ECE, ten bins of equal width)."""

    index: Index
    predicted: np.ndarray
    brier: float
    base: float
    error: float
    ridge: float


def calibrated(
    by: Index, features: np.ndarray, is_close: np.ndarray, rater: np.ndarray, rated: np.ndarray, *, seed: int = 0
) -> Calibration:
    """The index with weights from a survey. `features`: (q, k) of the rated pairs, by `features(found, by, pairs)`; `is_close`,
    `rater`, `rated`: (q,), one row a rating. TooFew under 150 rated pairs or 15 raters, or where all or none are close."""
    wanted, who, whom = np.asarray(is_close, dtype=bool), np.asarray(rater), np.asarray(rated)
    pairs = len(np.unique(np.stack([np.minimum(who, whom), np.maximum(who, whom)]), axis=1)[0])
    if pairs < LEAST_PAIRS or len(np.unique(who)) < LEAST_RATERS:
        raise TooFew(f"{pairs} pairs rated by {len(np.unique(who))} people; {LEAST_PAIRS} by {LEAST_RATERS} are needed")
    if wanted.all() or not wanted.any():
        raise TooFew("all ties were said to be alike")
    folds = _folds(who, whom, seed)
    best, ridge, predicted = np.inf, float(RIDGES[-1]), np.full(len(wanted), np.nan)
    for tried in RIDGES.tolist():
        found = _left_out(features, wanted, folds, tried)
        told = np.isfinite(found)
        loss = float(-np.log(np.where(wanted, found, 1 - found)[told]).mean()) if told.any() else np.inf
        if loss < best:
            best, ridge, predicted = loss, tried, found
    intercept, weights = ridge_logistic(features, wanted, ridge)
    told = np.isfinite(predicted)
    chances, seen = predicted[told], wanted[told]
    base = float(np.mean((seen.mean() - seen) ** 2)) if told.any() else np.nan
    return Calibration(
        index=replace(by, weights=weights, intercept=intercept, is_calibrated=True),
        predicted=predicted,
        brier=float(np.mean((chances - seen) ** 2)) if told.any() else np.nan,
        base=base,
        error=calibration_error(chances, seen),
        ridge=ridge,
    )


def calibration_error(chances: np.ndarray, happened: np.ndarray) -> float:
    """Σ_b n_b/n · |mean chance − share that happened| over ten bins of equal width (Guo et al., ICML 2017, §2)."""
    place = np.minimum((np.asarray(chances) * SCORE_BINS).astype(np.int64), SCORE_BINS - 1)
    gaps = np.bincount(place, np.asarray(chances) - np.asarray(happened, dtype=float), SCORE_BINS)
    return float(np.abs(gaps).sum() / max(len(place), 1))


def ridge_logistic(features: np.ndarray, wanted: np.ndarray, ridge: float) -> tuple[float, np.ndarray]:
    """β₀ and (k,) β ≥ 0, by Newton's method on the weights that aren't held at zero (projected; Bertsekas 1982)."""
    rows = np.column_stack([np.ones(len(features)), features])
    target = np.asarray(wanted, dtype=float)
    penalty = np.concatenate([[0.0], np.full(features.shape[1], ridge)])
    beta = np.zeros(rows.shape[1])
    beta[0] = np.log((target.sum() + 0.5) / (len(target) - target.sum() + 0.5))

    def loss(at: np.ndarray) -> float:
        score = rows @ at
        return float(np.logaddexp(0, score).sum() - target @ score + 0.5 * penalty @ at**2)

    value = loss(beta)
    for _ in range(200):
        likely = chance(rows @ beta)
        slope = rows.T @ (likely - target) + penalty * beta
        is_free = (beta > 0) | (slope < 0)
        is_free[0] = True
        inside = rows[:, is_free]
        curve = inside.T @ (inside * (likely * (1 - likely))[:, None]) + np.diag(penalty[is_free] + 1e-9)
        step = np.zeros_like(beta)
        step[is_free] = -np.linalg.solve(curve, slope[is_free])
        before = value
        for halving in range(40):
            tried = beta + step * 0.5**halving
            tried[1:] = np.maximum(tried[1:], 0)
            value = loss(tried)
            if value <= before:
                beta = tried
                break
        if before - value < 1e-10 * max(1.0, abs(before)):
            break
    return float(beta[0]), beta[1:]


def _folds(who: np.ndarray, whom: np.ndarray, seed: int) -> list[tuple[np.ndarray, np.ndarray]]:
    """(rows to predict, rows to fit on) of each fold; raters are dealt out by chance."""
    raters, place = np.unique(who, return_inverse=True)
    dealt = np.random.default_rng(seed).permutation(len(raters)) % FOLDS
    made = []
    for fold in range(FOLDS):
        is_told = dealt[place] == fold
        known = np.unique(who[is_told])  # raters of the fold; whom they rate may be rated by others
        made.append((is_told, ~is_told & ~np.isin(whom, known)))
    return made


def _left_out(
    features: np.ndarray, wanted: np.ndarray, folds: list[tuple[np.ndarray, np.ndarray]], ridge: float
) -> np.ndarray:
    predicted = np.full(len(wanted), np.nan)
    for told, fitted in folds:
        if told.any() and wanted[fitted].any() and not wanted[fitted].all():
            intercept, weights = ridge_logistic(features[fitted], wanted[fitted], ridge)
            predicted[told] = chance(intercept + features[told] @ weights)
    return predicted
