"""What rules ask and do, without a database; and that any set of them comes to an end."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liant.inbox.automation.rules import (
    ARRIVED,
    CORRECTED,
    LABELLED,
    OPENED,
    WAITED,
    Act,
    Actions,
    Conditions,
    Facts,
    Plan,
    follow,
    meets,
    one_of_them,
    read_actions,
    read_conditions,
    written,
)

HATS = frozenset({"customer", "candidate"})
FACTS = Facts(
    hat="customer",
    intent="question",
    language="fr",
    channel=1,
    state="open",
    moment=datetime(2026, 11, 22, 22, 30, tzinfo=UTC),
    text="Bonjour, êtes-vous ouverts le 1er novembre ?",
    author="Karima Benali",
    handle="@karima.example",
)


def plan(number=1, trigger=ARRIVED, **values):
    return Plan(**{"id": number, "trigger": trigger, "hats": HATS, "actions": Actions(label=number)} | values)


def acts(*plans, facts=FACTS, what=ARRIVED, **values):
    return [(step.rule_id, act.kind, act.value) for step in follow(plans, what, facts, **values) for act in step.acts]


@pytest.mark.parametrize(
    ("asked", "is_met"),
    [
        (Conditions(), True),
        (Conditions(hats=("customer", "resident")), True),
        (Conditions(hats=("candidate",)), False),
        (Conditions(intents=("question",), languages=("en",)), False),
        (Conditions(channels=(1, 2)), True),
        (Conditions(labels=(4,)), False),
        (Conditions(words="ouvert* OR horaires"), True),
        (Conditions(words="livraison"), False),
        (Conditions(words='"1er novembre" AND NOT author:karima'), False),
        (Conditions(author="benali"), True),
        (Conditions(author="@karima"), True),
        (Conditions(author="Yann"), False),
        (Conditions(from_minute=18 * 60, to_minute=8 * 60), True),
        (Conditions(from_minute=9 * 60, to_minute=18 * 60), False),
        (Conditions(from_minute=22 * 60), True),
        (Conditions(to_minute=22 * 60), False),
        (Conditions(least_followers=1), False),
        (Conditions(is_unassigned=True), True),
        (Conditions(is_automatic=True), False),
    ],
)
def test_conditions(asked, is_met):
    assert meets(asked, FACTS) is is_met


def test_what_is_not_known_meets_no_condition():
    assert meets(Conditions(least_followers=500), replace(FACTS, followers=500))
    assert not meets(Conditions(least_followers=500), replace(FACTS, followers=None))


def test_rules_act_in_order_and_one_may_be_the_last():
    assert [who for who, *_ in acts(plan(1), plan(2))] == [1, 2]
    assert [who for who, *_ in acts(plan(1, is_last=True), plan(2))] == [1]


def test_a_rule_reaches_no_further_than_its_author():
    assert acts(plan(hats=frozenset({"candidate"}))) == []


def test_nobodys_conversation_is_taken_away():
    [step] = follow([plan(actions=Actions(member=7, note="Vu."))], ARRIVED, replace(FACTS, assignee=3))
    assert step.acts == (Act("note", "Vu."),)
    assert step.left == (("member", "taken"),)


def test_the_first_rule_that_gives_it_away_wins():
    assert acts(plan(1, actions=Actions(member=7)), plan(2, actions=Actions(member=8))) == [(1, "member", 7)]


def test_only_automatic_mail_is_closed():
    rule = plan(actions=Actions(close_because="Courriel automatique"))
    [step] = follow([rule], ARRIVED, FACTS)
    assert (step.acts, step.left) == ((), (("close", "not_automatic"),))
    assert acts(rule, facts=replace(FACTS, is_automatic=True)) == [(1, "close", "Courriel automatique")]


def test_a_label_put_by_a_rule_sets_off_another_one_once():
    first = plan(1, actions=Actions(label=9))
    second = plan(2, trigger=LABELLED, label=9, actions=Actions(note="Étiqueté."))
    other = plan(3, trigger=LABELLED, label=8, actions=Actions(note="Autre."))
    assert acts(first, second, other) == [(1, "label", 9), (2, "note", "Étiqueté.")]
    assert acts(first, second, set_off_before={2}) == [(1, "label", 9)], "never twice on one conversation"


def test_told_twice_of_one_occasion_it_acts_once():
    assert acts(plan(1), plan(2), done={1}) == [(2, "label", 2)]


def test_what_could_not_be_done_has_no_consequences():
    first = plan(1, actions=Actions(label=9))
    second = plan(2, trigger=LABELLED, label=9)
    assert list(follow([first, second], ARRIVED, FACTS, do=lambda *_: False)) == []


def test_a_wait_is_counted_in_working_hours():
    rule = plan(trigger=WAITED, wait_hours=8)
    late, early = replace(FACTS, is_waiting=True, waited_seconds=8 * 3600), replace(FACTS, waited_seconds=8 * 3600)
    assert acts(rule, facts=late, what=WAITED)
    assert not acts(rule, facts=replace(late, waited_seconds=8 * 3600 - 1), what=WAITED)
    assert not acts(rule, facts=early, what=WAITED), "nobody waits there"


def test_who_of_a_team_takes_it_is_told_by_the_conversation_alone():
    team = [31, 12, 25]
    chosen = [one_of_them(team, number) for number in range(1, 301)]
    assert set(chosen) == set(team)
    assert chosen == [one_of_them(list(reversed(team)), number) for number in range(1, 301)]
    assert one_of_them([], 1) is None


SMALL = st.integers(min_value=1, max_value=4)
some_actions = st.builds(
    Actions,
    label=st.none() | SMALL,
    member=st.none() | SMALL,
    team=st.none() | SMALL,
    is_urgent=st.booleans(),
    note=st.sampled_from(["", "Vu."]),
    tell=st.none() | SMALL,
    hat=st.sampled_from(["", "customer", "candidate"]),
    answer=st.sampled_from(["", "Bonjour."]),
    snooze_hours=st.none() | SMALL,
    close_because=st.sampled_from(["", "Automatique"]),
)
some_conditions = st.builds(
    Conditions,
    hats=st.sampled_from([(), ("customer",), ("candidate",)]),
    labels=st.lists(SMALL, max_size=2).map(tuple),
    words=st.sampled_from(["", "ouverts", "livraison"]),
    is_unassigned=st.booleans(),
)
some_plans = st.lists(
    st.builds(
        Plan,
        id=st.just(0),
        trigger=st.sampled_from([ARRIVED, OPENED, CORRECTED, WAITED, LABELLED]),
        hats=st.just(HATS),
        conditions=some_conditions,
        actions=some_actions,
        wait_hours=st.none() | SMALL,
        label=st.none() | SMALL,
        is_last=st.booleans(),
    ),
    max_size=30,
).map(lambda plans: [replace(one, id=number) for number, one in enumerate(plans, 1)])
some_facts = st.builds(
    lambda state, automatic, assignee, labels: replace(
        FACTS, state=state, is_automatic=automatic, assignee=assignee, labels=frozenset(labels), is_waiting=True
    ),
    st.sampled_from(["open", "snoozed", "closed"]),
    st.booleans(),
    st.none() | SMALL,
    st.lists(SMALL),
)


@given(some_plans, some_facts, st.sampled_from([ARRIVED, OPENED, CORRECTED, WAITED, LABELLED]))
def test_any_set_of_rules_comes_to_an_end_and_none_acts_twice(plans, facts, what):
    steps = list(follow(plans, what, facts, label=1))
    assert len(steps) <= len(plans)
    assert len({step.rule_id for step in steps}) == len(steps)
    done = [act.kind for step in steps for act in step.acts]
    assert sum(kind in ("member", "team") for kind in done) <= 1
    assert "close" not in done or facts.is_automatic


@given(some_conditions, some_actions)
def test_what_is_stored_is_read_again(conditions, actions):
    assert read_conditions(written(conditions)) == conditions
    assert read_actions(written(actions)) == actions
