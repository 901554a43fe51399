"""Several tables about the same people, waves and means: small enough to check by hand, then made up by the thousand."""

import random
from dataclasses import replace

import pytest

from liant.engines.suppression import (
    COMPLEMENT,
    EARLIER,
    ENDS,
    PROTECTS,
    SMALL,
    TOTAL,
    Crossed,
    Person,
    Scale,
    TableError,
    Wave,
    release,
    too_telling,
)
from liant.engines.suppression.waves import is_about_few
from tests.engines.suppression.release_reference import (
    Colleague,
    least_people_told,
    next_wave,
    random_people,
    random_tables,
    told_between,
    told_by_three,
    values_known,
)

TEAMS, BY_ANSWER = Crossed(("team",)), Crossed(("team",), "q")
SCALE = Scale(1, 5)


def people(start=0, value=None, **sizes):
    """`people(oven=9)`: nine of a team; `people(oven="yyyn")`: what each of them answered."""
    found = []
    for team, given in sizes.items():
        for code in "-" * given if isinstance(given, int) else given:
            answers = {} if code == "-" else {"q": code}
            found.append(Person(f"p{start + len(found)}", {"team": [team]}, answers, value))
    return found


def named(**codes):
    return tuple(sorted(codes.items()))


def keys(*numbers):
    return frozenset(f"p{at}" for at in numbers)


def test_a_small_team_and_its_rest_are_hidden():
    found = release(people(oven=9, shop=9, office=3), [TEAMS])
    assert {cell[0]: reason for cell, reason in found.hidden.items()} == {
        named(team="office"): SMALL, named(team="oven"): EARLIER,
    }  # fmt: skip
    assert found.counts == {((), "", ""): 21, (named(team="shop"), "", ""): 9}


def test_groups_that_overlap_but_for_a_few_are_not_shown_both():
    """Nine bake, nine are new; eight are both: subtracted, the two tables tell of two people."""
    both = [Person(f"p{at}", {"team": ["oven"], "since": ["new"]}) for at in range(8)]
    rest = [Person("a", {"team": ["oven"], "since": ["old"]}), Person("b", {"team": ["shop"], "since": ["new"]})]
    others = [Person(f"o{at}", {"team": ["shop"], "since": ["old"]}) for at in range(12)]
    found = release(both + rest + others, [TEAMS, Crossed(("since",))])
    assert len({named(team="oven"), named(since="new")} & found.told.keys()) == 1


def test_someone_in_several_communities_is_counted_in_each_and_once_in_all():
    made = [
        Person(f"p{at}", {"club": ["choir", "football"] if at < 6 else ["choir" if at < 15 else "football"]})
        for at in range(24)
    ]
    found = release(made, [Crossed(("club",))])
    assert found.counts == {
        ((), "", ""): 24, (named(club="choir"), "", ""): 15, (named(club="football"), "", ""): 15,
    }  # fmt: skip
    made = [
        Person(f"p{at}", {"club": ["choir", "football"] if at < 3 else ["choir" if at < 15 else "football"]})
        for at in range(24)
    ]
    assert len(release(made, [Crossed(("club",))]).told) == 2, "choir + football - all are the three who are in both"


def test_a_department_holds_its_teams():
    parents = {"team": {"oven": "craft", "dough": "craft"}}
    found = release(people(oven=9, dough=8, shop=7), [TEAMS], parents=parents)
    assert found.counts[named(team="craft"), "", ""] == 17
    alone = release(people(oven=9, dough=2, shop=7), [TEAMS], parents=parents)
    assert len({named(team="oven"), named(team="craft")} & alone.told.keys()) == 1


def test_two_waves_of_which_one_person_is_the_difference():
    first = {named(team="oven"): keys(*range(9)), (): keys(*range(30))}
    same = too_telling(first, earlier=[first])
    assert same == {}
    one_left = {named(team="oven"): keys(*range(8)), (): keys(*range(30))}
    assert too_telling(one_left, earlier=[first]) == {named(team="oven"): EARLIER}
    many_left = {named(team="oven"): keys(*range(4), *range(40, 43)), (): keys(*range(30), *range(40, 43))}
    assert too_telling(many_left, earlier=[first]) == {(): EARLIER}
    others = {named(team="oven"): keys(*range(50, 60)), (): keys(*range(50, 90))}
    assert too_telling(others, earlier=[first]) == {}


