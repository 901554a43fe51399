"""Groups and reliability, beside values that were published, or reckoned by other hands than ours."""

import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize, stats
from sklearn.decomposition import FactorAnalysis

from liant.engines.questionnaire import group_scores, read, reliability
from liant.engines.questionnaire.groups import estimate, student
from liant.engines.questionnaire.reliability import alpha, coefficients, factor, omega

READINESS = read((Path(__file__).parent / "definitions/readiness.json").read_text())
# S. Chatterjee, B. Price, Regression Analysis by Example (1977): clerical employees of a financial organisation, 30 departments;
# the data set "attitude" of R, for which the manual of psych gives alpha 0.84 (raw and standardised), mean correlation 0.43.
ATTITUDE = np.fromstring(
    """
43 51 30 39 61 92 45  63 64 51 54 63 73 47  71 70 68 69 76 86 48  61 63 45 47 54 84 35  81 78 56 66 71 83 47
43 55 49 44 54 49 34  58 67 42 56 66 68 35  71 75 50 55 70 66 41  72 82 72 67 71 83 31  67 61 45 47 62 80 41
64 53 53 58 58 67 34  67 60 47 39 59 74 41  69 62 57 42 55 63 25  68 83 83 45 59 77 35  77 77 54 72 79 77 46
81 90 50 72 60 54 36  74 85 64 69 79 79 63  65 60 65 75 55 80 60  65 70 46 57 75 85 46  50 58 68 54 64 78 52
50 40 33 34 43 64 33  64 61 52 62 66 80 41  53 66 52 50 63 80 37  40 37 42 58 50 57 49  63 54 42 48 66 75 33
66 77 66 63 88 76 72  78 75 58 74 80 78 49  48 57 44 45 51 83 38  85 85 71 71 77 74 55  82 82 39 59 64 78 39
""",
    dtype=int,
    sep=" ",
).reshape(30, 7)


@pytest.mark.parametrize("freedom", [1, 2, 3, 4, 5, 10, 29, 100, 999, 50_000])
def test_student_is_scipy_s(freedom):
    assert student(freedom) == pytest.approx(stats.t.ppf(0.975, freedom), rel=1e-6)


@given(st.lists(st.floats(0, 100), max_size=40))
def test_estimates_are_what_numpy_and_scipy_make_of_them(values):
    found = estimate(values)
    assert found.n == len(values)
    if values:
        assert found.mean == pytest.approx(np.mean(values), abs=1e-9)
        assert found.median == pytest.approx(np.median(values), abs=1e-9)
    if len(values) > 1 and np.std(values) > 1e-6:
        low, high = stats.t.interval(0.95, len(values) - 1, loc=np.mean(values), scale=stats.sem(values))
        assert (found.low, found.high) == (
            pytest.approx(max(0, low), abs=1e-5),
            pytest.approx(min(100, high), abs=1e-5),
        )
        assert found.low <= found.mean <= found.high


def test_a_group_is_judged_by_its_lowest_dimension():
    good = {"role": "member", "meaning": {"purpose": "yes", "proud": "yes", "absurd": "no"}, "example_speaks": "often"}
    group = [{**good, "trust_say": say, "trust_blame": say < 3} for say in (1, 2, 3, 4, 5, 5)]
    found = group_scores(READINESS, [*group, {"role": "member"}])
    meaning, trust, _ = found.dimensions
    assert (found.n, meaning.estimate.n, trust.estimate.n) == (7, 6, 6)
    assert trust.estimate.mean == pytest.approx(np.mean([0, 12.5, 75, 87.5, 100, 100]))
    assert trust.levels == {"absent": 2, "begun": 0, "solid": 4}
    assert (found.outcome.lowest.id, found.outcome.verdict.id) == ("trust", "small")
    assert found.verdicts == {"not_yet": 2, "small": 0, "launch": 4}
    assert sum(found.verdicts.values()) == 6


def test_a_group_without_anybody():
    found = group_scores(READINESS, [])
    assert (found.n, found.outcome.verdict, found.dimensions[0].estimate.mean) == (0, None, None)


def test_alpha_as_published():
    covariance = np.cov(ATTITUDE, rowvar=False)
    correlations = np.corrcoef(ATTITUDE, rowvar=False)
    assert alpha(covariance) == pytest.approx(0.84, abs=0.005)
    assert alpha(correlations) == pytest.approx(0.84, abs=0.005)
    assert (correlations.sum() - 7) / 42 == pytest.approx(0.43, abs=0.005)


def test_discrimination_as_published():
    """What psych's alpha() prints as r.drop for the same data."""
    whole = read({"x-liant": {"scoring": {"dimensions": [{"id": "d", "title": "D"}]}},
                  "elements": [{"type": "rating", "name": f"q{at}", "rateMin": 0, "rateMax": 100, "rateValues": list(range(101)),
                                "x-liant": {"dimension": "d"}} for at in range(7)]})  # fmt: skip
    answers = [{f"q{at}": int(value) for at, value in enumerate(row)} for row in ATTITUDE]
    (found,) = reliability(whole, answers, draws=20)
    published = [0.67, 0.74, 0.56, 0.71, 0.79, 0.27, 0.46]
    assert [round(one.discrimination, 2) for one in found.items] == published
    assert found.alpha.value == pytest.approx(0.84, abs=0.005)
    assert found.omega.value == pytest.approx(omega(np.cov(ATTITUDE, rowvar=False)), abs=1e-6)


