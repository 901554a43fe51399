"""Whether a text says where one speaks from; when two texts are the same; when somebody wants to hear."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liant.advocacy import rules
from liant.advocacy.rules import Hours

PARIS = ZoneInfo("Europe/Paris")
HOUSE = "Je travaille à la mairie de Val-Clair."


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


def hours(**values) -> Hours:
    chosen = {"zone": PARIS, "days": [], "hour": time(9), "quiet_from": time(19), "quiet_until": time(8)}
    return Hours(**chosen | values)


@pytest.mark.parametrize(
    ("now", "is_quiet"), [(time(18, 59), False), (time(19), True), (time(3), True), (time(8), False), (time(12), False)]
)
def test_nights_are_quiet(now, is_quiet):
    assert hours().is_quiet(now) is is_quiet


def test_days_and_hours_that_were_chosen():
    monday = datetime(2026, 11, 30, 9, tzinfo=PARIS)
    assert hours(days=[0]).has_come(monday)
    assert hours().has_come(monday + timedelta(hours=2)), "what a worker missed is told late"
    assert not hours(days=[1]).has_come(monday)
    assert not hours(days=[0]).has_come(monday - timedelta(minutes=1))
    assert not hours(days=[0]).has_come(monday + timedelta(hours=4))
    assert not hours(quiet_from=time(10), quiet_until=time(12)).has_come(monday + timedelta(hours=2))


def test_the_next_moment_is_told_where_one_is_across_a_change_of_clock():
    before = datetime(2027, 3, 27, 9, tzinfo=PARIS)  # the clock goes forward in the night
    assert hours().next(before) == datetime(2027, 3, 28, 9, tzinfo=PARIS)
    assert hours().next(before) - before.astimezone(UTC) == timedelta(hours=23)
    assert hours(hour=time(6)).next(before) == datetime(2027, 3, 28, 8, tzinfo=PARIS), "at the end of the night"
    assert hours(hour=time(22)).next(before) == datetime(2027, 3, 28, 8, tzinfo=PARIS)


times = st.times().map(lambda one: one.replace(second=0, microsecond=0))


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001  as it wants them
    st.sets(st.integers(0, 6)),
    times,
    times,
    times,
)
def test_the_next_moment_is_later_never_quiet_and_within_nine_days(after, days, hour, since, until):
    chosen = hours(days=days, hour=hour, quiet_from=since, quiet_until=until)
    found = chosen.next(after)
    assert after < found < after + timedelta(days=9, hours=2)
    assert not chosen.is_quiet(found.astimezone(PARIS).time()) or is_skipped(chosen, found)
    assert chosen.has_come(found) or is_skipped(chosen, found)


def is_skipped(chosen: Hours, found: datetime) -> bool:
    """On the two days of a year on which the clock is changed."""
    local = found.astimezone(PARIS)
    midnight = local.replace(hour=0, minute=0)
    return midnight.utcoffset() != (midnight + timedelta(days=1)).utcoffset()
