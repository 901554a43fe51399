"""Whether those who are known outside share more: an interval that holds the truth, a refusal where there is too little, no word of cause."""

import re

import numpy as np
import pytest

from liant.engines.direction import banned_words
from liant.engines.direction.outside import LEAST_PEOPLE, Beside, TooFew, beside, every_sentence, say


def counts(chance, people, mean, spread=0.8):
    """Shares of each person: some share much (negative binomial)."""
    return chance.poisson(chance.gamma(spread, mean / spread, people)).tolist()


@pytest.mark.parametrize(
    ("people", "others", "mean", "more"), [(20, 20, 1.0, 0.0), (25, 60, 1.0, 1.0), (80, 80, 0.8, 0.5)]
)
def test_the_interval_holds_the_true_difference_as_often_as_it_says(people, others, mean, more):
    chance = np.random.default_rng(11)
    held = tried = 0
    while tried < 400:
        try:
            found = beside(counts(chance, people, mean + more), counts(chance, others, mean), draws=999)
        except TooFew:
            continue
        tried += 1
        held += found.low <= more <= found.high
    assert 0.92 <= held / tried <= 0.985


def test_what_is_planted_is_found_and_nothing_where_nothing_is():
    chance = np.random.default_rng(3)
    found = beside(counts(chance, 60, 3.0), counts(chance, 60, 0.8))
    assert found.low > 0
    assert found.low <= found.more <= found.high
    level = beside(counts(chance, 60, 1.0), counts(chance, 60, 1.0))
    assert level.low < 0 < level.high


def test_order_changes_nothing():
    chance = np.random.default_rng(5)
    one, other = counts(chance, 30, 1.5), counts(chance, 30, 1.0)
    assert beside(one, other) == beside(one[::-1], other[::-1])


@pytest.mark.parametrize(
    ("one", "other"),
    [([1, 0] * 9, [1, 0] * 20), ([1, 0] * 20, [1] * 4 + [0] * 30), ([1] * 30, [1, 0] * 20)],
    ids=["few people", "few who shared", "few who did not"],
)
def test_where_there_is_too_little_nothing_is_said(one, other):
    with pytest.raises(TooFew):
        beside(one, other)
    assert str(LEAST_PEOPLE) in say(None)["en"]


def test_no_sentence_has_a_word_of_cause():
    for language, text in every_sentence():
        assert not banned_words(text, language), text
    for low, high in ((0.2, 1.1), (-1.1, -0.2), (-0.2, 0.4)):
        for language, text in say(Beside(30, 40, 1.5, 0.9, (low + high) / 2, low, high)).items():
            assert not banned_words(text, language), text
            assert not re.search(r"[{}]|nan|inf\b", text), text


def test_fewer_is_said_as_fewer():
    words = say(Beside(30, 40, 0.5, 1.2, -0.7, -1.1, -0.2))
    assert "0.7 fewer (95% interval: 0.2 to 1.1 fewer" in words["en"]
    assert "0,7 de moins" in words["fr"]
