"""Step A: rates by channel. The letters are the rows of the method's acceptance table; `liant bench ties --full` draws more."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import special

from liant.engines.ties import (
    Interactions,
    Stream,
    chosen_half_life,
    contacts,
    discount,
    log_losses,
    priors,
    rates,
    shared_out,
)
from liant.engines.ties.gammas import HIGH, LOW, log_gamma, quantiles
from tests.engines.ties.worlds import CHANNELS, bustle, in_one_channel, office

WEEKS = 8


def estimated(seed, people, **world):
    rows, first, second, truth = office(seed, people, weeks=WEEKS, **world)
    found = contacts(rows, at=7.0 * WEEKS, weeks=WEEKS)
    prior = priors(found)[0]
    return found, prior, rates(found, prior, 0, (first, second)), truth


@pytest.mark.parametrize(
    ("people", "has_margins", "times"), [(20, False, 300), (50, True, 300), (200, True, 40)], ids=["few", "50", "200"]
)
def test_intervals_hold_the_true_rate_as_often_as_they_say(people, has_margins, times):
    """A1: 95 % within 2.5 points for as few draws as these."""
    held = []
    for seed in range(times):
        _, _, found, truth = estimated(seed, people, has_margins=has_margins)
        low, high = found.interval()
        held.append(np.mean((low <= truth) & (truth <= high)))
    assert 0.925 <= np.mean(held) <= 0.975


def test_how_far_pairs_differ_is_recovered():
    """A2: median r̂ within 15 % of 0.3, 200 people, 8 weeks."""
    found = [estimated(seed, 200, mean=0.1)[1].r for seed in range(30)]
    assert np.median(found) == pytest.approx(0.3, rel=0.15)


@pytest.mark.parametrize(("people", "mean"), [(20, 0.05), (20, 0.3), (50, 0.1), (200, 0.02)])
def test_drawing_towards_what_is_expected_comes_nearer_the_truth(people, mean):
    """A3: its root mean square error is no larger than that of raw rates."""
    drawn, raw = [], []
    for seed in range(40 if people < 200 else 8):
        found, _, estimate, truth = estimated(seed, people, mean=mean)
        first, second = np.triu_indices(people, 1)
        row = found.rows_of(first, second)
        counted = np.where(row >= 0, found.total[0][row], 0) / WEEKS
        drawn.append(np.mean((estimate.mean - truth) ** 2))
        raw.append(np.mean((counted - truth) ** 2))
    assert np.mean(drawn) <= np.mean(raw)


@pytest.mark.parametrize("half_life", [2.0, 8.0, 13.0])
def test_what_is_above_the_prior_halves_in_a_half_life_of_absence(half_life):
    """A4, to 1e-12: both away, nothing happens, and neither does anything become known."""
    rows, weeks = bustle(1), 30
    after = int(half_life)
    there = np.ones((rows.people, weeks + after))
    there[:, weeks:] = 0
    before = contacts(rows, at=7.0 * weeks, weeks=weeks, half_life=half_life)
    later = contacts(rows, at=7.0 * (weeks + after), weeks=weeks + after, half_life=half_life, presence=there)
    assert later.decayed == pytest.approx(before.decayed / 2, rel=1e-12)
    pairs = before.first, before.second
    assert later.exposed(*pairs) == pytest.approx(before.exposed(*pairs) / 2, rel=1e-12)


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("seed", range(5))
def test_kept_up_to_date_it_is_what_all_at_once_comes_to(seed, directed):
    """A5: any order inside a week, any number of batches; to 1e-9."""
    chance = np.random.default_rng(seed)
    rows = bustle(seed)
    whole = contacts(rows, at=210.0, weeks=30, directed=directed)
    kept = Stream(rows.people, rows.channels, begins=0.0, directed=directed)
    week = np.ceil(rows.day / 7)
    for one in np.unique(week):
        inside = chance.permutation(np.flatnonzero(week == one))
        for part in np.array_split(inside, chance.integers(1, 4)):
            kept.add(rows.only(part))
    found = kept.contacts(29)
    for name in ("first", "second", "decayed", "total", "towards", "active_weeks", "silent", "known", "rows"):
        assert getattr(found, name) == pytest.approx(getattr(whole, name), rel=1e-9, abs=1e-9), name
    for channel, (mine, theirs) in enumerate(zip(priors(found), priors(whole), strict=True)):
        assert mine.r == theirs.r
        assert rates(found, mine, channel).mean == pytest.approx(rates(whole, theirs, channel).mean, rel=1e-9)


def test_a_stream_refuses_a_week_that_is_over_and_other_people():
    rows = bustle(1)
    kept = Stream(rows.people, rows.channels, begins=0.0)
    kept.add(rows.only(rows.day > 14))
    with pytest.raises(ValueError, match="a week that is over"):
        kept.add(rows.only(rows.day < 7))
    with pytest.raises(ValueError, match="stay the same"):
        kept.add(replace(rows, people=rows.people + 1))
    with pytest.raises(ValueError, match="doesn't go back"):
        kept.contacts(1)


def test_a_rate_is_counted_over_the_weeks_in_which_both_were_there():
    """Two colleagues wrote to each other as often in each week that both were there; one of them joined last week."""
    day = np.concatenate([np.full(30, 7.0 * week + 1) for week in range(20)])
    pairs = np.tile([[0, 1]], (30 * 20, 1))
    late = np.tile([[0, 2]], (30, 1))
    rows = in_one_channel(*np.concatenate([pairs, late]).T, np.concatenate([day, np.full(30, 140.0)]), 4)
    presence = np.ones((4, 20))
    presence[2, :19] = 0
    found = contacts(rows, at=140.0, presence=presence)
    rate = rates(found, priors(found)[0], 0)
    assert rate.mean[found.rows_of([0], [2])] == pytest.approx(30, rel=0.2)
    assert rate.mean[found.rows_of([0], [1])] == pytest.approx(30, rel=0.05)
    unaware = contacts(rows, at=140.0)
    assert rates(unaware, priors(unaware)[0], 0).mean[found.rows_of([0], [2])] < 6


def test_a_mail_to_many_counts_as_one_shared_out():
    source, target = np.array([0, 0, 0, 0, 1]), np.array([1, 2, 3, 4, 0])
    event = np.array([7, 7, 7, 8, 7])
    nobody = np.zeros(5, dtype=bool)
    assert shared_out(source, target, event, together=nobody) == pytest.approx([1 / 3, 1 / 3, 1 / 3, 1, 1])


def test_an_hour_together_counts_by_how_many_were_there_however_it_is_listed():
    everyone = np.array([(a, b) for a in range(4) for b in range(a + 1, 4)]).T
    chain, apart = np.array([[0, 1, 2], [1, 2, 3]]), np.array([[8], [9]])
    for listed in (everyone, chain):
        rows = np.concatenate([listed, apart], axis=1)
        weight = shared_out(*rows, np.zeros(rows.shape[1]), together=np.ones(rows.shape[1], dtype=bool))
        assert weight == pytest.approx([1 / 3] * listed.shape[1] + [1])


def test_a_block_of_teams_has_its_own_expectation():
    """Two teams whose members often work together expect more of each other, so that the same contact says less."""
    chance = np.random.default_rng(3)
    teams = np.repeat(np.arange(3), 20)
    first, second = np.triu_indices(60, 1)
    is_near = (teams[first] < 2) & (teams[second] < 2)
    counts = chance.poisson(np.where(is_near, 2.0, 0.2))
    pair = np.repeat(np.arange(len(first)), counts)
    rows = in_one_channel(first[pair], second[pair], chance.uniform(0.01, 56, len(pair)), 60)
    found = contacts(rows, at=56.0, weeks=8)
    prior = priors(found, teams)[0]
    near, far = prior.decayed.by_activity(np.array([0, 0]), np.array([25, 45]), 0.0)
    assert near > 4 * far


def test_the_gamma_function_and_its_quantiles_are_those_of_scipy():
    x = np.exp(np.linspace(-5, 12, 2001))
    assert log_gamma(x) == pytest.approx(special.gammaln(x), rel=1e-9, abs=1e-12)
    shape = np.exp(np.linspace(np.log(0.02), np.log(5e4), 3001))
    for share in (LOW, HIGH):
        assert quantiles(shape, share) == pytest.approx(special.gammaincinv(shape, share), rel=1e-5)


def test_the_half_life_is_that_which_foretells_best():
    """Ties that come and go within weeks want a short one, ties that stay a long one; under 26 weeks nobody can tell."""
    chance = np.random.default_rng(2)
    first, second = np.triu_indices(25, 1)
    lasting = chance.gamma(0.3, 1.0, len(first))
    assert chosen_half_life(_drawn(chance, first, second, np.tile(lasting, (40, 1))), at=280.0) >= 13
    brief = np.array([chance.permutation(lasting) for _ in range(10)]).repeat(4, axis=0)
    assert chosen_half_life(_drawn(chance, first, second, brief), at=280.0) <= 4
    short = _drawn(chance, first, second, np.tile(lasting, (25, 1)))
    assert log_losses(short, at=175.0) == {}
    assert chosen_half_life(short, at=175.0) == 8
    by_chance = [_drawn(chance, first, second, np.full((40, len(first)), 0.02)) for _ in range(5)]
    assert {chosen_half_life(rows, at=280.0) for rows in by_chance} == {8}, "nothing foretells what comes by chance"


def _drawn(chance, first, second, rate):
    week, pair = np.nonzero(counts := chance.poisson(rate))
    times = counts[week, pair]
    week, pair = np.repeat(week, times), np.repeat(pair, times)
    return in_one_channel(first[pair], second[pair], 7 * week + chance.uniform(0.01, 7, len(week)), 25)


def test_what_cannot_be_is_refused():
    rows = bustle(1)
    with pytest.raises(ValueError, match="themselves"):
        replace(rows, target=rows.source)
    with pytest.raises(ValueError, match="numbered from 0"):
        replace(rows, people=2)
    with pytest.raises(ValueError, match="weights"):
        replace(rows, weight=-rows.weight)
    with pytest.raises(ValueError, match="longer than nothing"):
        discount(0)
    with pytest.raises(ValueError, match="presence"):
        contacts(rows, at=210.0, presence=np.ones((3, 3)))
    with pytest.raises(ValueError, match="has a team"):
        priors(contacts(rows, at=210.0), np.zeros(2))


def test_of_nothing_nothing_is_said():
    none = Interactions(*[np.zeros(0)] * 5, 3, CHANNELS)
    found = contacts(none, at=0.0)
    assert len(found) == 0
    assert all(len(rates(found, prior, 0).mean) == 0 for prior in priors(found))
