"""What may be shown: never about fewer people than the minimum, nor so that it could be worked out."""

import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liant.engines.questionnaire import read
from liant.engines.questionnaire.groups import estimate
from liant.surveys.counting import is_counted, question_figures
from liant.surveys.figures import figures_of
from liant.surveys.grouping import Given, Limits, alike_groups, known_by_name, of_groups, parts_of
from liant.surveys.measuring import items_of
from liant.surveys.ready import ready_definition
from liant.surveys.rules import Group, sized
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


def with_everyone(groups):
    return groups | {"": set().union(*groups.values())}


def test_a_group_that_changed_by_a_few_people_is_not_shown_beside_the_wave_before():
    before = {"shop": {f"p{n}" for n in range(8)}, "oven": {f"q{n}" for n in range(8)}, "new": {"a"}}
    now = {"shop": {f"p{n}" for n in range(1, 8)}, "oven": {f"q{n}" for n in range(8)}}
    assert alike_groups(now, [before], 5) == ({"shop"}, False)
    assert alike_groups(with_everyone(now), [with_everyone(before)], 5) == ({"shop"}, True)
    found = figures_of(read(DEFINITION), [Given({"mood": 3}, "shop")] * 7 + [Given({"mood": 4}, "oven")] * 8,
                       [Group("shop", "Shop", "", 7), Group("oven", "Oven", "", 8)], Limits(alike=frozenset({"shop"})))  # fmt: skip
    assert all(one["is_hidden"] for one in found["groups"] if one["code"] == "shop")


@pytest.mark.parametrize("parent", ["", "all"])
def test_groups_know_how_many_were_asked(parent):
    groups = [Group("all", "All"), Group("a", "A", parent), Group("b", "B", parent)]
    found = {one["code"]: one["size"] for one in sized(groups, {"a": 4, "b": 5})}
    assert found == {"all": 9 if parent else 0, "a": 4, "b": 5}


def test_when_everyone_is_nearly_the_same_nothing_is_shown():
    given = [Given({"mood": 3})] * 20
    assert figures_of(read(DEFINITION), given, [], Limits(is_alike=True)) == {"is_enough": False, "is_alike": True}


def test_where_enough_did_not_answer_nobody_knows_who_did():
    asked = {"shop": {f"p{n}" for n in range(12)}, "oven": {f"q{n}" for n in range(9)}}
    groups = [Group("shop", "Shop"), Group("oven", "Oven")]
    assert known_by_name(asked, {"shop": 7, "oven": 5, "": 12}, groups, 5).keys() == {"oven"}
    assert known_by_name(asked, {"shop": 12, "oven": 9, "": 21}, groups, 5).keys() == {"shop", "oven", ""}


CHOICES = {
    "pages": [{"name": "one", "elements": [
        {"type": "radiogroup", "name": "stay", "choices": ["yes", "no"]},
        {"type": "radiogroup", "name": "where", "visibleIf": "{stay} = 'no'", "choices": ["far", "near"]},
        {"type": "checkbox", "name": "tools", "choices": ["saw", "axe"]},
        {"type": "ranking", "name": "order", "choices": ["a", "b", "c"]},
        {"type": "text", "name": "years", "inputType": "number"},
    ]}],
}  # fmt: skip


def question(given, name):
    found = figures_of(read(CHOICES), [Given(one) for one in given], [], Limits())
    return next(one for one in found["questions"] if one["name"] == name)


def test_what_everyone_answered_is_not_told():
    assert [one["n"] for one in question([{"stay": "yes"}] * 12, "stay")["values"]] == [None, None]
    assert [one["n"] for one in question([{"tools": ["saw"]}] * 12, "tools")["values"]] == [None, None]
    mixed = [{"tools": ["saw"]}] * 6 + [{"tools": ["axe"]}] * 6
    assert [one["n"] for one in question(mixed, "tools")["values"]] == [6, 6]


def test_how_many_were_asked_a_question_does_not_tell_how_many_were_not():
    given = [{"stay": "no", "where": "far" if n % 2 else "near"} for n in range(18)] + [{"stay": "yes"}] * 3
    assert [one["n"] for one in question(given, "stay")["values"]] == [None, None]
    assert question(given, "where")["n"] is None
    assert question(given + [{"stay": "yes"}] * 2, "where")["n"] == 18


def test_a_place_that_all_agree_on_is_hidden_with_another():
    given = [{"order": ["a", *("bc" if n % 2 else "cb")]} for n in range(12)]
    assert [one["mean"] for one in question(given, "order")["places"]].count(None) >= 2


def test_a_number_that_stands_out_gives_no_mean():
    assert question([{"years": n} for n in (2, 4, 6, 5, 3, 7)], "years")["estimate"]["mean"] == 4.5
    assert question([{"years": n} for n in (2, 4, 6, 5, 3, 100)], "years")["estimate"]["mean"] is None
    assert question([{"years": 4}] * 9, "years")["estimate"]["mean"] is None


