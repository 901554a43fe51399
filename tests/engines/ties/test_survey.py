"""Step C: weights from a survey, and what people said joined with what is observed. Letters as in the acceptance table."""

import numpy as np
import pytest
from scipy import optimize

from liant.engines.ties import (
    Survey,
    TooFew,
    calibrated,
    calibration_error,
    contacts,
    features,
    fit_leniency,
    fused,
    index,
    measure,
    ridge_logistic,
    strengths,
)
from liant.engines.ties.survey import _Likelihood
from tests.engines.ties.worlds import surveyed

AT = 140.0


def test_a_calibrated_index_is_right_as_often_as_it_says():
    """A9: of people whom the fit knew nothing of, chances are within .05 of what happens, and better than the mean rate."""
    errors = []
    for seed in range(12):
        rows, rater, rated, closeness, _ = surveyed(seed, people=100, ratings=25)
        found = measure(rows, at=AT, ratings=(rater, rated, closeness)).calibration
        assert found is not None
        assert found.index.is_calibrated
        assert (found.index.weights >= 0).all()
        assert found.brier < found.base
        errors.append(found.error)
    assert np.mean(errors) <= 0.05


def test_under_150_pairs_or_15_raters_nothing_is_weighed_anew():
    rows, rater, rated, closeness, _ = surveyed(1, people=60, ratings=12)
    found = contacts(rows, at=AT)
    by = index(found)
    for kept in (rater < 14, (rater < 29) & (np.arange(len(rater)) % 12 < 4)):
        told = rater[kept], rated[kept], closeness[kept]
        with pytest.raises(TooFew, match="150 by 15"):
            calibrated(by, features(found, by, told[:2]), told[2] >= 4, *told[:2])
        ties = measure(rows, at=AT, ratings=told)
        assert ties.calibration is None
        assert not ties.strengths.is_calibrated
    with pytest.raises(TooFew, match="alike"):
        calibrated(by, features(found, by, (rater, rated)), closeness >= 1, rater, rated)


def test_weights_are_the_best_that_are_not_negative():
    """Beside SciPy's bounded minimiser, on the same loss."""
    chance = np.random.default_rng(3)
    features_ = chance.normal(size=(400, 5))
    wanted = chance.random(400) < 1 / (1 + np.exp(-features_ @ [1, 0.5, -1, 0, 0.2]))

    def loss(beta):
        score = beta[0] + features_ @ beta[1:]
        return np.logaddexp(0, score).sum() - wanted @ score + 0.5 * 2.0 * beta[1:] @ beta[1:]

    best = optimize.minimize(loss, np.zeros(6), bounds=[(None, None)] + [(0, None)] * 5, method="L-BFGS-B", tol=1e-12)
    intercept, weights = ridge_logistic(features_, wanted, 2.0)
    assert np.append(intercept, weights) == pytest.approx(best.x, abs=1e-4)
    assert weights[2] == 0


def test_how_lenient_people_are_is_recovered():
    """Raters who say more of the same ties are found out; cuts and spread are near those that made the answers."""
    chance = np.random.default_rng(2)
    lenient, cuts = chance.normal(0, 1.0, 40), np.array([-2.0, -0.7, 0.4, 1.6])
    rater = np.repeat(np.arange(40), 50)
    expected = chance.normal(0, 1, len(rater))
    latent = expected + lenient[rater] + chance.logistic(0, 1, len(rater))
    given = Survey(rater, rater + 1, 1 + np.searchsorted(cuts, latent), np.arange(len(rater)))
    found = fit_leniency(expected, given)
    assert np.corrcoef(found.lenient, lenient)[0, 1] > 0.93
    assert found.spread == pytest.approx(lenient.std(), rel=0.15)
    assert found.cuts - found.cuts.mean() == pytest.approx(cuts - cuts.mean(), abs=0.2)


def test_the_mode_is_a_mode():
    """No step away from it, in any direction, lowers the penalised loss."""
    chance = np.random.default_rng(5)
    who = np.repeat(np.arange(6), 8)
    expected, closeness = chance.normal(size=48), chance.integers(1, 6, 48)
    likelihood = _Likelihood(expected, closeness, who, np.array([-2.0, -1.0, 0.0, 1.0]), 0.8)
    cuts, lenient, _ = likelihood.top(np.array([-2.0, -1.0, 0.0, 1.0]), np.zeros(6))
    best = likelihood.loss(cuts, lenient)
    for _ in range(200):
        step = chance.normal(0, 0.01, 10)
        assert likelihood.loss(cuts + step[:4], lenient + step[4:]) > best - 1e-9