def test_a_wave_is_compared_with_all_before_it_not_with_the_last_alone():
    first, second = {(): keys(*range(20))}, {(): keys(*range(40, 60))}
    assert too_telling({(): keys(*range(21))}, earlier=[first, second]) == {(): EARLIER}


def test_what_earlier_waves_told_already_hides_nothing_more():
    careless = [{(): keys(*range(20))}, {(): keys(*range(21))}]
    assert too_telling({(): keys(*range(21))}, earlier=careless) == {}


def house(yes, no, start=0):
    """Everybody of one house, by number: first those who say yes."""
    return people(start, house="y" * yes + "n" * no)


EVERYONE = Crossed((), "q")


def test_who_came_and_went_is_not_told_by_two_counts():
    """Six leave, who all said no, and five come, who all say yes: 20 of 30, then 25 of 29."""
    first = release(house(20, 10), [EVERYONE])
    assert first.counts[(), "q", "y"] == 20
    now = house(20, 4) + house(5, 0, start=100)
    assert release(now, [EVERYONE]).counts.get(((), "q", "y")) is None, "four who say no are too few anyway"
    now = house(20, 10)[:-6] + house(5, 2, start=100)
    alone, beside = release(now, [EVERYONE]), release(now, [EVERYONE], earlier=[first])
    assert alone.counts[(), "q", "y"] == 25
    assert beside.hidden[(), "q", "y"] == beside.hidden[(), "q", "n"] == EARLIER
    assert beside.counts[(), "q", TOTAL] == 31


def test_where_enough_came_and_went_on_either_side_both_are_shown():
    first = release(house(20, 20), [EVERYONE])
    mixed = house(20, 20)[4:-4] + house(5, 4, start=100)
    assert release(mixed, [EVERYONE], earlier=[first]).counts[(), "q", "y"] == 21
    assert is_about_few(21 - 20 + 8, 17) is False, "five who came with it and four who left without, of seventeen"


def test_where_somebody_who_stayed_must_have_changed_nothing_is_hidden():
    """Twelve came or went, and fourteen more say yes: the outsider's supposition is plainly false."""
    first = release(house(10, 20), [EVERYONE])
    now = house(21, 9)[3:-3] + house(6, 0, start=100)
    assert release(now, [EVERYONE], earlier=[first]).counts[(), "q", "y"] == 24


def test_the_same_people_with_the_same_answers_are_shown_again_as_they_were():
    made = people(oven="y" * 9 + "n" * 7, shop="y" * 12 + "nn", office="y" * 8 + "n" * 8)
    first = release(made, [BY_ANSWER], scale=SCALE)
    again = release(made, [BY_ANSWER], scale=SCALE, earlier=[first, Wave(first.told, first.counts, first.sums)])
    assert again == first
    changed = release(house(17, 13), [EVERYONE], earlier=[release(house(20, 10), [EVERYONE])])
    assert changed.counts[(), "q", "y"] == 17, "three changed their mind, and may be anyone"