def test_means_of_questions_keep_what_their_answers_hide():
    """Whoever takes the shown means, with the shown counts, can't tell how many gave a hidden answer."""
    tried, by_id = 0, {one.id: one for one in ADVOCACY.items}
    for seed in range(25):
        chance = random.Random(seed)
        level = chance.random()
        given = [
            Given(at_level(ADVOCACY, min(1, max(0, level + chance.gauss(0, 0.25))), n))
            for n in range(chance.randint(6, 14))
        ]
        answers = [one.answers for one in given]
        questions = [question_figures(one, answers, 5) for one in ADVOCACY.questions() if is_counted(one)]
        items = items_of(ADVOCACY, given, 5, questions)
        rows = {f"{one['name']}.{row['name']}": row["values"] for one in questions for row in one.get("rows", ())}
        for one in items:
            scores = by_id[one["id"]].scores
            counted = {scores[each["value"]]: each["n"] for each in rows[one["id"]] if each["value"] in scores}
            if one["mean"] is not None and None in counted.values():
                name, row = one["id"].split(".")
                said = Counter(scores[str(each[name][row])] for each in answers if str(each[name][row]) in scores)
                check_open(counted, said, one)
                tried += 1
    assert tried > 50, "there must be means to look at"


def check_open(counted, said, one):
    """By trying every way in which the hidden answers can have been given."""
    names = list(counted)
    ways = [way for way in ways_of(one["n"], len(names)) if could_be(dict(zip(names, way, strict=True)), counted, one)]
    assert tuple(said[name] for name in names) in ways
    for name, possible in zip(names, zip(*ways, strict=True), strict=True):
        if counted[name] is None and 0 < said[name] < 5:
            assert max(possible) >= 5
            assert max(possible) - min(possible) >= 4


def could_be(way, counted, one):
    if any(counted[name] not in (None, n) for name, n in way.items()):
        return False
    found = estimate([name for name, n in way.items() for _ in range(n)])
    same = abs(found.mean - one["mean"]) <= 0.0501
    return same and (one["spread"] is None or abs(found.spread - one["spread"]) <= 0.0501)


def ways_of(people, answers):
    if answers == 1:
        return [(people,)]
    return [(n, *rest) for n in range(people + 1) for rest in ways_of(people - n, answers - 1)]


def test_to_how_few_it_does_not_apply_is_not_told():
    given = [Given(at_level(ADVOCACY, 0.5, n)) for n in range(20)]
    for one in given[:3]:
        one.answers["m_trust"]["trust_say"] = "na"
    found = figures_of(ADVOCACY, given, [], Limits())
    row = next(
        row
        for one in found["questions"]
        if one["name"] == "m_trust"
        for row in one["rows"]
        if row["name"] == "trust_say"
    )
    assert row["n"] is None


def test_groups_never_tell_a_mean_that_is_hidden():
    """One team all at the lowest: neither its mean, nor the others' from which it would follow."""
    given = [Given(at_level(ADVOCACY, 0.5, n), "shop") for n in range(9)] + [
        Given(at_level(ADVOCACY, 0.5, 50 + n), "office") for n in range(8)
    ]
    given += [
        Given({"m_trust": {"trust_mistake": 1, "trust_say": 1, "trust_watched": 5, "trust_backed": 1}}, "oven")
        for _ in range(9)
    ]
    teams = [Group("shop", "Shop", "", 9), Group("oven", "Oven", "", 9), Group("office", "Office", "", 8)]
    trust = next(
        one for one in figures_of(ADVOCACY, given, teams, Limits())["scores"]["dimensions"] if one["id"] == "trust"
    )
    told = {one["code"] for one in trust["by_group"]}
    assert "oven" not in told
    assert len(told) < 2


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from([None, 1, 2, 3, 4, 5]), min_size=5, max_size=40))
def test_how_many_left_a_question_is_not_told_where_they_are_few(moods):
    """Neither by how many answered, nor by adding up how many gave each answer."""
    whole = read(DEFINITION)
    answers = [Given({} if one is None else {"mood": one}, "") for one in moods]
    [mood] = [one for one in figures_of(whole, answers, [], Limits())["questions"] if one["name"] == "mood"]
    left = moods.count(None)
    if not 0 < left < 5:
        assert mood["n"] in (None, len(moods) - left)
        return
    least = max(5, len(moods) - 4)
    assert mood["n"] in (None, least), "the same whichever of the four it is"
    shown = [one["n"] for one in mood.get("values", ())]
    assert None in shown or not shown
    assert sum(one or 0 for one in shown) <= least, "and adding up gives no more than that"
