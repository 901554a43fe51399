"""What may be shown: never about fewer people than the minimum, nor so that it could be worked out."""

import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liant.engines.questionnaire import read
from liant.surveys.figures import Given, Limits, figures_of, of_groups, parts_of
from liant.surveys.ready import ready_definition
from liant.surveys.rules import Group, groups_too_alike, sized
from tests.surveys.asking import DEFINITION

ADVOCACY = read(ready_definition("advocacy-readiness"))
TEAMS = [Group("shop", "Shop", "", 12), Group("oven", "Oven", "", 9), Group("office", "Office", "", 3)]


def at_level(whole, level: float, seed: int = 0):
    """Answers around a level, from 0 for the lowest answer to 1 for the highest: every question of every matrix."""
    chance = random.Random(seed)
    answers = {}
    for question in whole.questions():
        if question.kind == "matrix":
            columns = [one.value for one in question.columns if one.value != "na"]
            answers[question.name] = {
                str(row.value): columns[place(level, len(columns), chance, bool(row.notes and row.notes.reversed))]
                for row in question.rows
            }
    return answers


def place(level: float, count: int, chance: random.Random, is_reversed: bool) -> int:
    wanted = (1 - level if is_reversed else level) * (count - 1)
    return max(0, min(count - 1, int(wanted + chance.random())))


def given_by(whole, level, sizes, seed=1):
    return [Given(at_level(whole, level, seed + n), code) for code, size in sizes.items() for n in range(size)]


def test_fewer_than_five_say_nothing():
    assert figures_of(read(DEFINITION), [Given({"mood": 3})] * 4, [], Limits()) == {"is_enough": False}


def test_small_groups_and_what_would_tell_them_are_hidden():
    found = figures_of(ADVOCACY, given_by(ADVOCACY, 0.7, {"shop": 9, "oven": 6, "office": 0, "": 3}), TEAMS, Limits())
    shown = {one["code"] for one in found["groups"] if not one["is_hidden"]}
    assert "office" not in shown
    whole = sum(1 for _ in range(18))
    told = sum(one["answered"] for one in found["groups"] if not one["is_hidden"])
    assert whole - told == 0 or whole - told >= 5


def test_three_organisations_three_verdicts():
    """The maturity audit: launch, launch small, not yet and what first."""
    verdicts = {}
    for level in (0.9, 0.6, 0.2):
        found = figures_of(ADVOCACY, given_by(ADVOCACY, level, {"": 30}), [], Limits())["scores"]
        verdicts[level] = (found["verdict"], found["first"])
    assert verdicts[0.9][0] == "launch"
    assert verdicts[0.6][0] == "small"
    assert verdicts[0.2][0] == "not_yet"
    assert verdicts[0.2][1], "what to do first is named"


def test_one_weak_dimension_is_never_averaged_away():
    answers = given_by(ADVOCACY, 0.9, {"": 20})
    for one in answers:
        one.answers["m_trust"] = dict.fromkeys(one.answers["m_trust"], 1)
    found = figures_of(ADVOCACY, answers, [], Limits())["scores"]
    assert found["verdict"] == "not_yet"
    assert found["lowest"] == "trust"
    assert found["first"][0] == "trust"


def test_where_everyone_says_the_same_only_the_level_is_told():
    answers = [Given({"m_trust": {"trust_mistake": 1, "trust_say": 1, "trust_watched": 1, "trust_backed": 1}})] * 8
    found = next(
        one for one in figures_of(ADVOCACY, answers, [], Limits())["scores"]["dimensions"] if one["id"] == "trust"
    )
    assert found["mean"] is None
    assert found["level"] == "low"


def test_comments_wait_for_ten_and_keep_no_order():
    definition = read(DEFINITION)
    said = [Given({"mood": 1, "why": f"{9 - n} more bread"}) for n in range(9)]
    assert figures_of(definition, said, [], Limits())["comments"] == [{"name": "why", "n": None, "words": []}]
    said.append(Given({"mood": 2, "why": "0 less noise"}))
    [found] = figures_of(definition, said, [], Limits())["comments"]
    assert found["words"] == sorted(found["words"])
    assert figures_of(definition, said[::-1], [], Limits())["comments"] == [found]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 7), st.integers(0, 14)), min_size=1, max_size=8),
    st.integers(0, 12),
    st.integers(5, 9),
    st.booleans(),
)
def test_no_shown_group_nor_rest_is_too_small(made, rest, minimum, is_listed):
    groups = [
        Group(f"g{n}", f"G{n}", f"g{parent}" if parent < n else "", size) for n, (parent, size) in enumerate(made)
    ]
    counts = Counter({f"g{n}": size for n, (_parent, size) in enumerate(made)}) | Counter({"": rest})
    places = frozenset(code for code, count in counts.items() if count) if is_listed else None
    shown = of_groups(counts, {}, groups, Limits(minimum, places=places), ())
    parts = parts_of(groups)
    whole = sum(counts.values())
    for code, (count, _sum) in shown.items():
        assert count == sum(counts[part] for part in parts[code]) >= minimum
        assert whole - count == 0 or whole - count >= minimum
        for other, (smaller, _s) in shown.items():
            if parts[other] < parts[code]:
                assert count - smaller == 0 or count - smaller >= minimum


def test_no_group_is_hidden_for_a_rest_in_which_nobody_can_be():
    groups = [Group("all", "All", "", 40), Group("shop", "Shop", "all", 20), Group("oven", "Oven", "all", 20)]
    counts, places = {"shop": 17, "oven": 16}, frozenset({"shop", "oven"})
    assert of_groups(counts, {}, groups, Limits(places=places), ()).keys() == {"all", "shop", "oven"}
    flat = [Group("shop", "Shop", "", 20), Group("oven", "Oven", "", 20)]
    assert of_groups(counts, {}, flat, Limits(places=places), ()).keys() == {"shop", "oven"}
    assert len(of_groups(counts, {}, flat, Limits(places=places | {""}), ())) == 1, "nobody in the rest would be told"
    few = of_groups({"shop": 17, "oven": 3}, {}, groups, Limits(places=places), ())
    assert few.keys() & {"shop", "oven"} == set(), "the one would tell the other"


def test_a_group_that_changed_by_a_few_people_is_not_shown_beside_the_wave_before():
    before = {"shop": {f"p{n}" for n in range(8)}, "oven": {f"q{n}" for n in range(8)}, "new": {"a"}}
    now = {"shop": {f"p{n}" for n in range(1, 8)}, "oven": {f"q{n}" for n in range(8)}}
    assert groups_too_alike(before, now, 5) == {"shop"}
    found = figures_of(read(DEFINITION), [Given({"mood": 3}, "shop")] * 7 + [Given({"mood": 4}, "oven")] * 8,
                       [Group("shop", "Shop", "", 7), Group("oven", "Oven", "", 8)], Limits(alike=frozenset({"shop"})))  # fmt: skip
    assert all(one["is_hidden"] for one in found["groups"] if one["code"] == "shop")


@pytest.mark.parametrize("parent", ["", "all"])
def test_groups_know_how_many_were_asked(parent):
    groups = [Group("all", "All"), Group("a", "A", parent), Group("b", "B", parent)]
    found = {one["code"]: one["size"] for one in sized(groups, {"a": 4, "b": 5})}
    assert found == {"all": 9 if parent else 0, "a": 4, "b": 5}
