"""Anonymous means it: what is kept of an answer, and that nothing leads from it to a person."""

import hashlib
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liant.kit import clock
from liant.surveys import quotas, urn, waves
from liant.surveys.models import Answer, Ballot, Draft, Invitation, Slip, UsedSlip, Wave
from liant.surveys.rules import Group, told_group, week_of
from liant.tenancy.context import tenant
from tests.surveys.asking import a_wave, tokens

pytestmark = pytest.mark.django_db
TEAMS = [{"code": "shop", "name": "Shop"}, {"code": "oven", "name": "Oven"}]


def give(wave, token, slip, mood=4):
    urn.take(wave=wave, token=token, slip=slip, answers={"mood": mood}, language="fr")


def opened(actor, **values) -> Wave:
    return waves.open_wave(actor=actor, wave=a_wave(actor, **values))


def test_an_answer_leaves_the_urn_with_others_without_its_ballot_and_its_day(house, alice):
    wave = opened(alice, asked=12)
    links = tokens(wave)
    for n, token in enumerate(links[:4]):
        give(wave, token, f"slip{n}")
    assert urn.empty(wave_id=wave.pk) == 0, "four could be told apart"
    give(wave, links[4], "slip4")
    assert urn.empty(wave_id=wave.pk) == 5
    assert not Slip.objects.exists()
    answers = list(Answer.objects.all())
    assert len(answers) == 5
    assert {one.week for one in answers} == {week_of(clock.now().date())}
    assert {field.name for field in Answer._meta.fields} == {
        "organisation",
        "id",
        "wave",
        "group",
        "language",
        "week",
        "answers",
    }
    assert Ballot.objects.filter(is_spent=True).count() == 5
    wave.refresh_from_db()
    assert wave.answered == 5


def test_a_link_serves_once_before_and_after_the_urn_is_emptied(house, alice):
    wave = opened(alice, asked=6)
    links = tokens(wave)
    give(wave, links[0], "a")
    for slip in ("a", "b"):
        with pytest.raises(urn.AlreadyAnswered):
            give(wave, links[0], slip)
    for n, token in enumerate(links[1:]):
        give(wave, token, f"s{n}")
    urn.empty(wave_id=wave.pk)
    for slip in ("a", "c"):
        with pytest.raises(urn.AlreadyAnswered):
            give(wave, links[0], slip)
    assert Answer.objects.count() == 6


def test_the_same_form_of_an_open_link_counts_once(house, alice):
    wave = opened(alice, has_open_link=True)
    for n in range(5):
        give(wave, "", f"form{n}")
    with pytest.raises(urn.AlreadyAnswered):
        give(wave, "", "form0")
    urn.empty(wave_id=wave.pk)
    with pytest.raises(urn.AlreadyAnswered):
        give(wave, "", "form3")
    assert quotas.count(wave) == 5


def test_a_closed_wave_keeps_answers_alone(house, alice):
    wave = opened(alice, asked=7)
    for n, token in enumerate(tokens(wave)[:3]):
        give(wave, token, f"s{n}")
    wave = waves.close(actor=alice, wave=wave)
    assert Answer.objects.count() == 3
    assert wave.key_sealed == ""
    for model in (Ballot, Slip, UsedSlip, Draft):
        assert not model.objects.exists()
    with pytest.raises(urn.NotOpen):
        give(wave, "x", "s9")


def test_an_unknown_link_and_a_wave_not_open_take_nothing(house, alice):
    wave = a_wave(alice, asked=2)
    with pytest.raises(urn.NotOpen):
        give(wave, "anything", "s")
    wave = waves.open_wave(actor=alice, wave=wave)
    with pytest.raises(urn.NotOpen):
        give(wave, "anything", "s")


def test_as_many_as_were_wanted(house, alice):
    wave = opened(alice, has_open_link=True, at_most=3, quotas=[{"question": "mood", "value": 1, "at_most": 1}])
    give(wave, "", "a", mood=1)
    with pytest.raises(quotas.Full):
        give(wave, "", "b", mood=1)
    give(wave, "", "c")
    give(wave, "", "d")
    with pytest.raises(quotas.Full):
        give(wave, "", "e")


