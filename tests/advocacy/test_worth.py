"""What choosing is worth is told honestly: chosen beside drawn by chance, of both or of neither, of nobody."""

import random

from liant.advocacy.breath.taken import Shown, Stretch, Taken
from liant.advocacy.breath.worth import told, worth

QUARTER = Stretch(3)
ELIGIBLE = 20


def shown(is_explored: bool, *, opened: bool, shared: bool = False, day: int = 40, eligible: int = ELIGIBLE) -> Shown:
    chance = 0.05 / ELIGIBLE + 0.95 * (not is_explored)
    return Shown(day, is_explored, not is_explored, chance, eligible, opened, shared)


def experts(people: int, each: int, chosen: float, drawn: float, seed: int = 1) -> list[Taken]:
    """So many people with so many suggestions each, of which so many in a hundred are opened."""
    luck = random.Random(seed)
    found = []
    for key in range(people):
        explored = [luck.random() < 0.05 for _n in range(each)]
        pieces = [
            shown(one, opened=luck.random() < (drawn if one else chosen), shared=luck.random() < 0.3)
            for one in explored
        ]
        found.append(Taken(key, 0, shown=tuple(pieces)))
    return found


def test_chosen_and_drawn_are_told_side_by_side_once_a_quarter():
    taken = experts(60, 30, 0.6, 0.3)
    found = worth(taken, QUARTER, is_told=True)
    assert found is not None
    opened = found["opened"]
    assert opened["ranked"]["n"] + opened["explored"]["n"] == 60 * 30
    assert 0.55 < opened["ranked"]["share"] < 0.65
    assert 0.15 < opened["explored"]["share"] < 0.45
    assert found["shared"] is not None
    assert worth(taken, Stretch(2), is_told=True) is None
    assert worth(taken, Stretch(6), is_told=True) is None, "nothing of it lies in the second quarter"


def test_what_is_said_of_the_ranking_and_of_chance_is_true_nineteen_times_in_twenty():
    held = {"ranking": 0, "chance": 0}
    for seed in range(100):
        found = worth(experts(60, 30, 0.6, 0.3, seed), QUARTER, is_told=False)
        assert found is not None
        for name, truth in (("ranking", 0.6), ("chance", 0.3)):
            judged = found["judged"]["opened"][name]
            held[name] += judged["low"] < truth < judged["high"]
    assert min(held.values()) > 87, held


def test_where_nothing_is_told_of_who_shared_nothing_is_told_of_shares():
    found = worth(experts(60, 30, 0.6, 0.3), QUARTER, is_told=False)
    assert found is not None
    assert (found["shared"], found["judged"]["shared"]) == (None, None)


def test_of_both_or_of_neither():
    """All together are told elsewhere: of few that chance drew, the others would tell."""
    few = experts(4, 30, 0.6, 0.5) + [
        Taken(key, 0, shown=tuple(shown(False, opened=number % 2 == 0) for number in range(30)))
        for key in range(10, 60)
    ]
    assert told([(one.key, each) for one in few for each in one.shown if not each.is_explored], "opened") is not None
    assert worth(few, QUARTER, is_told=True) is None


def test_what_came_to_stand_there_nobody_knows_how_is_not_judged():
    taken = experts(60, 30, 0.6, 0.3)
    older = Taken(99, 0, shown=(shown(False, opened=True, eligible=0),))
    assert worth([*taken, older], QUARTER, is_told=True) is None


def test_one_who_shares_much_and_four_who_do_not_are_not_told():
    rows = [(0, shown(True, opened=True)) for _n in range(12)]
    rows += [(key, shown(True, opened=False)) for key in range(1, 9)]
    assert told(rows, "opened") is None
    rows += [(key, shown(True, opened=True)) for key in range(1, 9) for _n in range(6)]
    assert told(rows, "opened") is not None
