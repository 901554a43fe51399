"""Rows as a ledger has them: what they count for, and since when people were there."""

import numpy as np
import pytest

from liant.engines.ties import contacts, noted, there_since


def laid_out(rows, kinds, **more):
    source, target, kind, day = (np.array(column) for column in zip(*rows, strict=True))
    return noted(source, target, kinds, kind, day, people=6, **more)


def test_a_mail_to_three_is_a_third_and_an_hour_of_three_is_half_for_every_two():
    mail = [(0, to, 0, 1.5) for to in (1, 2, 3)]
    hour = [(1, 2, 1, 1.5), (2, 3, 1, 1.5), (1, 3, 1, 1.5)]
    alone = [(0, 1, 0, 2.5)]
    rows = laid_out(mail + hour + alone, ["mail", "met"])
    assert list(rows.weight) == pytest.approx([1 / 3] * 3 + [1 / 2] * 3 + [1])
    assert rows.channels == ("meeting", "message")


def test_a_day_without_an_hour_does_not_say_that_two_rows_are_one_and_a_weight_says_it_all():
    assert list(laid_out([(0, 1, 0, 3.0), (0, 2, 0, 3.0)], ["mail"]).weight) == [1, 1]
    given = np.array([0.25, 4.0])
    assert list(laid_out([(0, 1, 0, 3.5), (0, 2, 0, 3.5)], ["mail"], weight=given).weight) == [0.25, 4.0]


def test_what_three_wrote_together_is_alike_for_every_two_and_turns_nobody_to_the_other():
    rows = laid_out([(0, 1, 0, 1.5), (0, 2, 0, 1.5), (1, 2, 0, 1.5)], ["co-wrote"])
    assert list(rows.weight) == [0.5, 0.5, 0.5]
    found = contacts(rows, at=2.0)
    assert (found.towards[0] == found.towards[1]).all()


def test_who_came_later_was_not_there_before():
    rows = laid_out([(0, 1, 0, 0.5), (0, 1, 0, 27.5)], ["mail"])
    found = there_since(rows, np.array([-99.0, 21.0, 17.5, 99.0, 0.0, 28.0]), at=28.0)
    assert found.shape == (6, 4)
    assert found.tolist()[:4] == [[1, 1, 1, 1], [0, 0, 0, 1], [0, 0, 0.5, 1], [0, 0, 0, 0]]
    assert len(contacts(rows, at=28.0, presence=found)) == 1


def test_of_no_rows_nothing_is_made():
    nobody = np.zeros(0, dtype=np.int64)
    rows = noted(nobody, nobody, [], nobody, np.zeros(0), people=3)
    assert (len(rows), rows.channels) == (0, ("message",))
