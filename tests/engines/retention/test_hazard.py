"""What goes with going quiet: what lifelines 0.30.3 and statsmodels 0.15.0 say of Rossi's data, and planted effects."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liant.engines.retention import TooLittle, concordance, cox, fatigue, weekly_hazard
from tests.engines.retention.datasets import ROSSI, rossi

# lifelines 0.30.3, CoxPHFitter().fit(load_rossi(), "week", "arrest")
COEFFICIENTS = (-0.379422, -0.057438, 0.313900, -0.149796, -0.433704, -0.084871, 0.091497)
ERRORS = (0.191379, 0.021999, 0.307993, 0.212224, 0.381868, 0.195757, 0.028649)
# statsmodels 0.15.0, GLM(Binomial(CLogLog())) on one row a person and week: constant, t, fin, age, prio
GROUPED = (-4.206653, 0.017998, -0.349044, -0.067118, 0.097008)
GROUPED_ERRORS = (0.530074, 0.006324, 0.190231, 0.020847, 0.027237)


def weeks_of_rossi():
    stop, arrested, covariates = rossi()
    person = np.repeat(np.arange(len(stop)), stop.astype(int))
    week = np.concatenate([np.arange(1, int(last) + 1) for last in stop])
    event = arrested[person] & (week == stop[person])
    return event, week, person, covariates[person]


def test_the_men_of_rossi():
    fit = cox(*rossi(), ROSSI)
    assert fit.coefficients == pytest.approx(COEFFICIENTS, abs=1e-5)
    assert fit.errors == pytest.approx(ERRORS, abs=1e-5)
    assert fit.log_likelihood == pytest.approx(-658.747659, abs=1e-5)
    assert fit.concordance == pytest.approx(0.640329, abs=1e-6)
    assert (fit.rows, fit.events) == (432, 114)
    ratio = fit.ratio("fin")
    assert (ratio.value, ratio.low, ratio.high) == pytest.approx((0.6843, 0.4702, 0.9957), abs=1e-4)


def test_rows_cut_at_every_week_say_the_same():
    event, week, _, covariates = weeks_of_rossi()
    fit = cox(week, event, covariates, ROSSI, start=week - 1)
    assert fit.coefficients == pytest.approx(COEFFICIENTS, abs=1e-5)
    assert fit.log_likelihood == pytest.approx(-658.747659, abs=1e-5)


def test_the_same_men_week_by_week():
    event, week, person, covariates = weeks_of_rossi()
    chosen = np.column_stack([week, covariates[:, 0], covariates[:, 1], covariates[:, 6]])
    fit = weekly_hazard(event, chosen, ("week", "fin", "age", "prio"))
    assert fit.names == ("constant", "week", "fin", "age", "prio")
    assert fit.coefficients == pytest.approx(GROUPED, abs=1e-5)
    assert fit.errors == pytest.approx(GROUPED_ERRORS, abs=1e-5)
    assert fit.log_likelihood == pytest.approx(-683.862979, abs=1e-5)
    by_person = weekly_hazard(event, chosen, ("week", "fin", "age", "prio"), person=person)
    assert by_person.errors == pytest.approx((0.5242, 0.006157, 0.19189, 0.023552, 0.027136), rel=0.01)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.floats(0.01, 100), st.floats(-50, 50))
def test_units_change_coefficients_and_nothing_else(seed, scale, shift):
    chance = np.random.default_rng(seed)
    x = chance.standard_normal((80, 2))
    length, event = np.ceil(chance.exponential(10, 80) * np.exp(-0.4 * x[:, 0])), chance.random(80) < 0.8
    first, second = cox(length, event, x, "ab"), cox(length, event, x * [scale, 1] + [shift, 0], "ab")
    assert second.coefficients * [scale, 1] == pytest.approx(first.coefficients, abs=1e-6)
    assert second.concordance == pytest.approx(first.concordance)


def test_people_who_tire_are_told_from_people_who_do_not():
    assert made_weeks(0.0) == "not_shown"
    assert made_weeks(0.06) == "shown"
    assert made_weeks(0.06, people=12) == "too_little"


def made_weeks(slope, people=300):
    chance = np.random.default_rng(3)
    rows = []
    for person in range(people):
        joined = 13 * (person % 3)
        for tenure in range(1, 53):
            month, prompts = (joined + tenure) // 4 % 12, chance.poisson(3)
            quiet = chance.random() < -np.expm1(-np.exp(-4.5 + slope * tenure + 0.1 * prompts))
            rows.append((quiet, tenure, month, prompts, person % 3, person))
            if quiet:
                break
    event, *rest = np.array(rows).T
    named = dict(zip(("tenure", "month", "prompts", "cohort", "person"), rest, strict=True))
    return fatigue(event == 1, **named).verdict


def test_what_has_no_answer_says_so():
    length = np.arange(1.0, 21)
    early = (length <= 10).astype(float)[:, None]
    with pytest.raises(TooLittle):
        cox(length, np.zeros(20, dtype=bool), early, ["early"])
    with pytest.raises(TooLittle, match="told apart"):
        cox(length, np.ones(20, dtype=bool), np.hstack([early, early]), ["a", "b"])
    with pytest.raises(TooLittle):
        cox(length, length <= 10, early, ["early"])  # it alone sets off every event
    with pytest.raises(TooLittle):
        weekly_hazard(early[:, 0] == 1, early, ["early"])
    with pytest.raises(ValueError, match="shape"):
        cox(length, np.ones(20, dtype=bool), early, ["a", "b"])


def test_equal_scores_say_nothing_about_order():
    assert concordance(np.array([1.0, 2, 3]), np.array([True, True, False]), np.zeros(3)) == 0.5
    assert concordance(np.array([1.0, 2, 3]), np.array([True, True, False]), np.array([3.0, 2, 1])) == 1
