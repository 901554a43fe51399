"""The sums made where the rows are, by a database, are those of NumPy; and so is everything that follows from them."""

import ibis
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liant.engines.ties import Interactions, contacts, index, strengths
from liant.engines.ties.tables import contacts_in

CHANNELS = ("composed", "meeting", "message", "attendance", "click")
SAME = ("first", "second", "decayed", "total", "towards", "active_weeks", "silent", "known", "rows")


def made_up(seed, people=20, events=400):
    chance = np.random.default_rng(seed)
    source = chance.integers(0, people, events)
    target = (source + chance.integers(1, people, events)) % people
    return Interactions(
        source, target, chance.integers(0, len(CHANNELS), events), np.round(chance.uniform(-400, 5, events), 6),
        chance.choice([1.0, 0.5, 0.25], events), people, CHANNELS,
    )  # fmt: skip


def as_table(rows):
    names = ("source", "target", "channel", "day", "weight")
    return ibis.memtable({name: getattr(rows, name) for name in names})


def differences(one, other):
    return {name for name in SAME if not np.allclose(getattr(one, name), getattr(other, name), rtol=1e-9, atol=1e-9)}


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.booleans(), st.sampled_from([None, 26]), st.sampled_from([2.0, 8.0]))
def test_a_database_adds_up_the_same(seed, directed, weeks, half_life):
    rows = made_up(seed)
    asked = {"at": 0.0, "weeks": weeks, "half_life": half_life, "directed": directed}
    ours = contacts(rows, **asked)
    theirs = contacts_in(as_table(rows), channels=CHANNELS, people=rows.people, **asked)
    assert len(ours) == len(theirs)
    assert (ours.weeks, ours.is_directed) == (theirs.weeks, theirs.is_directed)
    assert not differences(ours, theirs)


def test_strengths_from_either_are_the_same():
    rows = made_up(1, people=60, events=3_000)
    ours = contacts(rows, at=0.0)
    theirs = contacts_in(as_table(rows), channels=CHANNELS, people=60, at=0.0)
    told = [strengths(found, index(found)) for found in (ours, theirs)]
    for name in ("strength", "low", "high"):
        assert np.allclose(getattr(told[0], name), getattr(told[1], name), rtol=1e-9, atol=1e-9)


def test_of_no_rows_there_are_no_pairs():
    rows = made_up(1, events=0)
    assert len(contacts_in(as_table(rows), channels=CHANNELS, people=20, at=0.0)) == 0


def test_a_half_life_is_longer_than_nothing():
    with pytest.raises(ValueError, match="half-life"):
        contacts_in(as_table(made_up(1)), channels=CHANNELS, people=20, at=0.0, half_life=0)