def test_what_was_said_draws_a_tie_and_makes_it_surer():
    rows, rater, rated, closeness, truth = surveyed(4, people=80, ratings=15)
    ties = measure(rows, at=AT, ratings=(rater, rated, closeness))
    seen = strengths(ties.contacts, ties.index, (ties.strengths.first, ties.strengths.second))
    told = np.unique(np.minimum(rater, rated) * 80 + np.maximum(rater, rated))
    is_told = np.isin(ties.strengths.first * 80 + ties.strengths.second, told)
    assert ties.strengths.strength[~is_told] == pytest.approx(seen.strength[~is_told])
    real = truth[ties.strengths.first, ties.strengths.second][is_told]
    joined, before = ties.strengths.score[is_told], seen.score[is_told]
    assert np.corrcoef(joined, real)[0, 1] > np.corrcoef(before, real)[0, 1] + 0.02
    assert ties.fused is not None
    assert 0.05 <= ties.fused.agreement <= 0.95
    assert ((ties.strengths.low <= ties.strengths.strength) & (ties.strengths.strength <= ties.strengths.high)).all()


def test_two_ratings_of_a_pair_are_surer_than_one():
    rows, *_ = surveyed(4, people=40)
    found = contacts(rows, at=AT)
    by = index(found)
    seen = strengths(found, by)
    one, other = found.first[:2], found.second[:2]
    said = Survey(np.append(one, other[0]), np.append(other, one[0]), np.array([4, 4, 4]), np.array([0, 1, 0]))
    ties = fused(seen, said).strengths
    width = np.log(ties.high / (100 - ties.high)) - np.log(ties.low / (100 - ties.low))
    assert width[0] < width[1]


def test_a_lenient_rater_s_five_is_worth_less_than_a_severe_one_s():
    chance = np.random.default_rng(6)
    rows, *_ = surveyed(7, people=40)
    found = contacts(rows, at=AT)
    seen = strengths(found, index(found), np.triu_indices(40, 1))
    row = {(a, b): at for at, (a, b) in enumerate(zip(seen.first.tolist(), seen.second.tolist(), strict=True))}
    ratings = [(0, other, 5) for other in range(2, 30)] + [
        (1, other, 5 if other == 20 else 1) for other in range(2, 30)
    ]
    ratings += [(r, o, int(chance.integers(1, 6))) for r in range(30, 40) for o in range(2, 20)]
    who, whom, closeness = np.array(ratings).T
    at = np.array([row[min(a, b), max(a, b)] for a, b in zip(who.tolist(), whom.tolist(), strict=True)])
    ties = fused(seen, Survey(who, whom, closeness, at))
    lenient = ties.leniency.of(np.array([0, 1]))
    assert lenient[0] > lenient[1] + 1
    gained = ties.strengths.score - seen.score
    assert gained[row[1, 20]] > gained[row[0, 20]]


def test_only_rated_ties_are_told_too_and_silence_is_no_zero():
    rows, rater, rated, closeness, _ = surveyed(4, people=60, ratings=12)
    few = rows.only(np.arange(len(rows)) % 20 == 0)
    ties = measure(few, at=AT, ratings=(rater, rated, closeness))
    assert (ties.strengths.rows[len(ties.contacts) :] == 0).all()
    assert len(ties.strengths) > len(ties.contacts)
    untold = measure(few, at=AT, ratings=(rater[:5], rated[:5], closeness[:5]))
    plain = measure(few, at=AT)
    rest = ~np.isin(np.arange(len(plain.strengths)), plain.contacts.rows_of(rater[:5], rated[:5]))
    assert untold.strengths.strength[: len(plain.strengths)][rest] == pytest.approx(plain.strengths.strength[rest])


def test_calibration_error_is_what_its_definition_says():
    chances, happened = np.array([0.05, 0.05, 0.95, 0.95]), np.array([0, 1, 1, 1])
    assert calibration_error(chances, happened) == pytest.approx((abs(0.1 - 1) + abs(1.9 - 2)) / 4)


def test_a_rating_is_from_one_to_five_and_of_somebody_else():
    with pytest.raises(ValueError, match="from 1 to 5"):
        Survey(np.array([0]), np.array([1]), np.array([6]), np.array([0]))
    with pytest.raises(ValueError, match="themselves"):
        Survey(np.array([0]), np.array([0]), np.array([3]), np.array([0]))
