"""The place where a list goes on survives the journey through an address, and nonsense begins the list anew."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liant.kit.place import read_place, write_place


@given(st.datetimes(timezones=st.just(UTC)), st.integers(0, 2**63 - 1))
def test_it_comes_back_as_it_left(moment, row_id):
    assert read_place(write_place(moment, row_id)) == (moment, row_id)


def test_a_plus_sign_that_became_a_blank_is_understood():
    moment = datetime(2026, 3, 31, 9, 30, tzinfo=UTC)
    assert read_place(write_place(moment, 7).replace("+", " ")) == (moment, 7)


@pytest.mark.parametrize("row_id", ["", "x", "-1", "99999999999999999999"])
def test_a_wrong_row_is_no_place(row_id):
    assert read_place(f"2026-03-31T09:30:00+00:00~{row_id}") is None


@pytest.mark.parametrize("moment", ["", "x", "2026-99-99T00:00:00+00:00", "2026-03-31T09:30:00"])
def test_a_wrong_moment_is_no_place(moment):
    assert read_place(f"{moment}~1") is None