def test_three_groups_of_two_waves_tell_of_a_fourth():
    """Everyone then, less a bakery that is the same as then, less an office that is now shown: two of the shop said no."""
    answers = {"oven": "y" * 9 + "n" * 9, "office": "y" * 8 + "n" * 8, "shop": "y" * 12 + "nn"}
    made = people(**answers)
    first = release(made, [BY_ANSWER])
    shown = {name: first.told[named(team=name)] for name in ("oven", "office", "shop")}
    both = [named(team=name) for name in ("oven", "office") if (named(team=name), "q", "n") in first.counts]
    assert len(both) == 1, "one of them keeps the shop's two hidden"
    other = "office" if both == [named(team="oven")] else "oven"
    came = [replace(one, key=f"new {one.key}") for one in people(shop="y" * 14 + "n" * 14)]
    now = release(made + came, [BY_ANSWER], earlier=[first])
    assert (named(team=other), "q", "n") in release(made + came, [BY_ANSWER]).counts
    assert now.hidden[named(team=other), "q", "n"] == EARLIER
    careless = replace(now, counts=now.counts | {(named(team=other), "q", "n"): len(shown[other]) // 2})
    assert ("n", 14, 12) in told_between([first, careless], 5), "all of the shop but two did not say no"


def test_sums_of_those_who_came_and_went_keep_everyones_value_open():
    """Five come who give the most, five leave who gave the least: by two sums, it would be all that they can have given."""
    then = [replace(one, value=value) for one, value in zip(people(oven=25), [3.0] * 20 + [1.0] * 5, strict=True)]
    first = release(then, [TEAMS], scale=SCALE)
    came = people(100, oven=5, value=5.0)
    now = release(then[:20] + came, [TEAMS], scale=SCALE, earlier=[first])
    assert set(now.hidden_sums.values()) == {EARLIER}
    assert not values_known([first, now], then + came, SCALE)
    assert values_known([first, release(then[:20] + came, [TEAMS], scale=SCALE)], then + came, SCALE)
    others = [replace(one, value=4.0) for one in came]
    assert len(release(then[:20] + others, [TEAMS], scale=SCALE, earlier=[first]).sums) == 2


def test_amounts_of_those_alone_who_came_are_not_told_by_two_sums():
    then = [replace(one, value=10.0 + at) for at, one in enumerate(people(oven=20))]
    first = release(then, [TEAMS])
    came = [replace(one, value=90.0) for one in people(100, oven=6)]
    assert not release(then + came, [TEAMS], earlier=[first]).sums
    assert release(then[:14] + came, [TEAMS], earlier=[first]).sums


def test_rests_of_three_groups_are_seen():
    whole = {"a": keys(*range(9)), "b": keys(*range(9, 18)), "w": keys(*range(21))}
    found = too_telling({named(g=name): members for name, members in whole.items()})
    assert len(found) == 1, "w - a - b are three people"


def test_answers_of_a_few_are_hidden_with_what_would_tell_them():
    found = release(people(oven="y" * 9 + "n" * 7, shop="y" * 12 + "nn"), [BY_ANSWER])
    assert found.hidden[named(team="shop"), "q", "n"] == SMALL
    assert found.hidden[named(team="shop"), "q", "y"] == COMPLEMENT
    assert found.hidden[named(team="oven"), "q", "n"] == PROTECTS
    assert found.counts[named(team="shop"), "q", TOTAL] == 14


def test_where_everybody_answers_alike_the_answer_is_not_told():
    found = release(people(oven="y" * 9, shop="y" * 9 + "n" * 9), [BY_ANSWER])
    assert (named(team="oven"), "q", "y") in found.hidden


def test_a_mean_near_an_end_is_hidden_with_what_would_tell_it():
    low = people(oven=8, value=1.0)
    high = people(start=8, shop=8, office=8, value=3.0)
    found = release(low + high, [TEAMS], scale=SCALE)
    assert found.hidden_sums[named(team="oven")] == ENDS
    assert len(found.sums) == 2, "the whole less the two others would be the oven's"
    assert () in found.sums


def test_amounts_that_one_person_makes_up_are_hidden():
    gave = [
        replace(one, value=value)
        for one, value in zip(people(oven=6, shop=6, office=6), [1000.0, *[5.0] * 17], strict=True)
    ]
    found = release(gave, [TEAMS])
    assert named(team="oven") in found.hidden_sums
    assert () in found.hidden_sums
    assert not values_known_amount(found, gave)


def values_known_amount(found, gave):
    """Whether any sum that is shown has the thousand in it."""
    return any("p0" in found.told[name] for name in found.sums)


@pytest.mark.parametrize(
    "made", [people(oven="y" * 9, shop="y" * 9), people(oven="y" * 9 + "m" * 6, shop="m" * 12 + "y" * 5)]
)
def test_that_nobody_gave_an_answer_is_told_as_little_as_that_few_did(made):
    """Otherwise everyone would be known not to have given it; and where there are two, to have given the other."""
    sets = [frozenset(one.key for one in made if team in one.groups["team"]) for team in ("oven", "shop")]
    could = ("n", "y")
    found = release(made, [BY_ANSWER], answers={"q": could})
    assert not list(Colleague([found], made, sets, could=could).isolated(5))
    careless = release(made, [BY_ANSWER])
    assert [one for one in Colleague([careless], made, sets, could=could).isolated(5) if one[1] == 0]


def test_an_answer_of_an_earlier_wave_can_still_be_given():
    then = people(oven="y" * 9 + "n" * 7)
    now = people(oven="y" * 9) + [replace(one, key=f"new{at}") for at, one in enumerate(people(oven="y" * 7))]
    waves = [release(then, [BY_ANSWER])]
    waves.append(release(now, [BY_ANSWER], earlier=waves))
    sets = [frozenset(one.key for one in wave) for wave in (then, now)]
    assert not list(Colleague(waves, [*then, *now[9:]], sets).isolated(5))


def test_the_same_people_in_any_order_are_released_alike():
    for seed in range(30):
        chance = random.Random(seed)
        made, parents, _codes = random_people(chance)
        tables = random_tables(chance)
        first = release(made, tables, parents=parents, scale=SCALE)
        chance.shuffle(made)
        assert release(made, tables[::-1], parents=parents, scale=SCALE) == first


def test_refusals():
    for code, call in {
        "empty": lambda: release([], [TEAMS]),
        "twice": lambda: release(people(oven=3) * 2, [TEAMS]),
        "minimum": lambda: release(people(oven=3), [TEAMS], 1),
        "key": lambda: release([Person("a", {"team": ["*"]})], [TEAMS]),
        "value": lambda: release([Person("a", {"team": ["oven"]}, {}, float("nan"))], [TEAMS]),
    }.items():
        with pytest.raises(TableError) as refused:
            call()
        assert refused.value.code == code


def test_the_attacker_finds_what_a_careless_release_tells():
    """The proof of the proof: with one hidden cell put back, or groups that were hidden told, the attackers find it."""
    made = people(oven="y" * 9 + "n" * 7, shop="y" * 12 + "nn")
    found = release(made, [BY_ANSWER])
    sets = [
        frozenset(one.key for one in made),
        *(frozenset(one.key for one in made if team in one.groups["team"]) for team in ("oven", "shop")),
    ]
    assert not list(Colleague([found], made, sets).isolated(5))
    careless = replace(found, counts=found.counts | {(named(team="shop"), "q", "y"): 12})
    assert (14, 2, 2, 2) in [one[:4] for one in Colleague([careless], made, sets).isolated(5)]
    assert (
        least_people_told([keys(*range(9)), keys(*range(8))]) == told_by_three([keys(*range(9)), keys(*range(8))]) == 1
    )
    a, b, c, d = (keys(*range(at, at + 6)) for at in (0, 6, 12, 18))
    four = [a, b, c, d, a | b | c | d | keys(99)]
    assert least_people_told(four) == 1
    then, now = house(20, 10), house(20, 10)[:-6] + house(5, 2, start=100)
    over_time = [release(one, [EVERYONE]) for one in (then, now)]
    assert told_between(over_time, 5) == [("n", 13, 2), ("y", 13, 11)]
    whole = [frozenset(one.key for one in wave) for wave in (then, now)]
    assert (6, 0, 0, 2) in [one[:4] for one in Colleague(over_time, then + now[-7:], whole).isolated(5)]
    alike = [replace(one, value=5.0) for one in made]
    told = release(made, [TEAMS])
    with_sums = replace(
        told, sums={name: type("S", (), {"value": 5.0 * len(members)}) for name, members in told.told.items()}
    )
    assert values_known([with_sums], alike, SCALE)


def test_all_but_a_few_of_a_group_is_hidden_though_it_is_made_of_pairs():
    """Nine of twelve say yes, in six teams of two of each role: whoever is in a pair may have said anything, and yet it would follow
    that three of the twelve say no."""
    said = {"old": "yyyyyyyyynnn", "new": "yyyyyynnnnnn"}
    made = [Person(f"{role}{at}", {"role": [role], "team": [f"t{at % 6}"]}, {"q": code})
            for role, codes in said.items() for at, code in enumerate(codes)]  # fmt: skip
    found = release(made, [Crossed(("role",), "q"), Crossed(("team",))])
    assert found.hidden[named(role="old"), "q", "n"] == SMALL
    assert found.hidden[named(role="old"), "q", "y"] == COMPLEMENT
    assert (found.counts[(), "q", "y"], found.counts[named(role="old"), "q", TOTAL]) == (15, 12)
    sets = [named(role=role) for role in said]
    colleague = Colleague([found], made, [found.told[name] for name in sets])
    assert not list(colleague.groups_isolated(5))
    careless = replace(found, counts=found.counts | {(named(role="old"), "q", "y"): 9})
    assert [one[:4] for one in Colleague([careless], made, [found.told[name] for name in sets]).groups_isolated(5)] == [
        (12, 3, 3, 3)
    ]


def attack_all(seed, small=6):
    """Release one house, wave after wave, and attack it. → how many cells were shown, and hidden."""
    chance = random.Random(seed)
    made, parents, codes = random_people(chance)
    tables, minimum, waves = random_tables(chance), chance.choice([3, 5, 5, 6]), []
    is_still, everyone, sets = chance.random() < 0.5, {}, []
    for wave in range(chance.choice([1, 1, 2, 3])):
        if wave:
            made = next_wave(chance, made, codes, is_still=is_still)
        found = release(made, tables, minimum, parents=parents, scale=SCALE, earlier=waves)
        waves.append(found)
        assert all(count >= minimum for count in found.counts.values()), seed
        own = [found.told.get(name) or members for name, members in members_of(made, tables, parents).items()]
        given = tuple({code for one in (*everyone.values(), *made) for code in one.answers.values()})
        colleague = Colleague([found], made, own, could=given)
        assert not list(colleague.isolated(minimum)), seed
        assert not list(colleague.groups_isolated(minimum)), seed
        everyone, sets = everyone | {one.key: one for one in made}, sets + own
        attack_over_time(waves, list(everyone.values()), sets, minimum, is_still=is_still)
    published = [members for one in waves for members in one.told.values()]
    assert told_by_three(published) >= minimum, seed
    if len(set(published)) <= small:
        assert least_people_told(published) >= minimum, seed
    return sum(len(one.counts) for one in waves), sum(len(one.hidden) for one in waves)


def attack_over_time(waves, everyone, sets, minimum, *, is_still):
    """As one who supposes that those who stayed answered as before; where they did, with all waves at once. What follows from
    the earlier waves alone, as that nobody gave an answer which nobody had given then, is no news."""
    assert not values_known(waves, everyone, SCALE)
    if len(waves) > 1:
        assert not told_between(waves, minimum)
    if len(waves) > 1 and is_still:
        found = set(Colleague(waves, everyone, sets).isolated(minimum))
        known = Colleague(waves[:-1], everyone, sets).isolated(minimum) if found else ()
        assert found <= set(known)


def members_of(made, tables, parents):
    from liant.engines.suppression.people import Population

    return Population(made, tables, parents, {}).groups


def test_houses_and_waves_are_attacked_with_every_table():
    counted = [attack_all(seed) for seed in range(60)]
    assert sum(shown for shown, _ in counted) > 300, "the tables must be worth attacking"
    assert sum(hidden for _, hidden in counted) > 300


@pytest.mark.full
def test_ten_thousand_houses_and_waves():
    counted = [attack_all(seed, small=0 if seed % 40 else 10) for seed in range(1_000, 11_000)]
    print(
        f"{sum(shown for shown, _ in counted)} cells shown, {sum(hidden for _, hidden in counted)} hidden, none isolates"
    )
    assert sum(shown for shown, _ in counted) > 100_000
