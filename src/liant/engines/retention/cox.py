"""What goes with going quiet sooner: Cox's partial likelihood."""

from collections.abc import Sequence

import numpy as np

from liant.engines.retention.estimates import NO_TOP, Fit, TooLittle, columns, hold_bounds, inverse

STEPS = 60


def cox(
    stop: np.ndarray,
    went_quiet: np.ndarray,
    covariates: np.ndarray,
    names: Sequence[str],
    *,
    start: np.ndarray | None = None,
) -> Fit:
    """Cox's proportional hazards (J. R. Stat. Soc. B 34 (1972) 187), ties as Efron has them (J. Am. Stat. Assoc. 72 (1977) 557).

    `stop`: (n,) end of each row, any unit; `went_quiet`: (n,) whether the row ends by going quiet; `covariates`: (n, p);
    `start`: (n,) where a row begins, for people whose covariates change and who have several rows; a row is at risk after
    its start and up to its stop. Newton's method with halved steps. Raises ValueError for what doesn't fit; TooLittle
    without an event, where covariates can't be told apart, or where one of them sets off all events, so that no finite
    coefficient is the best.
    """
    end, event, named = np.asarray(stop, dtype=float), np.asarray(went_quiet, dtype=bool), tuple(names)
    begin = np.full_like(end, -np.inf) if start is None else np.asarray(start, dtype=float)
    if end.ndim != 1 or event.shape != end.shape or begin.shape != end.shape or (begin >= end).any():
        raise ValueError("each row has a start before its stop, and an end")
    matrix = columns(covariates, len(end), named)
    if not event.any():
        raise TooLittle("nobody went quiet")
    centred = matrix - matrix.mean(axis=0)
    sets = _risk_sets(begin, end, event)
    beta = np.zeros(len(named))
    value, gradient, information = _likelihood(beta, centred, sets)
    for _ in range(STEPS):
        covariance = inverse(information)
        step = covariance @ gradient
        if gradient @ step < 1e-16 * max(1.0, abs(value)):
            break
        beta, (value, gradient, information) = _halved(beta, step, value, centred, sets)
    else:
        raise TooLittle(NO_TOP)
    errors = np.sqrt(np.diag(covariance))
    hold_bounds(errors * matrix.std(axis=0))
    scores = centred @ beta
    ordered = None if start is not None else concordance(end, event, scores)
    return Fit(named, beta, errors, covariance, value, len(end), int(event.sum()), concordance=ordered)


Sets = list[tuple[np.ndarray, np.ndarray]]


def _risk_sets(begin: np.ndarray, end: np.ndarray, event: np.ndarray) -> Sets:
    """For each time at which somebody goes quiet: the rows at risk, and those of the events."""
    return [
        (np.flatnonzero((begin < time) & (end >= time)), np.flatnonzero(event & (end == time)))
        for time in np.unique(end[event])
    ]


def _likelihood(beta: np.ndarray, matrix: np.ndarray, sets: Sets) -> tuple[float, np.ndarray, np.ndarray]:
    scores = matrix @ beta
    weights = np.exp(scores - scores.max())
    value, size = 0.0, len(beta)
    gradient, information = np.zeros(size), np.zeros((size, size))
    for risk, events in sets:
        shares = np.arange(len(events)) / len(events)
        total, first, second = _moments(matrix[risk], weights[risk])
        tied, tied_first, tied_second = _moments(matrix[events], weights[events])
        totals = total - shares * tied
        means = (first - shares[:, None] * tied_first) / totals[:, None]
        value += scores[events].sum() - np.log(totals).sum() - len(events) * scores.max()
        gradient += matrix[events].sum(axis=0) - means.sum(axis=0)
        information += second * (1 / totals).sum() - tied_second * (shares / totals).sum() - means.T @ means
    return float(value), gradient, information


def _moments(matrix: np.ndarray, weights: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    weighted = matrix * weights[:, None]
    return float(weights.sum()), weighted.sum(axis=0), matrix.T @ weighted


def _halved(
    beta: np.ndarray, step: np.ndarray, value: float, matrix: np.ndarray, sets: Sets
) -> tuple[np.ndarray, tuple[float, np.ndarray, np.ndarray]]:
    """A step that doesn't lose what was reached."""
    for halving in range(30):
        tried = beta + step / 2**halving
        found = _likelihood(tried, matrix, sets)
        if np.isfinite(found[0]) and found[0] >= value - 1e-9 * abs(value):
            return tried, found
    raise TooLittle(NO_TOP)


def concordance(lengths: np.ndarray, went_quiet: np.ndarray, scores: np.ndarray) -> float:
    """Harrell's index (J. Am. Med. Assoc. 247 (1982) 2543): among pairs of whom one is known to have lasted less, how often
    that one had the higher score; equal scores count half. Two who went quiet at once are no such pair; one who did and one
    who was only followed so long are. Time grows with n². TooLittle where there is no such pair.
    """
    right = pairs = 0.0
    for at in np.flatnonzero(went_quiet):
        longer = (lengths > lengths[at]) | ((lengths == lengths[at]) & ~went_quiet)
        pairs += np.count_nonzero(longer)
        right += np.count_nonzero(scores[longer] < scores[at]) + np.count_nonzero(scores[longer] == scores[at]) / 2
    if not pairs:
        raise TooLittle("no pair of whom one is known to have lasted less")
    return float(right / pairs)
