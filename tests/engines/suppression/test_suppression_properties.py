"""Whatever the table: an outsider never learns of a group smaller than the minimum, and nothing is hidden by whim."""

import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liant.engines.suppression import Cell, Table, attack, is_safe, suppress
from tests.engines.suppression.suppression_reference import isolated, possible_counts, publish, table

COUNTS = [0, 0, 1, 2, 3, 4, 5, 6, 7, 9, 12, 30, 200]
any_count = st.sampled_from(COUNTS)


@st.composite
def tables(draw, counts=any_count, most_teams=6, most_columns=4):
    """One way or two, flat or nested up to four deep, uneven, with teams nobody is in."""
    teams = [f"t{at}" for at in range(draw(st.integers(1, most_teams)))]
    above = draw(st.sampled_from([[], ["d0"], ["d0", "d1"], ["d0", "d1", "o"], ["d0", "d1", "e0", "o"]]))
    parents = {}
    for at, code in enumerate([*teams, *above]):
        higher = above[max(0, at - len(teams) + 1) :]
        if higher and (code in teams or draw(st.booleans())):
            parents[code] = draw(st.sampled_from(higher))
    columns = [f"c{at}" for at in range(draw(st.integers(0, most_columns)))]
    keys = [(team, column) for team in teams for column in columns] if columns else [(team,) for team in teams]
    return Table(tuple(Cell(key, None, draw(counts)) for key in keys), {c: p for c, p in parents.items() if c != p})


def check_protected(made, found):
    published, counts = found.published, made.counts()
    assert is_safe(published)
    assert published.shown.keys() | set(published.hidden) == set(counts)
    for key, shown in published.shown.items():
        assert shown.count == counts[key]
        assert counts[key] >= published.minimum or (counts[key] == 0 and published.zero_is_public)
    for key, (low, high) in attack(published).items():
        assert low <= counts[key] <= high
        assert high - low >= published.minimum - 1
        assert high >= published.minimum
    assert not isolated(made, published)


@settings(max_examples=250, deadline=None)
@given(tables(), st.integers(2, 12), st.booleans())
def test_no_small_group_can_be_worked_out(made, minimum, zero_is_public):
    check_protected(made, suppress(made, minimum, zero_is_public=zero_is_public))


@settings(max_examples=120, deadline=None)
@given(tables(st.integers(0, 3), 3, 2), st.data(), st.booleans())
def test_the_outsider_rules_out_nothing_that_may_be(made, data, zero_is_public):
    """For any choice of hidden cells, careless ones included; what has no bound grows with the largest cell tried."""
    hideable = [key for key, count in made.counts().items() if count >= int(zero_is_public)]
    hidden = [key for key in hideable if data.draw(st.booleans())]
    published = publish(made, hidden, zero_is_public=zero_is_public)
    possible, larger = possible_counts(published, 3), possible_counts(published, 4)
    for key, (low, high) in attack(published).items():
        assert low <= min(possible[key])
        assert max(larger[key]) <= high
        if high == math.inf:
            assert max(larger[key]) > max(possible[key])


@settings(max_examples=120, deadline=None)
@given(tables(st.integers(0, 2), 3, 2), st.data())
def test_the_highest_is_exact(made, data):
    """With the grand total shown no cell is above it, so that trying every table up to it proves both ends."""
    hidden = [key for key in made.layout.keys if key[0] != made.layout.top and data.draw(st.booleans())]
    published = publish(made, hidden)
    total = max(made.counts().values())
    if (total + 1) ** len(made.cells) > 20_000:
        return
    possible = possible_counts(published, total)
    assert attack(published) == {key: (min(counts), max(counts)) for key, counts in possible.items()}


@settings(max_examples=120, deadline=None)
@given(tables(), st.integers(2, 9), st.booleans(), st.randoms(use_true_random=False))
def test_same_table_same_result(made, minimum, zero_is_public, chance):
    found = suppress(made, minimum, zero_is_public=zero_is_public)
    cells, parents = list(made.cells), list(made.parents.items())
    chance.shuffle(cells)
    chance.shuffle(parents)
    shuffled = Table(tuple(cells), dict(parents))
    assert suppress(shuffled, minimum, zero_is_public=zero_is_public) == found
    again = suppress(made, minimum, zero_is_public=zero_is_public, hidden=found.published.hidden)
    assert again == found


@settings(max_examples=80, deadline=None)
@given(tables(), st.booleans())
def test_a_higher_minimum_hides_the_same_and_more(made, zero_is_public):
    before = set()
    for minimum in range(2, 14):
        hidden = set(suppress(made, minimum, zero_is_public=zero_is_public).published.hidden)
        assert hidden >= before
        before = hidden


@settings(max_examples=80, deadline=None)
@given(tables(st.integers(5, 60)))
def test_large_groups_are_all_shown(made):
    found = suppress(made, zero_is_public=True)
    assert not found.published.hidden
    assert is_safe(found.published)


def test_no_more_is_hidden_than_a_ring_in_a_large_table():
    counts = {f"r{at}": tuple(20 + at + 3 * column for column in range(6)) for at in range(12)}
    counts["r5"] = (25, 28, 2, 34, 37, 40)
    assert len(suppress(table(**counts)).published.hidden) == 4


def random_hierarchy(chance):
    """Departments of teams, one or two levels above, one to four columns or none."""
    teams = [f"t{at}" for at in range(chance.randint(2, 14))]
    departments = [f"d{at}" for at in range(chance.randint(1, 4))]
    parents = {team: chance.choice(departments) for team in teams}
    if chance.random() < 0.5:
        parents |= dict.fromkeys(departments, "all")
    columns = [f"c{at}" for at in range(chance.randint(0, 4))]
    keys = [(team, column) for team in teams for column in columns] if columns else [(team,) for team in teams]
    tone = chance.choice([COUNTS, [0, 1, 2, 3], [3, 5, 8, 13], [6, 7, 8, 9, 50, 4]])
    return Table(tuple(Cell(key, None, chance.choice(tone)) for key in keys), parents)


@pytest.mark.full
def test_ten_thousand_hierarchies():
    chance = random.Random(20261122)
    bounded = 0
    for _ in range(10_000):
        made = random_hierarchy(chance)
        found = suppress(made, chance.choice([3, 5, 5, 10]), zero_is_public=chance.random() < 0.5)
        check_protected(made, found)
        bounded += any(high < math.inf for _, high in attack(found.published).values())
    assert bounded > 5_000, "the tables must be worth attacking"
