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
    release,
    too_telling,
)
from tests.engines.suppression.release_reference import (
    Colleague,
    least_people_told,
    next_wave,
    random_people,
    random_tables,
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
    assert not list(Colleague(found, made, sets).isolated(5))
    careless = replace(found, counts=found.counts | {(named(team="shop"), "q", "y"): 12})
    assert (14, 2, 2, 2) in list(Colleague(careless, made, sets).isolated(5))
    assert (
        least_people_told([keys(*range(9)), keys(*range(8))]) == told_by_three([keys(*range(9)), keys(*range(8))]) == 1
    )
    a, b, c, d = (keys(*range(at, at + 6)) for at in (0, 6, 12, 18))
    four = [a, b, c, d, a | b | c | d | keys(99)]
    assert least_people_told(four) == 1
    alike = [replace(one, value=5.0) for one in made]
    told = release(made, [TEAMS])
    with_sums = replace(
        told, sums={name: type("S", (), {"value": 5.0 * len(members)}) for name, members in told.told.items()}
    )
    assert values_known(with_sums, alike, SCALE)


def attack_all(seed, small=6):
    """Release one house, wave after wave, and attack it. → how many cells were shown, and hidden."""
    chance = random.Random(seed)
    made, parents, codes = random_people(chance)
    tables, minimum, earlier = random_tables(chance), chance.choice([3, 5, 5, 6]), []
    shown = hidden = 0
    for wave in range(chance.choice([1, 1, 2, 3])):
        if wave:
            made = next_wave(chance, made, codes)
        found = release(made, tables, minimum, parents=parents, scale=SCALE, earlier=earlier)
        assert all(count >= minimum for count in found.counts.values()), seed
        everything = [found.told.get(name) or members for name, members in members_of(made, tables, parents).items()]
        assert not list(Colleague(found, made, everything).isolated(minimum)), seed
        assert not values_known(found, made, SCALE), seed
        earlier.append(found.told)
        shown, hidden = shown + len(found.counts), hidden + len(found.hidden)
    published = [members for told in earlier for members in told.values()]
    assert told_by_three(published) >= minimum, seed
    if len(set(published)) <= small:
        assert least_people_told(published) >= minimum, seed
    return shown, hidden


def members_of(made, tables, parents):
    from liant.engines.suppression.people import Population

    return Population(made, tables, parents).groups


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