def test_small_groups_are_not_kept_beside_an_answer(house, alice):
    wave = opened(alice, asked=9, groups=TEAMS)  # five in the shop, four at the oven
    assert [one["size"] for one in wave.groups] == [5, 4]
    for n, token in enumerate(tokens(wave)):
        give(wave, token, f"s{n}")
    urn.empty(wave_id=wave.pk)
    groups = sorted(Answer.objects.values_list("group", flat=True))
    assert groups == ["", "", "", "", "shop", "shop", "shop", "shop", "shop"]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 40)), min_size=1, max_size=10), st.integers(5, 12))
def test_what_is_kept_of_a_group_is_large_enough_or_nothing(made, minimum):
    groups = [
        Group(f"g{n}", f"G{n}", f"g{parent}" if parent < n else "", size) for n, (parent, size) in enumerate(made)
    ]
    for one in groups:
        kept = told_group(groups, one.code, minimum)
        assert kept == "" or next(g.size for g in groups if g.code == kept) >= minimum


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.randoms(use_true_random=False))
def test_any_order_of_acts_counts_each_link_once(house, alice, chance):
    wave = opened(alice, asked=14)
    links = tokens(wave)
    acts = [(token, f"s{n}") for n, token in enumerate(links)] + [(random.choice(links), f"again{n}") for n in range(6)]
    chance.shuffle(acts)
    for token, slip in acts:
        if chance.random() < 0.2:
            urn.empty(wave_id=wave.pk)
        try:
            give(wave, token, slip)
        except urn.AlreadyAnswered:
            continue
    waves.close(actor=alice, wave=wave)
    assert Answer.objects.filter(wave=wave).count() == len(links)


@pytest.mark.django_db(transaction=True)
def test_neither_key_nor_order_nor_transaction_leads_from_an_answer_to_whoever_was_asked(organisation, alice, as_owner):
    """An attacker with the whole database, PostgreSQL's own columns included, but not the installation's key."""
    with tenant(organisation.id):
        wave = opened(alice, asked=40)
    links = dict(zip(range(40), tokens_outside(organisation, wave), strict=True))
    order = list(links)
    random.shuffle(order)
    for n, who in enumerate(order[:30]):
        with tenant(organisation.id):
            give(wave, links[who], f"s{n}", mood=1 + who % 5)
        if n % 9 == 8:
            with tenant(organisation.id):
                urn.empty(wave_id=wave.pk)
    asked_and_made = as_owner(
        "select xmin::text, id from surveys_invitation union all select xmin::text, id from surveys_ballot"
    )
    spent = as_owner("select xmin::text from surveys_ballot group by 1")
    assert len(spent) == 1, "all ballots bear one number, spent or not"
    per_transaction = as_owner("select xmin::text, count(*) from surveys_answer group by 1")
    assert all(count >= 5 for _, count in per_transaction), "never fewer than five came out together"
    assert {row[0] for row in per_transaction}.isdisjoint({row[0] for row in asked_and_made} - {spent[0][0]})
    order_of_ballots = as_owner("select token_hash from surveys_ballot order by id")
    hashes = [hashlib.sha256(f"ballot:{links[n]}".encode()).hexdigest() for n in range(40)]
    assert [row[0] for row in order_of_ballots] != hashes, "ballots are not in the order of invitations"
    with tenant(organisation.id):
        waves.close(actor=alice, wave=wave)
    assert len(as_owner("select xmin::text from surveys_answer group by 1")) == 1
    assert as_owner("select count(*) from surveys_ballot") == [(0,)]
    nowhere_in_the_database(as_owner, list(links.values()))


def tokens_outside(organisation, wave):
    with tenant(organisation.id):
        return tokens(wave)


def nowhere_in_the_database(as_owner, secrets: list[str]) -> None:
    """No token stands in any column of any table: jobs, logs, mails, sessions."""
    columns = as_owner(
        "select table_name, column_name from information_schema.columns where table_schema = 'public' and data_type in "
        "('text', 'character varying', 'jsonb', 'json', 'ARRAY')"
    )
    for table, column in columns:
        found = as_owner(
            f'select count(*) from "{table}" where "{column}"::text like any(%s)', [f"%{one}%" for one in secrets]
        )
        assert found == [(0,)], (table, column)


def test_where_names_are_kept_people_are_told_who_reads_them(house, alice):
    wave = a_wave(alice, asked=2, protection="confidential", read_by=[])
    with pytest.raises(waves.NotReady):
        waves.open_wave(actor=alice, wave=wave)
    waves.arrange(actor=alice, wave=wave, read_by=[alice])
    wave = waves.open_wave(actor=alice, wave=wave)
    assert not Ballot.objects.exists()
    assert Invitation.objects.exclude(token_hash="").count() == 2
