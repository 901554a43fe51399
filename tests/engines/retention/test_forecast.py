"""How cohorts last and what is to come: the published cohorts, a truth that is known, cohorts too small to stand alone."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liant.engines.retention import Cohort, TooLittle, fit_cohorts, fit_lasting, forecast, generations, made_up, spells

HIGH_END = Cohort((1000, 869, 743, 653, 593, 551, 517, 491))  # Fader & Hardie 2007
GUIDE = Cohort((1000, 631, 468, 382, 326))
COHORTS = st.lists(st.integers(0, 100), min_size=2, max_size=10).map(
    lambda numbers: Cohort(tuple(sorted([*numbers, max(1, *numbers)], reverse=True)))
)


def test_the_published_cohorts():
    fit = fit_lasting(HIGH_END)
    assert (fit.alpha, fit.beta) == pytest.approx((0.668, 3.806), abs=1e-3)
    assert fit.log_likelihood == pytest.approx(-1611.16, abs=0.005)
    assert 1000 * fit.share_after(12) == pytest.approx(378.0, abs=0.1)
    fit = fit_lasting(GUIDE)
    assert (fit.alpha, fit.beta) == pytest.approx((0.764, 1.296), abs=1e-3)
    assert fit.log_likelihood == pytest.approx(-1401.56, abs=0.005)


@settings(max_examples=80, deadline=None)
@given(COHORTS)
def test_no_other_parameters_are_likelier(cohort):
    fit = fit_lasting(cohort)
    for up, right in ((0.05, 0), (-0.05, 0), (0, 0.05), (0, -0.05)):
        alpha, beta = fit.alpha * np.exp(up), fit.beta * np.exp(right)
        if np.abs(np.log([alpha, beta]) - 1).max() < 7.9:  # not beyond where one looks
            assert likelihood(cohort, alpha, beta) <= fit.log_likelihood + 1e-6
    shares = fit.share_after(np.arange(20))
    assert shares[0] == 1
    assert (np.diff(shares) <= 0).all()


def likelihood(cohort, alpha, beta):
    shares = np.concatenate(([1.0], np.cumprod([(beta + t) / (alpha + beta + t) for t in range(cohort.age)])))
    lost, last = -np.diff(cohort.still), cohort.still[-1]
    with np.errstate(divide="ignore"):
        logs = np.log(-np.diff(shares))
    return float(np.where(lost > 0, lost * logs, 0).sum() + last * np.log(shares[-1]))


def test_whoever_left_the_house_is_counted_up_to_then_and_not_as_quiet():
    with_departures = Cohort((100, 80, 66), (10, 6))
    assert with_departures.lost.tolist() == [10, 8]
    assert with_departures.at_risk.tolist() == [90, 74]
    assert fit_lasting(with_departures).share_after(1) > fit_lasting(Cohort((100, 80, 66))).share_after(1)


def test_a_small_cohort_leans_on_the_others_and_a_large_one_does_not():
    tiny = Cohort((4, 1))
    fits = fit_cohorts([HIGH_END, Cohort((900, 790, 680, 600)), Cohort((500, 430, 370)), tiny, Cohort((6,))])
    assert [fit.is_pooled for fit in fits] == [False, False, False, True, True]
    assert fits[0].alpha == fit_lasting(HIGH_END).alpha
    alone, others = fit_lasting(tiny).share_after(1), fits[0].share_after(1)
    assert alone < fits[3].share_after(1) < others + 0.01
    assert fits[4].share_after(1) == pytest.approx(others, abs=0.02)


def truth(chance, size, periods):
    """Lengths from beta(1, 4): when each goes quiet."""
    lengths = chance.geometric(np.clip(chance.beta(1, 4, size), 1e-9, 1))
    return tuple(int((lengths > t).sum()) for t in range(periods + 1))


def covered(cohorts, size, seed):
    chance, held, asked = np.random.default_rng(seed), 0, 0
    for at in range(cohorts):
        lived = truth(chance, size, 16)
        for origin in (4, 6, 8):
            found = forecast([Cohort(lived[: origin + 1])], 8, seed=at, draws=1_000)
            for ahead in (3, 7):
                held += found.low[ahead] <= lived[origin + ahead + 1] <= found.high[ahead]
                asked += 1
    return held / asked


def test_the_band_holds_four_futures_in_five():
    assert 0.72 <= covered(120, 400, 1) <= 0.88


@pytest.mark.full
def test_the_band_holds_four_futures_in_five_over_two_thousand_cohorts():
    assert 0.75 <= covered(2_000, 1_000, 2) <= 0.85


def test_newcomers_are_expected_as_they_came():
    steady = [Cohort((60, 50, 44, 40)), Cohort((60, 50, 44)), Cohort((60, 50)), Cohort((60,))]
    nobody = forecast(steady, 6, seed=1)
    coming = forecast(steady, 6, joiners=[60, 60, 60, 60], seed=1)
    assert nobody.active == coming.active == 40 + 44 + 50 + 60
    assert (np.diff(nobody.middle) < 0).all()
    assert 55 <= coming.middle[0] - nobody.middle[0] <= 65
    assert nobody.chance_below(0.6, 6) > coming.chance_below(0.6, 6)
    assert coming.chance_below(0.5, 6) == 0


def test_the_same_seed_gives_the_same_futures():
    first, second = (forecast([HIGH_END], 3, joiners=[4, 9, 2], seed=5) for _ in range(2))
    assert (first.futures == second.futures).all()
    assert (first.low <= first.middle).all()
    assert (first.middle <= first.high).all()


def test_what_cannot_be_foretold_is_refused():
    with pytest.raises(TooLittle):
        fit_lasting(Cohort((12,)))
    with pytest.raises(TooLittle):
        forecast([Cohort((12,))], 3)
    with pytest.raises(ValueError, match="grow"):
        Cohort((10, 11))
    with pytest.raises(ValueError, match="ahead"):
        forecast([HIGH_END], 0)
    with pytest.raises(ValueError, match="so far"):
        forecast([HIGH_END], 3).chance_below(0.5, 4)


def test_spells_become_cohorts_by_hand():
    active = np.zeros((4, 27), dtype=bool)
    active[0, [0, 3, 5]] = True  # last share in the sixth week of its spell: lost in the second period
    active[1, 3:27] = True
    active[2, 1] = True  # once: lost in the first period
    active[3, [2, 5, 8, 20, 24]] = True  # left in week 10; shares after that are no longer theirs
    found = generations(spells(active, left=np.array([-1, -1, -1, 10])), 27)
    assert found == {0: Cohort((4, 3, 2, 1, 1, 1), (0, 0, 1, 0, 0))}


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 1_000), st.integers(12, 60), st.sampled_from([2, 4, 13]))
def test_every_spell_that_is_known_is_in_one_cohort(seed, weeks, period):
    programme = made_up("breathes", seed=seed, weeks=weeks, founders=12)
    found = spells(programme.active, programme.present, programme.left)
    cohorts = generations(found, weeks, period=period)
    end = (weeks - 4 - (period - 1)) // period
    assert sum(cohort.size for cohort in cohorts.values()) == (found.start // period <= end).sum()
    assert all(cohort.age == end - number for number, cohort in cohorts.items())


def test_eighteen_months_are_carried_on():
    """From a year of a programme that breathes to its next half year: the band holds what came, most of the time."""
    held = []
    for seed in range(24):
        programme = made_up("breathes", seed=seed, founders=80, joining=1.0)
        year = spells(programme.active[:, :52], programme.present[:, :52], programme.left)
        cohorts = generations(year, 52)
        ahead = forecast(
            list(cohorts.values()), 5, joiners=[one.size for one in cohorts.values()][3:], seed=1, draws=800
        )
        later = generations(spells(programme.active, programme.present, programme.left), 78)
        end = max(cohorts) + cohorts[max(cohorts)].age + 5
        there = sum(one.still[end - number] for number, one in later.items() if number <= end)
        held.append(ahead.low[-1] <= there <= ahead.high[-1])
    assert np.mean(held) >= 0.65  # 0.8 less two standard errors of 24
