"""The warning: seldom for nothing, and before the fall, on made-up programmes whose truth is known."""

import numpy as np
import pytest

from liant.engines.retention import active_in_four_weeks, fall, made_up, watch
from liant.engines.retention.warning import FALSE_ALARMS


def holding(chance, people, quiet, rhythm, shocks, weeks=72, before=60):
    """A programme in balance: as many come as go quiet, 52 weeks after the first twenty; nothing of `made_up` is in it."""
    span = weeks + before
    arrivals = chance.poisson(people * quiet, span)
    arrivals[0] += people
    joined = np.repeat(np.arange(span), arrivals)
    until = joined + chance.geometric(quiet, len(joined))
    own, good = chance.beta(*rhythm, len(joined)), chance.normal(0, shocks, span)
    week = np.arange(span)
    there = (joined[:, None] <= week) & (week < until[:, None])
    shares = there & (chance.random(there.shape) < 1 / (1 + np.exp(-np.log(own / (1 - own))[:, None] - good)))
    return shares[:, before:]


def rings(chance, times, *kind):
    return np.mean([bool(watch(holding(chance, *kind)).alarms) for _ in range(times)])


def test_it_seldom_rings_for_nothing():
    chance = np.random.default_rng(11)
    for kind in ((50, 0.03, (4, 5), 0.0), (50, 0.06, (2, 8), 0.4)):
        assert rings(chance, 100, *kind) <= FALSE_ALARMS + 0.04


@pytest.mark.full
@pytest.mark.parametrize("people", [20, 50, 200])
@pytest.mark.parametrize("quiet", [0.01, 0.03, 0.06])
@pytest.mark.parametrize("rhythm", [(4, 5), (2, 8)])
@pytest.mark.parametrize("shocks", [0.0, 0.4])
def test_it_seldom_rings_for_nothing_whatever_holds(people, quiet, rhythm, shocks):
    chance = np.random.default_rng([people, int(100 * quiet), *rhythm, int(10 * shocks)])
    assert rings(chance, 600, people, quiet, rhythm, shocks) <= FALSE_ALARMS + 0.018  # two standard errors of 600


def told(founders, seeds):
    """Of programmes that die: how many weeks before the fall each was warned of, after it had turned; None for never before."""
    leads, early = [], 0
    for seed in seeds:
        programme = made_up("dies", seed=seed, founders=founders, joining=founders / 80)
        fallen = fall(active_in_four_weeks(programme.active))
        weeks = [alarm.week for alarm in watch(programme.active, programme.present).alarms]
        early += any(week < programme.turned for week in weeks)
        after = [week for week in weeks if week >= programme.turned]
        assert fallen is not None
        leads.append(fallen - after[0] if after and after[0] < fallen else None)
    return leads, early


def test_the_warning_comes_before_the_fall():
    leads, early = told(150, range(30))
    assert None not in leads
    assert early <= 3
    assert np.median(leads) >= 7
    leads, _ = told(60, range(30))
    assert sum(lead is None for lead in leads) <= 8  # with sixty, one in seven goes by unseen until it is late
    assert np.median([lead for lead in leads if lead is not None]) >= 4


def test_a_programme_that_breathes_is_left_in_peace():
    rung = [seed for seed in range(40) if watch(made_up("breathes", seed=seed).active).alarms]
    assert len(rung) <= 3


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_eighteen_months_of_two_programmes(seed):
    breathes, dies = (made_up(kind, seed=seed, founders=80, joining=1) for kind in ("breathes", "dies"))
    assert not watch(breathes.active, breathes.present).alarms
    assert fall(active_in_four_weeks(breathes.active)) is None
    alarm = watch(dies.active, dies.present).alarms[0]
    assert dies.turned < alarm.week < fall(active_in_four_weeks(dies.active))
    assert alarm.lost > alarm.gained
    assert alarm.before - alarm.active <= alarm.lost


def test_holidays_ring_nothing_and_order_of_people_does_not_matter():
    chance = np.random.default_rng(4)
    active = holding(chance, 60, 0.03, (4, 5), 0.0)
    present = np.ones_like(active)
    present[:, 40:44] = False
    away = watch(active & present, present)
    assert not away.alarms
    assert watch(active[::-1]).score == pytest.approx(watch(active).score, nan_ok=True)


def test_what_is_too_short_says_nothing():
    found = watch(np.ones((5, 19), dtype=bool))
    assert np.isnan(found.score).all()
    assert found.alarms == ()
    assert watch(np.zeros((0, 30), dtype=bool)).alarms == ()
    with pytest.raises(ValueError, match="people by weeks"):
        watch(np.ones(5, dtype=bool))
    assert fall([10] * 20) is None
    assert fall([10] * 15 + [4]) == 15
