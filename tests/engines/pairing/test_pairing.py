"""Who meets whom. The letters are the rows of the method's acceptance table."""

import functools
import itertools
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liant.engines.pairing import Meeting, People, experiment, match, operations, rounds, shuffled

TEXTBOOK = {  # round by round, the first sitting still: as printed since Kirkman
    4: [{(0, 3), (1, 2)}, {(0, 2), (1, 3)}, {(0, 1), (2, 3)}],
    6: [
        {(0, 5), (1, 4), (2, 3)},
        {(0, 4), (3, 5), (1, 2)},
        {(0, 3), (2, 4), (1, 5)},
        {(0, 2), (1, 3), (4, 5)},
        {(0, 1), (2, 5), (3, 4)},
    ],
}
NAMES = ["ana", "ben", "chloé", "dina", "eli"]


def named(count):
    return [f"p{number:05d}" for number in range(count)]


def of_teams(count, teams=4):
    return People(named(count), np.arange(count) % teams)


def first_repeat(plan):
    return min((meeting.week for meeting in plan.meetings if meeting.is_repeat), default=plan.weeks + 1)


def drawn(plan):
    return [(meeting.week, *meeting.people) for meeting in plan.meetings], plan.resting


@pytest.mark.parametrize("people", [*range(2, 202)])
def test_everyone_meets_everyone_once_and_rests_at_most_once(people):
    """D1."""
    found = rounds(people)
    even = people + people % 2
    assert found.shape == (even - 1, even // 2, 2)
    for pairs in found:
        assert len(np.unique(pairs)) == even
    ends = np.sort(found.reshape(-1, 2), axis=1)
    assert len(np.unique(ends[:, 0] * even + ends[:, 1])) == even * (even - 1) // 2
    if people % 2:
        assert len(np.unique(found[(found == people).any(axis=2)])) == even


@pytest.mark.parametrize("people", range(4, 11))
def test_small_rounds_are_those_of_the_textbook(people):
    """One in the middle of a polygon, the others at its corners: the one in the middle meets each corner in turn, and the lines
    across that spoke join the others. Where they are odd, the last is nobody."""
    found = [{(min(pair), max(pair)) for pair in pairs.tolist()} for pairs in rounds(people)]
    corners = people + people % 2 - 1
    drawn_up = []
    for spoke in range(corners):
        across = {
            tuple(sorted((1 + (spoke + k) % corners, 1 + (spoke - k) % corners))) for k in range(1, corners // 2 + 1)
        }
        drawn_up.append({(0, 1 + spoke), *across})
    assert sorted(map(sorted, found)) == sorted(map(sorted, drawn_up))
    if people in TEXTBOOK:
        assert sorted(map(sorted, found)) == sorted(map(sorted, TEXTBOOK[people]))


@settings(max_examples=150, deadline=None)
@given(size=st.integers(2, 10), data=st.data())
def test_a_matching_is_the_best_there_is(size, data):
    """D2: beside every way of pairing up to ten people."""
    every = list(itertools.combinations(range(size), 2))
    edges = data.draw(st.lists(st.sampled_from(every), unique=True))
    weight = data.draw(st.lists(st.integers(0, 50), min_size=len(edges), max_size=len(edges)))
    luck = np.array(
        data.draw(st.lists(st.integers(0, 2**64 - 1), min_size=len(edges), max_size=len(edges))), dtype=np.uint64
    )
    left, right = np.array(edges, dtype=np.int64).reshape(-1, 2).T
    found = match(size, left, right, np.array(weight, dtype=np.int64), luck)
    worth = dict(zip(edges, weight, strict=True))
    mine = len(found), sum(worth[tuple(pair)] for pair in found.tolist())
    assert mine == best(frozenset(range(size)), worth)


def best(people, worth):
    """(pairs, weight): pairs first."""

    @functools.cache
    def of(people):
        if len(people) < 2:
            return 0, 0
        one, *others = sorted(people)
        found = of(people - {one})
        for other in others:
            if (one, other) in worth:
                pairs, weight = of(people - {one, other})
                found = max(found, (pairs + 1, weight + worth[one, other]))
        return found

    return of(people)


@pytest.mark.parametrize("people", [30, 31, 44, 50, 101, 160])
def test_half_of_all_weeks_at_least_pass_without_a_repeat(people):
    """D3, from thirty people on."""
    weeks = -(-people // 2)
    plan = operations(of_teams(people), weeks=weeks, seed=1)
    assert first_repeat(plan) > weeks
    for week in range(1, weeks + 1):
        there = [name for meeting in plan.meetings if meeting.week == week for name in meeting.people]
        assert sorted(there) == named(people)


@pytest.mark.parametrize("people", [10, 20, 28, 30, 50])
def test_everyone_meets_everyone_before_anyone_meets_again(people):
    plan = operations(of_teams(people), weeks=people - 1, seed=4)
    assert first_repeat(plan) == people
    assert len(plan.pairs()) == people * (people - 1) // 2


def test_after_everyone_has_met_those_meet_again_who_did_longest_ago():
    plan = operations(of_teams(10), weeks=18, seed=4)
    weeks = {}
    for meeting in plan.meetings:
        weeks.setdefault(meeting.people, []).append(meeting.week)
    assert min(again - first for first, again in weeks.values()) >= 5
    assert all(meeting.is_repeat == (meeting.week > 9) for meeting in plan.meetings)


@pytest.mark.parametrize("people", [9, 15, 51])
def test_the_odd_one_out_joins_two_others_and_everyone_takes_a_turn(people):
    plan = operations(of_teams(people), weeks=people, seed=2)
    threes = [meeting for meeting in plan.meetings if len(meeting.people) == 3]
    assert sorted(meeting.people[2] for meeting in threes) == named(people)
    assert {meeting.credit for meeting in threes} == {0.5}
    assert plan.resting == ()


@pytest.mark.parametrize("seed", [0, 7, 2**63])
def test_an_experiment_is_drawn_again_bit_for_bit(seed):
    """C4: whatever the order of names, and in another process."""
    names = named(31)
    plan = experiment(names, weeks=8, seed=seed)
    assert experiment(names[::-1], weeks=8, seed=seed) == plan
    assert experiment(names, weeks=8, seed=seed + 1).meetings != plan.meetings
    assert experiment(names, weeks=8, seed=seed, arm="spotlight").meetings != plan.meetings
    code = f"from liant.engines.pairing import experiment\nprint(repr(experiment({names!r}, weeks=8, seed={seed})))"
    again = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert again.stdout.strip() == repr(plan)


def test_what_a_seed_draws_never_changes():
    """Seeds are kept for years: a change of the method has to show, by its number."""
    plan = experiment(NAMES, weeks=2, seed=7)
    assert plan.method == 1
    assert shuffled(NAMES, 7).tolist() == [0, 3, 4, 2, 1]
    weeks = [(1, "ana", "dina"), (1, "chloé", "eli"), (2, "ana", "ben"), (2, "dina", "eli")]
    assert drawn(plan) == (weeks, ((1, "ben"), (2, "chloé")))
    plan = operations(People(NAMES, np.arange(5)), weeks=1, seed=7)
    assert drawn(plan) == ([(1, "ana", "eli", "dina"), (1, "ben", "chloé")], ())


def test_in_an_experiment_every_pair_is_as_likely():
    """W / (N − 1), and nobody twice; the odd one rests once in N rounds."""
    times, names = {}, named(7)
    for seed in range(1_500):
        for meeting in experiment(names, weeks=2, seed=seed).meetings:
            times[meeting.people] = times.get(meeting.people, 0) + 1
    assert len(times) == 21
    shares = np.array(list(times.values())) / 1_500
    assert np.abs(shares - 2 / 7).max() < 4.5 * np.sqrt(2 / 7 * 5 / 7 / 1_500)
    whole = experiment(names, weeks=7, seed=1)
    assert sorted(name for _, name in whole.resting) == names
    assert len(whole.pairs()) == len(whole.meetings) == 21


def test_an_experiment_may_be_drawn_within_groups_and_not_for_longer_than_there_are_rounds():
    names, halls = named(12), ["east", "west"] * 6
    plan = experiment(names, weeks=5, seed=3, strata=halls)
    assert all(names.index(one) % 2 == names.index(other) % 2 for one, other in plan.pairs())
    with pytest.raises(ValueError, match="for 5 weeks at most"):
        experiment(names, weeks=6, seed=3, strata=halls)
    with pytest.raises(ValueError, match="comes twice"):
        experiment(["ana", "ana"], weeks=1, seed=3)


def test_pairs_across_teams_come_first():
    plan = operations(of_teams(40), weeks=20, seed=5)
    team = {name: number % 4 for number, name in enumerate(named(40))}
    across = [team[meeting.people[0]] != team[meeting.people[1]] for meeting in plan.meetings]
    assert np.mean(across) == 1


def test_who_hardly_know_each_other_come_before_those_who_do():
    first, second = np.triu_indices(40, 1)
    strength = np.where((first + second) % 3 == 0, 95.0, 5.0)
    people = People(named(40), np.full(40, -1))
    plan = operations(people, weeks=4, seed=5, closeness=(first, second, strength))
    rows = [tuple(int(name[1:]) for name in meeting.people) for meeting in plan.meetings]
    assert sum((one + other) % 3 == 0 for one, other in rows) == 0


def test_with_languages_a_round_in_which_all_are_paired_leaves_nobody_to_ask():
    people = People(["ana", "ben"], np.array([0, 1]), languages=[frozenset({"fr"})] * 2)
    assert [one.people for one in operations(people, weeks=2, seed=1).meetings] == [("ana", "ben")] * 2


def test_clocks_languages_absence_and_rules_are_kept():
    """An hour and a language in common, nobody who is away or doesn't take part, no pair that must not be."""
    count = 36
    hours = np.array([[-8.0], [1.0], [9.0]])[np.arange(count) % 3]
    languages = [
        frozenset({"fr"}) if number < 12 else frozenset({"en"}) if number < 24 else frozenset({"fr", "en"})
        for number in range(count)
    ]
    forbidden = [(0, 24), (3, 27), (30, 33)]
    people = People(named(count), np.arange(count) % 5, offsets=hours, languages=languages,
                    away={2: frozenset({4, 5})}, opted_out=frozenset({35}))  # fmt: skip
    plan = operations(people, weeks=4, seed=6, forbidden=forbidden)
    for one, other in plan.pairs():
        left, right = int(one[1:]), int(other[1:])
        apart = abs(hours[left, 0] - hours[right, 0])
        assert min(apart, 24 - apart) <= 7
        assert languages[left] & languages[right]
        assert (left, right) not in forbidden
    seen = {
        week: {name for meeting in plan.meetings if meeting.week == week for name in meeting.people}
        for week in range(1, 5)
    }
    for week, met in seen.items():
        there = met | {name for when, name in plan.resting if when == week}
        assert there == set(named(count)) - {"p00035"} - ({"p00004", "p00005"} if week == 2 else set())


def test_whoever_nobody_can_meet_rests_and_is_named():
    people = People(
        ["ana", "ben", "eli"], np.array([0, 1, 2]), languages=[frozenset({"fr"}), frozenset({"fr"}), frozenset({"pl"})]
    )
    plan = operations(people, weeks=1, seed=1)
    assert plan.meetings == (Meeting(1, ("ana", "ben")),)
    assert plan.resting == ((1, "eli"),)


@pytest.mark.parametrize(("people", "fresh"), [(12, 8), (13, 5), (40, 8)])
def test_week_after_week_with_what_came_before_is_what_all_at_once_is(people, fresh):
    """A programme that draws each Monday, from the history alone, meets nobody twice either."""
    everyone, met, left_over, weekly = of_teams(people), [], [], []
    row = {name: at for at, name in enumerate(everyone.ids)}
    for week in range(8):
        plan = operations(everyone, weeks=1, seed=9, met=met, left_over=left_over)
        for meeting in plan.meetings:
            met += [(row[a], row[b], week - 8) for a, b in itertools.combinations(meeting.people, 2)]
            weekly.append((week + 1, *meeting.people))
            left_over += [row[name] for name in meeting.people[2:]]
            assert week >= fresh or not meeting.is_repeat
    assert people % 2 or weekly == drawn(operations(everyone, weeks=8, seed=9))[0]


def test_the_order_in_which_people_are_listed_makes_no_difference():
    for count in (25, 61):
        people, order = of_teams(count), np.random.default_rng(1).permutation(count)
        turned = People([people.ids[at] for at in order], people.teams[order])
        assert drawn(operations(people, weeks=6, seed=3)) == drawn(operations(turned, weeks=6, seed=3))


def test_more_than_five_hundred_are_drawn_in_blocks_that_change():
    people = of_teams(1_201, 60)
    plan = operations(people, weeks=3, seed=8)
    assert not any(meeting.is_repeat for meeting in plan.meetings)
    for week in (1, 2, 3):
        there = [name for meeting in plan.meetings if meeting.week == week for name in meeting.people]
        assert sorted(there) == named(1_201)
    threes = [meeting for meeting in plan.meetings if len(meeting.people) == 3]
    assert len(threes) == 3


def test_weights_are_whole_numbers_and_names_come_once():
    with pytest.raises(ValueError, match="whole numbers"):
        match(2, np.array([0]), np.array([1]), np.array([0.5]))
    with pytest.raises(ValueError, match="comes twice"):
        People(["ana", "ana"], np.zeros(2, dtype=int))
    with pytest.raises(ValueError, match="of each person"):
        People(["ana", "ben"], np.zeros(1, dtype=int))


@pytest.mark.parametrize("count", [0, 1])
def test_nobody_meets_nobody(count):
    plan = operations(of_teams(count), weeks=2, seed=1)
    assert plan.meetings == ()
    assert plan.resting == tuple((week, "p00000") for week in (1, 2) if count)
    assert experiment(named(count), weeks=0, seed=1).meetings == ()