def test_omega_of_published_data_by_other_hands():
    """The same least squares by SciPy's minimiser, and another estimator by scikit-learn."""
    correlations = np.corrcoef(ATTITUDE, rowvar=False)

    def left_over(loadings):
        rest = np.outer(loadings, loadings) - correlations
        np.fill_diagonal(rest, 0)
        return (rest**2).sum()

    loadings = optimize.minimize(left_over, np.full(7, 0.6), tol=1e-14).x
    common = loadings.sum() ** 2
    assert omega(correlations) == pytest.approx(common / (common + (1 - loadings**2).sum()), abs=1e-6)
    assert omega(np.cov(ATTITUDE, rowvar=False)) == pytest.approx(by_maximum_likelihood(ATTITUDE), abs=0.01)


def by_maximum_likelihood(table):
    """Omega from scikit-learn's one factor."""
    found = FactorAnalysis(1, tol=1e-8, max_iter=10_000, svd_method="lapack").fit(table)
    common = found.components_[0].sum() ** 2
    return common / (common + found.noise_variance_.sum())


@pytest.mark.parametrize("seed", range(5))
def test_omega_beside_another_estimator(seed):
    chance = np.random.default_rng(seed)
    loadings = chance.uniform(0.4, 0.9, 6)
    table = np.outer(chance.normal(size=800), loadings) + chance.normal(size=(800, 6)) * np.sqrt(1 - loadings**2)
    assert omega(np.cov(table, rowvar=False)) == pytest.approx(by_maximum_likelihood(table), abs=0.005)


@pytest.mark.parametrize("loadings", [[0.9, 0.8, 0.7, 0.6, 0.5], [1.5, 0.7, 0.7, 0.4], [0.6] * 8])
def test_omega_of_a_known_model(loadings):
    """Congeneric and tau-equivalent items, n = 10⁵: within 0.01 of what the model says."""
    chance, loadings = np.random.default_rng(7), np.array(loadings)
    own = np.linspace(0.4, 0.8, len(loadings))
    table = np.outer(chance.normal(size=100_000), loadings) + chance.normal(size=(100_000, len(own))) * np.sqrt(own)
    true = loadings.sum() ** 2 / (loadings.sum() ** 2 + own.sum())
    covariance = np.cov(table, rowvar=False)
    assert omega(covariance) == pytest.approx(true, abs=0.01)
    if len(set(loadings)) == 1:
        assert alpha(covariance) == pytest.approx(omega(covariance), abs=0.01)
    else:
        assert alpha(covariance) < omega(covariance)


def test_exact_covariances_give_exact_loadings():
    loadings = np.array([0.8, 0.5, 1.2, 0.3])
    covariance = np.outer(loadings, loadings) + np.diag([0.5, 0.2, 0.9, 0.4])
    found, own = factor(covariance)
    assert found == pytest.approx(loadings, abs=1e-5)
    assert own == pytest.approx([0.5, 0.2, 0.9, 0.4], abs=1e-4)


def test_intervals_hold_the_true_value_about_as_often_as_they_say():
    loadings = np.array([0.8, 0.7, 0.6, 0.7])
    true = loadings.sum() ** 2 / (loadings.sum() ** 2 + (1 - loadings**2).sum())
    chance, held = np.random.default_rng(3), 0
    for at in range(40):
        table = np.outer(chance.normal(size=150), loadings) + chance.normal(size=(150, 4)) * np.sqrt(1 - loadings**2)
        found, _ = coefficients(table, draws=150, seed=at)
        held += found.low <= true <= found.high
    assert 34 <= held <= 40


def test_reliability_of_a_questionnaire():
    whole = read({
        "x-liant": {"scoring": {"dimensions": [{"id": "d", "title": "D"}, {"id": "e", "title": "E"}]}},
        "elements": [
            *({"type": "rating", "name": f"q{at}", "x-liant": {"dimension": "d", "reversed": at == 3}} for at in range(4)),
            {"type": "boolean", "name": "alone", "x-liant": {"dimension": "e"}},
        ],
    })  # fmt: skip
    chance = np.random.default_rng(1)
    answers = []
    for at in range(200):
        level = chance.normal(3, 1)
        given = [int(np.clip(round(level + chance.normal(0, 0.7)), 1, 5)) for _ in range(4)]
        given[3] = 6 - given[3]
        answers.append({f"q{one}": value for one, value in enumerate(given) if not (at < 20 and one == 1)})
    found, alone = reliability(whole, answers, draws=100)
    assert (found.n, found.items[1].asked, found.items[1].unanswered) == (180, 200, 20)
    assert found.is_proper
    assert 0.7 < found.alpha.low < found.alpha.value < found.alpha.high < 1
    assert abs(found.omega.value - found.alpha.value) < 0.02
    assert all(one.discrimination > 0.5 and one.loading > 0.5 for one in found.items)
    assert (alone.omega, alone.alpha, alone.n) == (None, None, 0)
    assert reliability(whole, answers, draws=100)[0] == found
    assert reliability(whole, answers[:5])[0].omega is None


def test_items_that_say_nothing_are_told():
    whole = read({"x-liant": {"scoring": {"dimensions": [{"id": "d", "title": "D"}]}},
                  "elements": [{"type": "rating", "name": f"q{at}", "x-liant": {"dimension": "d"}} for at in range(3)]})  # fmt: skip
    (found,) = reliability(whole, [{"q0": 3, "q1": at % 5 + 1, "q2": at % 2 + 1} for at in range(20)], draws=20)
    assert found.omega is None
    assert found.items[0].discrimination is None
    assert math.isfinite(found.alpha.value)
    assert json.dumps(found.items[1].discrimination)
