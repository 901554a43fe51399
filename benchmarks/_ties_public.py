"""Public data: a strength beside plain counting, and beside the index as the method first had it."""

from collections.abc import Iterator

import numpy as np

from liant.engines.ties import circles, contacts, features, index, priors, rates
from liant.engines.ties.calibration import _folds, _left_out
from tests.engines.ties import public as data


def public() -> int:
    """One line for each question; 1 where counting is as good."""
    print(f"{'':>44} {'pairs':>6} {'true':>6} {'count':>7} {'strength':>8} {'draft':>7} {'fitted':>7}")
    is_worse = False
    for name, told in questions():
        for kept, which in (({}, "all pairs"), ({"in_contact": True}, "those in contact")):
            at = told.pairs(**kept)
            truth = told.truth[at]
            if truth.all() or not truth.any():
                continue
            counted, strength = told.by_count(**kept), told.by_strength(**kept)
            is_worse |= strength <= counted
            print(f"{name:>25}, {which:>17} {len(truth):>6,} {truth.sum():>6,} {counted:>7.3f} {strength:>8.3f} "
                  f"{data.auc(truth, draft(told, at)):>7.3f} {fitted(told, at, truth):>7.3f}")  # fmt: skip
    return int(is_worse)


def questions() -> Iterator[tuple[str, data.Told]]:
    """Those that may be copied, and the others where they are."""
    yield "friend at t2 (EIES)", data.eies()
    yield "friend (Lazega)", data.lawyers()
    yield from zip(("contact later (2013)", "department (2013)"), data.office(), strict=True)
    if data.LARGE_OFFICE.exists():
        yield from zip(("contact later (2015)", "department (2015)"), data.office(is_large=True), strict=True)
    if data.MAIL.exists():
        yield "manager (mail)", data.mail()


def draft(told: data.Told, at: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    """η as the method first had it: standardised ln(1 + rate) by channel, reciprocity as a share, each pair's own usual gap."""
    found = contacts(told.rows, at=told.at)
    rows = found.asked(at)[2]
    there = rows >= 0

    def of(values: np.ndarray, otherwise: float = 0.0) -> np.ndarray:
        return np.where(there, values[rows], otherwise)

    score = np.zeros(len(rows))
    for channel, (prior, weight) in enumerate(zip(priors(found), index(found).weights, strict=False)):
        every = np.log1p(rates(found, prior, channel).mean)
        score += weight * (np.log1p(rates(found, prior, channel, at).mean) - every.mean()) / max(every.std(), 1e-9)
    forth, back = (of(one) for one in found.towards)
    silent = of(found.silent, 7.0 * found.weeks)
    gap = of((found.known - found.silent) / np.maximum(found.active_weeks - 1, 1), 7.0 * found.weeks)
    several = sum((of(one) > 0).astype(float) for one in found.total)
    score += 0.8 * np.log1p(of(found.active_weeks)) + 0.5 * (2 * np.minimum(forth, back) + 1) / (forth + back + 2)
    return score + 0.4 * circles(found, at).overlap + 0.4 * several - 0.4 * np.log1p(silent / np.maximum(gap, 1.0))


def fitted(told: data.Told, at: tuple[np.ndarray, np.ndarray], truth: np.ndarray) -> float:
    """By weights fitted on other people alone: the mean over folds, since their chances aren't on one scale."""
    found = contacts(told.rows, at=told.at)
    seen, folds = features(found, index(found), at), _folds(*at, seed=0)
    chances = _left_out(seen, truth, folds, 1.0)
    parts = [
        rows for rows, _ in folds if truth[rows].any() and not truth[rows].all() and np.isfinite(chances[rows]).all()
    ]
    return float(np.mean([data.auc(truth[rows], chances[rows]) for rows in parts]))
