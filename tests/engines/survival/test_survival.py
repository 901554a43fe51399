"""How long until an answer, when some still wait: against what others published, and against plain sorting."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liant.engines.survival import BINS, bin_of, quantile, survival, upper_edge, wilson

# Freireich et al., Blood 21 (1963) 699: weeks of remission under 6-mercaptopurine, as in every textbook
RELAPSED = [6, 6, 6, 7, 10, 13, 16, 22, 23]
CENSORED = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
PUBLISHED = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}


def counted(values):
    return {value: values.count(value) for value in set(values)}


def test_the_product_limit_of_a_known_trial():
    shares, _ = survival(counted(RELAPSED), counted(CENSORED))
    assert {week: round(float(shares[week]), 3) for week in PUBLISHED} == pytest.approx(PUBLISHED, abs=0.001)


def test_the_median_of_a_known_trial_and_its_interval():
    found = quantile(0.5, counted(RELAPSED), counted(CENSORED))
    assert found.seconds == upper_edge(23)
    assert found.low == upper_edge(13)  # R: survfit(…, conf.type = "log-log") says 13 to NA
    assert found.high is None


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, BINS - 1), min_size=1, max_size=60), st.sampled_from([0.5, 0.9]))
def test_when_everyone_was_answered_it_is_the_quantile_of_the_sorted_list(lengths, q):
    expected = sorted(lengths)[int(np.ceil(q * len(lengths))) - 1]
    assert quantile(q, counted(lengths), {}).seconds == upper_edge(expected)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(0, 50), min_size=1, max_size=40), st.lists(st.integers(0, 50), max_size=20), st.integers(0, 9)
)
def test_leaving_people_without_an_answer_makes_no_figure_better(answered, waiting, never):
    def median(more):
        found = quantile(0.5, counted(answered), counted(waiting), never + more).seconds
        return float("inf") if found is None else found

    assert median(1) >= median(0)


@given(st.integers(0, 200), st.integers(1, 200))
def test_a_share_lies_within_its_interval(part, whole):
    part = min(part, whole)
    low, high = wilson(part, whole)
    assert 0 <= low <= part / whole + 1e-12
    assert part / whole - 1e-12 <= high <= 1


def test_the_interval_of_a_share_as_published():
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=0.0001)  # Newcombe, Stat. Med. 17 (1998) 857
    assert wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=0.0001)


@given(st.floats(0, 280_000_000))
def test_a_length_is_within_eight_percent_of_the_edge_of_its_bin(seconds):
    edge = upper_edge(bin_of(seconds))
    assert seconds <= edge * (1 + 1e-9)
    assert edge + 60 <= (seconds + 60) * 1.081
