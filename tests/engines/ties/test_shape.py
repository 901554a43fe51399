"""Figures of the shape of ties: intervals wide enough where pairs go together, links that are the only ones, an order for a picture."""

import numpy as np
import pytest

from liant.engines.ties.shape import Estimate, change, disjoint, in_a_ring, only_links, reached, share_of_pairs


def drawn(chance, people, spread):
    """Who is in contact, where some people are in contact with nearly everyone: (n, n), and the true density."""
    own = chance.normal(0, spread, people)
    likely = 1 / (1 + np.exp(1 - own[:, None] - own[None, :]))
    contact = np.triu(chance.random((people, people)) < likely, 1)
    return contact, likely


@pytest.mark.parametrize("spread", [0.0, 1.0, 3.0])
def test_the_interval_holds_the_density_of_such_houses_at_least_as_often_as_it_says(spread):
    chance = np.random.default_rng(7)
    far = np.mean([drawn(chance, 200, spread)[1][np.triu_indices(200, 1)].mean() for _ in range(200)])
    held = 0
    for _ in range(400):
        contact, _likely = drawn(chance, 20, spread)
        found = share_of_pairs(contact.sum() / 190, disjoint(20))
        held += found.low <= far <= found.high
    assert held / 400 >= 0.95


def test_pairs_that_share_nobody():
    assert (disjoint(7), disjoint(8), disjoint(5, 12)) == (3, 4, 5)
    assert share_of_pairs(0.2, 0) == Estimate(0.2, 0.0, 1.0)
    with pytest.raises(ValueError, match="from 0 to 1"):
        share_of_pairs(1.2, 5)


def test_wilson_and_newcombe_as_published():
    """Newcombe 1998, tables I and II: 81 of 263; 56 of 70 less 48 of 80, by method 10."""
    found = share_of_pairs(81 / 263, 263)
    assert (round(found.low, 4), round(found.high, 4)) == (0.2553, 0.3662)
    moved = change(share_of_pairs(48 / 80, 80), share_of_pairs(56 / 70, 70))
    assert (round(moved.value, 4), round(moved.low, 4), round(moved.high, 4)) == (0.2, 0.0524, 0.3339)


def test_a_link_is_the_only_one_where_teams_would_fall_apart():
    links = [("a", "b"), ("b", "c"), ("a", "c"), ("c", "d")]
    assert only_links(links) == [(("c", "d"), frozenset("d"))]
    assert only_links(links[:3]) == []
    assert reached("d", links) == frozenset("abcd")


def test_the_same_figures_make_the_same_ring_and_close_teams_are_neighbours():
    weights = {("a", "c"): 0.5, ("b", "d"): 0.4, ("c", "d"): 0.1}
    assert in_a_ring(["d", "c", "b", "a"], weights) == ["a", "c", "d", "b"]
    assert in_a_ring(["a", "b", "c", "d"], weights) == ["a", "c", "d", "b"]
