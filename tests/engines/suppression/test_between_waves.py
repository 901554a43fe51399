"""What two or three groups of several waves tell together, beside the plain way: every combination, person by person."""

import random
from itertools import combinations, product

import numpy as np
import pytest

from liant.engines.suppression import Asked, Valued, tells_between, tells_together
from liant.engines.suppression.following import Following
from liant.engines.suppression.waves import MOST_COMBINED, Together, is_about_few, is_sum_near_an_end, too_many


def keys(*numbers):
    return frozenset(f"p{at}" for at in numbers)


@pytest.mark.parametrize(
    ("number", "people", "is_few"),
    [(0, 12, True), (4, 12, True), (5, 12, False), (7, 12, False), (8, 12, True), (12, 12, True),
     (-1, 12, False), (13, 12, False), (5, 9, True), (3, 0, False)],
)  # fmt: skip
def test_too_few_or_too_few_others(number, people, is_few):
    """Outside what can be, somebody who stayed has changed: nothing follows."""
    assert bool(is_about_few(number, people, 5)) is is_few


def test_all_combinations_are_found_person_by_person():
    for seed in range(60):
        chance = random.Random(seed)
        sets = [keys(*chance.sample(range(14), chance.randint(1, 12))) for _ in range(chance.randint(2, 6))]
        now = chance.randint(1, len(sets) - 1)
        numbers = np.array([float(chance.randint(0, 9)) for _ in sets])
        found = set()
        for block in Together(sets, now).blocks():
            combined = block.of(numbers)
            for at in zip(*np.nonzero(block.people), strict=True):
                found.add((int(block.people[at]), int(block.less[at]), float(combined[at])))
        assert found == set(plainly(sets, now, numbers)), seed


def plainly(sets, now, numbers):
    """(people, of these less, the number) of each combination that counts everybody once more, once less or not."""
    every = sorted(frozenset().union(*sets))
    for count in (2, 3):
        for chosen in combinations(range(len(sets)), count):
            if chosen[0] >= now or chosen[-1] < now:
                continue
            for signs in product((1, -1), repeat=count - 1):
                signed = dict(zip(chosen, (1, *signs), strict=True))
                counted = [sum(sign for at, sign in signed.items() if key in sets[at]) for key in every]
                if any(counted) and max(map(abs, counted)) == 1:
                    yield (
                        sum(map(abs, counted)),
                        counted.count(-1),
                        float(sum(sign * numbers[at] for at, sign in signed.items())),
                    )


def test_a_sum_of_those_who_came_and_went_may_be_anybodys_or_nobodys():
    """Six come and six go, on a scale of four: all that came at one end and all that went at the other is 24."""
    for above, tells in ((24.0, True), (21.0, True), (20.0, False), (-20.0, False), (-23.0, True), (26.0, False)):
        assert bool(is_sum_near_an_end(Valued(0, above), 6, 6, 4.0)) is tells
    assert bool(is_sum_near_an_end(Valued(0, 24.4, 0.5), 6, 6, 4.0)), "it may be rounded"
    assert bool(is_sum_near_an_end(Valued(6, 500.0), 6, 0, np.inf))
    assert not is_sum_near_an_end(Valued(3, 500.0), 6, 3, np.inf)


def test_that_nobody_gave_an_answer_may_be_known():
    everyone, grown = keys(*range(30)), keys(*range(42))
    assert not tells_between((grown, 0), [(everyone, 0)], 5)
    assert not tells_between((grown, 6), [(everyone, 0)], 5), "six of the twelve who came"
    assert tells_between((grown, 9), [(everyone, 0)], 5), "all who came but three"
    assert tells_between((keys(*range(20)), 0), [(everyone, 10)], 5), "the ten who went, all of them"
    assert not tells_between((everyone, 9), [(everyone, 9)], 5), "no news"
    assert not tells_between((everyone, 14), [(everyone, 9)], 5), "the same people, of whom somebody changed"


def test_a_mean_of_two_answers_is_a_count():
    then, now = keys(*range(40)), keys(*range(6, 48))
    answers = {"yes": 100.0, "no": 0.0}
    first = Asked(then, {"yes": 20, "no": 20}, (40, 40), (40, 40), 50.0)
    for mean, tells in ((50.0, False), (66.7, True), (35.7, True)):
        assert tells_together([first], Asked(now, {}, (42, 42), (42, 42), mean), answers) is tells
    assert not tells_together([first], Asked(now, {}, (42, 42), (42, 42), 90.0), answers), (
        "many who stayed have changed"
    )
    assert not tells_together([first], Asked(now), answers)


def test_what_follows_from_others_of_the_same_group_or_around_it():
    oven, shop = (("team", "oven"),), (("team", "shop"),)
    known = Following({(): keys(*range(30)), oven: keys(*range(18)), shop: keys(*range(18, 30))}, ["n", "y"])
    shown = {((), "*"): 30, ((), "n"): 12, (oven, "y"): 10}
    every = known.known([((), "y"), (oven, "y"), (shop, "y"), (shop, "n")], shown)
    assert {key: round(value) for key, value in every.items()} == {((), "y"): 18, (oven, "y"): 10, (shop, "y"): 8}
    assert set(known.behind((shop, "y"), shown)) == set(shown)
    assert known.behind((shop, "n"), shown) == []


def test_beyond_what_can_be_looked_at_the_smallest_groups_tell_nothing():
    assert too_many(60, 200, 6) == 0
    left = 60 - too_many(60, 2_000, 6)
    assert 0 < left < 60
    assert left * (left + 2_000) * 2_000 * 6 <= MOST_COMBINED
