"""A strength tells more of ties than counting does: on public data, each beside the raw count. `liant bench ties --public` prints them.

The features were chosen looking at these data. What is held here is that no change makes the number worth less than a count.
"""

import numpy as np
import pytest

from liant.engines.ties import contacts, features, index
from liant.engines.ties.calibration import _folds, _left_out
from tests.engines.ties import public


def test_ranks_tell_the_area_under_the_curve():
    assert public.auc([0, 0, 1, 1], [1, 2, 3, 4]) == 1
    assert public.auc([0, 1, 0, 1], [1, 1, 1, 1]) == 0.5
    assert public.auc([0, 1, 1], [2, 1, 3]) == 0.5


def test_friends_are_told_better_than_by_counting_messages():
    """EIES: .703 by the messages that one sent to the other."""
    told = public.eies()
    assert told.by_count() == pytest.approx(0.703, abs=0.001)
    assert told.by_strength() > 0.725


def test_friends_are_told_better_than_by_counting_who_named_whom():
    """Lazega, from advice and work together: .802."""
    told = public.lawyers()
    assert told.by_count() < 0.802
    assert told.by_strength() > 0.815


def test_who_will_be_in_contact_and_who_works_together_is_told_better_than_by_counting():
    """Office contacts, 2013: who meets in the last three days, who is of one department."""
    later, department = public.office()
    for told, most in ((later, 0.82), (department, 0.86)):
        assert told.by_strength() > max(most, told.by_count() + 0.05)
        assert told.by_strength(in_contact=True) > told.by_count(in_contact=True) + 0.04


@pytest.mark.skipif(
    not public.MAIL.exists(), reason="these data may not be copied: they are read from beside the checkout"
)
def test_who_reports_to_whom_is_told_better_than_by_counting_mails():
    """Manufacturing mail: .842 among pairs that wrote to each other, .752 among all."""
    told = public.mail()
    assert told.by_count(in_contact=True) == pytest.approx(0.842, abs=0.001)
    assert told.by_count() == pytest.approx(0.752, abs=0.001)
    assert told.by_strength(in_contact=True) > 0.855
    assert told.by_strength() > 0.80


@pytest.mark.skipif(not public.LARGE_OFFICE.exists(), reason="too large to copy: read from beside the checkout")
def test_the_same_in_a_larger_office():
    later, department = public.office(is_large=True)
    for told in (later, department):
        assert told.by_strength() > told.by_count() + 0.05


def test_weights_that_are_fitted_tell_people_they_have_not_seen():
    """Lazega, by folds of people: fitted weights hold up beside counting too."""
    told = public.lawyers()
    at = told.pairs()
    found = contacts(told.rows, at=told.at)
    seen = features(found, index(found), at)
    chances = _left_out(seen, told.truth[at], _folds(*at, seed=0), 1.0)
    known = np.isfinite(chances)
    assert public.auc(told.truth[at][known], chances[known]) > public.auc(
        told.truth[at][known], told.counted[at][known]
    )
