"""A day and an hour by the wall become a moment and come back, across every change of the clock, in Paris and Montréal: nothing
is lost, doubled or put in another order."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liant.writing.calendar.moments import (
    DAY,
    Sort,
    bounds,
    day_begins,
    moment_of,
    month_after,
    month_before,
    moved,
    shown,
    slots_between,
    week_of,
    weeks_of_month,
)

PARIS, MONTREAL = ZoneInfo("Europe/Paris"), ZoneInfo("America/Montreal")
MANY = settings(max_examples=400, deadline=None)
YEARS = range(2007, 2038)  # the rules of today; before, and beyond, others held


def sundays(year, month):
    first = date(year, month, 1)
    return [first + number * DAY for number in range(31) if (first + number * DAY).month == month
            and (first + number * DAY).weekday() == 6]  # fmt: skip


def changes(zone):
    """(the day the clock goes forward, the day it goes back) of each year, as the laws say it."""
    if zone is PARIS:
        return [(sundays(year, 3)[-1], sundays(year, 10)[-1]) for year in YEARS]
    return [(sundays(year, 3)[1], sundays(year, 11)[0]) for year in YEARS]


zones = st.sampled_from([PARIS, MONTREAL])
hours = st.times().map(lambda hour: hour.replace(second=0, microsecond=0))
slots = st.lists(st.tuples(st.integers(0, 6), hours.map(lambda hour: f"{hour:%H:%M}")), max_size=8, unique=True)


@st.composite
def places(draw):
    """A zone and a day, on or beside a change of its clock half of the time."""
    zone = draw(zones)
    near = draw(st.sampled_from([day for pair in changes(zone) for day in pair])) + draw(st.integers(-2, 2)) * DAY
    return zone, draw(st.one_of(st.just(near), st.dates(date(2007, 1, 1), date(2037, 12, 1))))


@MANY
@given(places(), hours)
def test_a_wall_hour_comes_back_as_it_was_or_as_the_first_that_exists(place, hour):
    zone, day = place
    moment = moment_of(day, hour, zone)
    back = moment.at.astimezone(zone)
    assert (back.date(), back.time()) == (moment.day, moment.hour)
    if moment.sort is Sort.SKIPPED:
        assert datetime.combine(moment.day, moment.hour) > datetime.combine(day, hour)
        minute_before = (moment.at - timedelta(minutes=1)).astimezone(zone).replace(tzinfo=None)
        assert minute_before < datetime.combine(day, hour), "no earlier minute of that day exists after the hour asked"
    else:
        assert (moment.day, moment.hour) == (day, hour)


@MANY
@given(places(), hours)
def test_of_an_hour_that_comes_twice_it_is_the_first(place, hour):
    zone, day = place
    moment = moment_of(day, hour, zone)
    around = (moment.at + number * timedelta(minutes=30) for number in range(-6, 7) if number)
    same = [at for at in around if at.astimezone(zone).replace(tzinfo=None) == datetime.combine(day, hour)]
    assert bool(same) == (moment.sort is Sort.TWICE)
    assert all(at > moment.at for at in same)


@MANY
@given(places(), hours, hours)
def test_the_order_of_a_day_is_kept(place, one, other):
    zone, day = place
    first, second = sorted([one, other])
    assert moment_of(day, first, zone).at <= moment_of(day, second, zone).at
    assert moment_of(day, second, zone).at < moment_of(day + DAY, first, zone).at


@MANY
@given(places(), hours, st.integers(-400, 400))
def test_moving_by_days_keeps_the_hour_of_the_wall(place, hour, days):
    zone, day = place
    before = moment_of(day, hour, zone)
    to = before.day + days * DAY
    after = moved(before.at, to, zone)
    if after.sort is not Sort.SKIPPED:
        assert (after.day, after.hour) == (to, before.hour)
    else:
        assert after.hour > before.hour
    back = moved(after.at, before.day, zone)
    if Sort.SKIPPED not in (after.sort, before.sort):
        assert back.at == before.at


@MANY
@given(places(), hours, st.integers(0, 2**20))
def test_put_back_on_its_own_day_it_stays(place, hour, seconds):
    zone, day = place
    at = moment_of(day, hour, zone).at + timedelta(seconds=seconds)
    assert moved(at, shown(at, zone).day, zone).at == at, "also the second of two same hours"


@MANY
@given(zones, st.integers(1_170_000_000, 2_140_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)))
def test_what_the_wall_shows_is_never_an_hour_that_does_not_exist(zone, at):
    found = shown(at, zone)
    assert found.sort is not Sort.SKIPPED
    assert moment_of(found.day, found.hour, zone).at in (at, at - timedelta(hours=1))


@pytest.mark.parametrize("zone", [PARIS, MONTREAL], ids=str)
def test_each_year_has_its_hour_that_is_missing_and_its_hour_that_comes_twice(zone):
    missing, twice = (time(2, 30), time(2, 30)) if zone is PARIS else (time(2, 30), time(1, 30))
    for forward, back in changes(zone):
        skipped = moment_of(forward, missing, zone)
        assert (skipped.sort, skipped.day, skipped.hour) == (Sort.SKIPPED, forward, time(3)), forward
        doubled = moment_of(back, twice, zone)
        assert (doubled.sort, doubled.hour) == (Sort.TWICE, twice), back
        later = doubled.at + timedelta(hours=1)
        assert shown(later, zone).hour == twice
        lasts = [(day_begins(day + DAY, zone) - day_begins(day, zone)) / timedelta(hours=1) for day in (forward, back)]
        assert lasts == [23, 25]


def test_what_the_hours_are_named_after():
    """Known moments, written out: so that the two properties above cannot both be wrong."""
    assert moment_of(date(2026, 3, 29), time(2, 30), PARIS).at == datetime(2026, 3, 29, 1, 0, tzinfo=UTC)
    assert moment_of(date(2026, 3, 28), time(8), PARIS).at == datetime(2026, 3, 28, 7, tzinfo=UTC)
    assert moment_of(date(2026, 3, 29), time(8), PARIS).at == datetime(2026, 3, 29, 6, tzinfo=UTC)
    assert moment_of(date(2026, 10, 25), time(2, 30), PARIS).at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert moment_of(date(2026, 11, 1), time(1, 30), MONTREAL).at == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)
    assert moment_of(date(2026, 3, 8), time(2, 15), MONTREAL).at == datetime(2026, 3, 8, 7, 0, tzinfo=UTC)
    assert moment_of(date(2026, 7, 1), time(8), ZoneInfo("America/Toronto")) == moment_of(
        date(2026, 7, 1), time(8), MONTREAL
    )


@MANY
@given(places(), st.integers(0, 60), slots)
def test_no_slot_is_lost_and_none_doubled(place, days, wanted):
    zone, first = place
    last = first + days * DAY
    found = list(slots_between(wanted, first, last, zone))
    asked = [(first + number * DAY, hour) for number in range(days + 1) for weekday, hour in wanted
             if weekday == (first + number * DAY).weekday()]  # fmt: skip
    assert len(found) == len(asked)
    assert [moment.at for moment in found] == sorted(moment.at for moment in found)
    plain = sorted((moment.day, f"{moment.hour:%H:%M}") for moment in found if moment.sort is not Sort.SKIPPED)
    assert len(plain) == len(set(plain))
    assert set(plain) <= set(asked)
    begins, ends = bounds(first, last, zone)
    assert all(begins <= moment.at < ends for moment in found)


@MANY
@given(places(), st.integers(1, 40), slots)
def test_two_stretches_have_the_slots_of_the_whole(place, days, wanted):
    """A month cut into weeks, a week into days: what is on a border is in one of them, and in one only."""
    zone, first = place
    cut, last = first + days // 2 * DAY, first + days * DAY
    whole = list(slots_between(wanted, first, last, zone))
    assert whole == [*slots_between(wanted, first, cut, zone), *slots_between(wanted, cut + DAY, last, zone)]


@MANY
@given(places(), st.integers(0, 40))
def test_days_follow_each_other_without_a_gap(place, days):
    zone, day = place
    first, last = day, day + days * DAY
    begins, ends = bounds(first, last, zone)
    each = [bounds(day + number * DAY, day + number * DAY, zone) for number in range(days + 1)]
    assert (each[0][0], each[-1][1]) == (begins, ends)
    assert all(one[1] == other[0] for one, other in pairwise(each))
    assert shown(begins, zone).day == first
    assert shown(ends - timedelta(seconds=1), zone).day == last


@given(st.dates(date(2000, 1, 1), date(2190, 1, 1)))
def test_weeks_and_months_have_their_borders(day):
    week = week_of(day)
    assert (len(week), week[0].weekday(), week[0] <= day <= week[-1]) == (7, 0, True)
    weeks = weeks_of_month(day)
    days = [one for week in weeks for one in week]
    assert days == [days[0] + number * DAY for number in range(len(days))]
    assert {one for one in days if one.month == day.month} == {
        day.replace(day=1) + number * DAY for number in range((month_after(day) - day.replace(day=1)).days)
    }
    assert 4 <= len(weeks) <= 6
    assert month_before(month_after(day)) == day.replace(day=1)


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("America/Sao_Paulo", date(2018, 11, 4)),
        ("Africa/Cairo", date(2024, 4, 26)),
        ("Pacific/Apia", date(2011, 12, 30)),
    ],
)
def test_where_midnight_or_a_whole_day_is_missing_the_day_begins_at_its_first_minute(zone, day):
    begins = moment_of(day, time(), ZoneInfo(zone))
    assert begins.sort is Sort.SKIPPED
    assert begins.at == day_begins(day, ZoneInfo(zone)) <= day_begins(day + DAY, ZoneInfo(zone))
