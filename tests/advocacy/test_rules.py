"""What is suggested and why; whether a text says where one speaks from; when two texts are the same."""

from datetime import UTC, datetime, time, timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liant.advocacy import rules
from liant.advocacy.rules import Thing, Wants

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
HOUSE = "Je travaille à la mairie de Val-Clair."


def thing(number: int, **values) -> Thing:
    return Thing(**{"id": number, "kind": "news", "language": "fr", "at": NOW, **values})


things = st.lists(
    st.builds(Thing, id=st.integers(1, 10_000), kind=st.sampled_from(["news", "expert", "call"]),
              language=st.sampled_from(["fr", "en"]), at=st.integers(0, 90).map(lambda days: NOW - timedelta(days=days)),
              topic=st.none() | st.integers(1, 4), author=st.none() | st.integers(1, 9), is_about_us=st.booleans()),
    unique_by=lambda one: one.id, max_size=25,
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.too_slow])  # on a machine that is busy
@given(things, st.integers(0, 6), st.integers(), st.sets(st.sampled_from(["fr", "en"])))
def test_a_list_is_short_without_doubles_and_in_languages_that_were_chosen(many, most, seed, languages):
    found = rules.pick(many, Wants(languages=languages), most=most, now=NOW, chance=Random(seed))
    ids = [one.thing.id for one in found]
    assert len(ids) == len(set(ids)) <= most
    assert all(not languages or one.thing.language in languages for one in found)
    assert all(0 < one.chance <= 1 for one in found)
    fitting = [one for one in many if not languages or one.language in languages]
    assert len(found) == min(most, len(fitting)), "what fits is not held back"


def test_what_was_chosen_comes_first_and_says_why():
    chosen, other = thing(1, topic=7, at=NOW - timedelta(days=20)), thing(2, topic=8)
    [first, _second] = rules.pick([other, chosen], Wants(topics={7}), most=2, now=NOW, chance=Random(1))
    assert first.thing is chosen
    assert first.reasons[0] == "topic"


def test_who_is_close_weighs_where_ties_are_known():
    close, far = thing(1, author=5), thing(2, author=6)
    [first] = rules.pick([close, far], Wants(ties={5: 1.0}), most=1, now=NOW, chance=Random(2))
    assert first.thing is close
    assert first.reasons[0] in {"tie", "fresh"}


def test_one_topic_does_not_fill_the_list():
    many = [thing(1, topic=1), thing(2, topic=1), thing(3, topic=2, at=NOW - timedelta(days=30))]
    found = rules.pick(many, Wants(), most=2, now=NOW, chance=Random(3))
    assert {one.thing.topic for one in found} == {1, 2}


def test_one_in_twenty_is_put_there_by_chance_and_is_told_so():
    many = [thing(number, topic=number) for number in range(1, 7)]
    chance, total, explored = Random(4), 0, 0
    for _round in range(4000):
        for one in rules.pick(many, Wants(topics={1}), most=1, now=NOW, chance=chance):
            total += 1
            explored += one.is_explored
            assert one.chance == pytest.approx(0.01 if one.is_explored else 0.95)
    assert 0.035 < explored / total < 0.065


@pytest.mark.parametrize(
    "text",
    [
        HOUSE + " Ce matin on a rouvert le lit.",
        "je travaille a la MAIRIE de val clair, et ce matin on a rouvert le lit",
        "Ma première fois sur le chantier de mon employeur : l’eau a repris ses méandres.",
        "I work at the town hall. This morning the river came back.",
        "Chez nous, à l’atelier, on a ouvert la vanne.",
    ],
)
def test_whoever_says_where_they_speak_from_is_understood(text):
    assert rules.discloses(text, HOUSE)


@pytest.mark.parametrize("text", ["", "La rivière est belle.", "x" * 300 + HOUSE, "Le travail paie. #collab"])
def test_what_comes_late_or_not_at_all_is_not_disclosure(text):
    assert not rules.discloses(text, HOUSE)


@given(st.text(max_size=300))
def test_capitals_accents_signs_and_links_make_no_other_text(text):
    assert rules.normalised(text) == rules.normalised(f"  {text} https://x.example/abc ! ")
    assert rules.normalised(rules.normalised(text)) == rules.normalised(text)


def test_the_words_with_which_all_begin_are_not_ones_own():
    assert rules.own_part(HOUSE, HOUSE) == ""
    assert rules.own_part(f"{HOUSE} Voir l’eau.", HOUSE) == "voir l eau"


def test_ways_to_begin_differ_from_person_to_person_and_stay():
    starts = [f"Début {n}" for n in range(6)]
    shown = {tuple(rules.starts_for(starts, member, 1)) for member in range(30)}
    assert len(shown) > 5
    assert rules.starts_for(starts, 3, 1) == rules.starts_for(list(reversed(starts)), 3, 1)


@pytest.mark.parametrize(
    ("now", "is_quiet"), [(time(18, 59), False), (time(19), True), (time(3), True), (time(8), False), (time(12), False)]
)
def test_nights_are_quiet(now, is_quiet):
    assert rules.is_quiet(now, time(19), time(8)) is is_quiet


def test_days_and_hours_that_were_chosen():
    monday_at_nine = NOW  # a Monday
    assert rules.is_time(monday_at_nine, [0], time(9))
    assert rules.is_time(monday_at_nine + timedelta(hours=2), [], time(9)), "what a worker missed is told late"
    assert not rules.is_time(monday_at_nine, [1], time(9))
    assert not rules.is_time(monday_at_nine - timedelta(minutes=1), [0], time(9))
    assert not rules.is_time(monday_at_nine + timedelta(hours=4), [0], time(9))
