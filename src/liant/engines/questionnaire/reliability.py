"""Whether the items of a dimension measure one thing: McDonald's omega, Cronbach's alpha, and what each item brings.

NumPy is imported when asked: scores alone don't need it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from liant.engines.questionnaire.expressions import Value
from liant.engines.questionnaire.scoring import item_scores, scoring_of
from liant.engines.questionnaire.settling import settle
from liant.engines.questionnaire.whole import Questionnaire

if TYPE_CHECKING:
    import numpy as np

FEWEST = 10  # respondents: below, no coefficient says anything
DRAWS = 1000


@dataclass(frozen=True)
class Coefficient:
    """A value with its 95 % interval (percentile bootstrap over respondents)."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class ItemQuality:
    """`asked` respondents, of whom `unanswered` left it. `discrimination`: correlation with the sum of the other items
    of its dimension; `loading`: on the one factor, standardised. Both None where they can't be reckoned."""

    id: str
    asked: int
    unanswered: int
    mean: float | None
    discrimination: float | None
    loading: float | None


@dataclass(frozen=True)
class Reliability:
    """`n` respondents who answered every item of the dimension. `omega` needs three items, `alpha` two; None where they
    can't be reckoned. `is_proper` is False where an item's own variance came out negative: omega is not to be trusted."""

    dimension: str
    n: int
    omega: Coefficient | None
    alpha: Coefficient | None
    is_proper: bool
    items: tuple[ItemQuality, ...]


def reliability(
    questionnaire: Questionnaire, answers: Sequence[Mapping[str, Value]], *, draws: int = DRAWS, seed: int = 0
) -> tuple[Reliability, ...]:
    """The reliability of each dimension. Errors: ValueError where the questionnaire has no scoring."""
    scoring = scoring_of(questionnaire)
    rows = [
        {item.id: value for item, value in item_scores(questionnaire, settle(questionnaire, one))} for one in answers
    ]
    found = []
    for dimension in scoring.dimensions:
        names = [item.id for item in questionnaire.items if item.dimension == dimension.id]
        found.append(_of_dimension(dimension.id, names, rows, draws, seed))
    return tuple(found)


def _of_dimension(
    name: str, names: list[str], rows: list[dict[str, float | None]], draws: int, seed: int
) -> Reliability:
    import numpy as np  # late: scores alone don't need it

    complete = [[row[one] for one in names] for row in rows if all(row.get(one) is not None for one in names)]
    table = np.array(complete, dtype=float).reshape(len(complete), len(names))
    is_enough = len(complete) >= FEWEST and len(names) > 1
    both = coefficients(table, draws=draws, seed=seed) if is_enough else (None, None)
    loadings, own = factor(np.cov(table, rowvar=False)) if is_enough and len(names) > 2 else (None, None)
    items = []
    for at, one in enumerate(names):
        given = [row[one] for row in rows if one in row]
        known = [value for value in given if value is not None]
        items.append(
            ItemQuality(
                id=one,
                asked=len(given),
                unanswered=len(given) - len(known),
                mean=sum(known) / len(known) if known else None,
                discrimination=_with_the_rest(table, at) if is_enough else None,
                loading=None if loadings is None else _standardised(loadings[at], table[:, at]),
            )
        )
    return Reliability(name, len(complete), both[0], both[1], own is None or bool((own >= 0).all()), tuple(items))


def coefficients(
    table: "np.ndarray[Any, Any]", *, draws: int = DRAWS, seed: int = 0
) -> tuple[Coefficient | None, Coefficient | None]:
    """Omega and alpha of a table (respondents × items, no gaps), with bootstrap intervals; `seed` makes them repeatable."""
    import numpy as np  # late: scores alone don't need it

    chance = np.random.default_rng(seed)
    values = {"omega": omega(np.cov(table, rowvar=False)), "alpha": alpha(np.cov(table, rowvar=False))}
    drawn: dict[str, list[float]] = {"omega": [], "alpha": []}
    for _ in range(draws):
        again = table[chance.integers(0, len(table), len(table))]
        covariance = np.cov(again, rowvar=False)
        for name, reckon in (("omega", omega), ("alpha", alpha)):
            value = reckon(covariance) if values[name] is not None else None
            if value is not None:
                drawn[name].append(value)
    found: list[Coefficient | None] = []
    for name in ("omega", "alpha"):
        value, others = values[name], drawn[name]
        if value is None or len(others) < draws / 2:
            found.append(None)
        else:
            low, high = np.percentile(others, [2.5, 97.5])
            found.append(Coefficient(value, min(float(low), value), max(float(high), value)))
    return found[0], found[1]


def alpha(covariance: "np.ndarray[Any, Any]") -> float | None:
    """Cronbach's alpha of a covariance matrix; None where the sum doesn't vary.

    Source: L. J. Cronbach, Coefficient alpha and the internal structure of tests, Psychometrika 16 (1951).
    """
    count, total = len(covariance), float(covariance.sum())
    return None if total <= 1e-12 else count / (count - 1) * (1 - float(covariance.trace()) / total)


def omega(covariance: "np.ndarray[Any, Any]") -> float | None:
    """McDonald's omega of a covariance matrix under one factor; None under three items, or where one doesn't vary.

    Source: R. P. McDonald, Test theory: a unified treatment (1999); A. F. Hayes, J. J. Coutts, Use omega rather than
    Cronbach's alpha for estimating reliability. But…, Communication Methods and Measures 14 (2020).
    """
    loadings, own = factor(covariance)
    if loadings is None or own is None:
        return None
    common = float(loadings.sum()) ** 2
    total = common + float(own.clip(min=0).sum())
    return common / total if total > 0 else None


def factor(covariance: "np.ndarray[Any, Any]") -> "tuple[np.ndarray[Any, Any] | None, np.ndarray[Any, Any] | None]":
    """Loadings on one factor and the items' own variances, by least squares on what is off the diagonal of the
    correlations (minres), in the units of the items. (None, None) where it can't be told.

    Source: H. H. Harman, W. H. Jones, Factor analysis by minimizing residuals (minres), Psychometrika 31 (1966).
    """
    import numpy as np  # late: scores alone don't need it

    deviations = np.sqrt(np.diag(covariance))
    if len(covariance) < 3 or (deviations < 1e-9).any():
        return None, None
    correlations = covariance / np.outer(deviations, deviations)
    others = correlations - np.eye(len(correlations))
    loadings = np.full(len(correlations), np.sqrt(max(float(others.mean()), 0.01)))
    for _ in range(2000):
        before = loadings.copy()
        for at in range(len(loadings)):  # each in turn, the others held: the sum of squares only falls
            rest = float(loadings @ loadings) - loadings[at] ** 2
            if rest > 1e-12:
                loadings[at] = np.clip((others[at] @ loadings) / rest, -1.5, 1.5)
        if np.abs(loadings - before).max() < 1e-8:
            break
    if loadings.sum() < 0:
        loadings = -loadings
    return loadings * deviations, (1 - loadings**2) * deviations**2


def _with_the_rest(table: "np.ndarray[Any, Any]", at: int) -> float | None:
    import numpy as np  # late: scores alone don't need it

    rest = table.sum(axis=1) - table[:, at]
    if table[:, at].std() < 1e-9 or rest.std() < 1e-9:
        return None
    return float(np.corrcoef(table[:, at], rest)[0, 1])


def _standardised(loading: float, column: "np.ndarray[Any, Any]") -> float:
    return float(loading / column.std(ddof=1))
