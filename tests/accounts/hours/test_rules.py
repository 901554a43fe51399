"""Working time: what lies between two moments, and when some of it will have passed. Compared with counting every minute."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liant.accounts.hours.rules import Hours, NeverOpen, joined, read_stretches, ruler, write_stretches

PARIS = ZoneInfo("Europe/Paris")
SPLIT = ((9 * 60, 12 * 60), (14 * 60, 18 * 60))
SHOP = Hours(PARIS, (SPLIT,) * 5 + (((9 * 60, 12 * 60),), ()))
MINUTE = timedelta(minutes=1)


def paris(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=PARIS).astimezone(UTC)


@st.composite
def weeks(draw):
    minutes = st.integers(0, 24 * 4).map(lambda quarter: quarter * 15)
    stretch = st.lists(minutes, min_size=2, max_size=2, unique=True).map(lambda two: tuple(sorted(two)))
    return tuple(joined(draw(st.lists(stretch, max_size=3))) for _ in range(7))


ZONES = st.sampled_from(
    ["Europe/Paris", "America/Sao_Paulo", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Cairo", "America/New_York"]
).map(ZoneInfo)
CHANGES = [
    "2026-03-29T01",
    "2026-10-25T01",
    "2026-04-04T15",
    "2017-10-15T03",
    "2026-03-08T07",
    "2026-04-23T22",
    "2026-01-01",
]
NEAR_A_CHANGE = st.builds(
    lambda change, minutes: datetime.fromisoformat(change).replace(tzinfo=UTC) + timedelta(minutes=minutes),
    st.sampled_from(CHANGES),
    st.integers(-3000, 3000),
)
HOURS = st.builds(
    Hours, ZONES, weeks(), st.frozensets(st.dates(date(2026, 3, 25), date(2026, 4, 25)), max_size=4)
)  # fmt: skip


def is_open(hours: Hours, moment: datetime) -> bool:
    there = moment.astimezone(hours.zone)
    minute = there.hour * 60 + there.minute
    return there.date() not in hours.days_off and any(
        opens <= minute < closes for opens, closes in hours.week[there.weekday()]
    )


@settings(max_examples=120, deadline=None)
@given(HOURS, NEAR_A_CHANGE, st.integers(0, 2500))
def test_working_time_is_what_counting_every_minute_finds(hours, begins, minutes):
    counted = sum(is_open(hours, begins + n * MINUTE) for n in range(minutes))
    assert hours.elapsed_seconds(begins, begins + minutes * MINUTE) == counted * 60


@settings(max_examples=150, deadline=None)
@given(HOURS, NEAR_A_CHANGE, st.integers(0, 20_000), st.integers(0, 20_000))
def test_working_time_adds_up_and_never_runs_backwards(hours, begins, first, second):
    middle, ends = begins + first * MINUTE, begins + (first + second) * MINUTE
    whole = hours.elapsed_seconds(begins, ends)
    assert whole == hours.elapsed_seconds(begins, middle) + hours.elapsed_seconds(middle, ends)
    assert hours.elapsed_seconds(begins, middle) <= whole <= (ends - begins).total_seconds()
    assert hours.elapsed_seconds(ends, begins) == 0 or first + second == 0


@settings(max_examples=150, deadline=None)
@given(HOURS, NEAR_A_CHANGE, st.integers(1, 30 * 3600), st.integers(1, 30 * 3600))
def test_what_is_due_is_due_when_so_much_has_passed(hours, since, first, second):
    if not hours.is_ever_open:
        with pytest.raises(NeverOpen):
            hours.due_at(since, first)
        return
    due = hours.due_at(since, first)
    assert hours.elapsed_seconds(since, due) == first
    assert hours.elapsed_seconds(since, due - timedelta(seconds=1)) < first, "the first such moment"
    later = hours.due_at(since, first + second)
    assert later > due
    assert later == hours.due_at(due, second)


@settings(max_examples=60, deadline=None)
@given(HOURS, NEAR_A_CHANGE, st.lists(st.integers(0, 10_000), min_size=2, max_size=6))
def test_the_ruler_reads_as_the_measure_does(hours, begins, minutes):
    laid = ruler(hours, begins, begins + 10_000 * MINUTE)
    moments = [begins + n * MINUTE for n in minutes]
    for one in moments:
        for other in moments:
            assert laid.between(one, other) == hours.elapsed_seconds(one, other)


def test_friday_evening_is_not_late_on_saturday():
    assert SHOP.due_at(paris(2026, 11, 20, 17, 45), 30 * 60) == paris(2026, 11, 21, 9, 15)
    assert SHOP.due_at(paris(2026, 11, 21, 11, 45), 30 * 60) == paris(2026, 11, 23, 9, 15)


def test_a_public_holiday_is_left_out():
    armistice = Hours(PARIS, SHOP.week, frozenset({date(2026, 11, 11)}))
    assert armistice.due_at(paris(2026, 11, 10, 17), 2 * 3600) == paris(2026, 11, 12, 10)


def test_the_night_on_which_the_clock_is_changed():
    night = Hours(PARIS, (((0, 24 * 60),),) * 7)
    spring, autumn = paris(2026, 3, 29), paris(2026, 10, 25)
    assert night.elapsed_seconds(spring, paris(2026, 3, 30)) == 23 * 3600
    assert night.elapsed_seconds(autumn, paris(2026, 10, 26)) == 25 * 3600
    early = Hours(PARIS, (((60, 150),),) * 7)  # 1:00-2:30, and 2:30 never comes
    assert early.elapsed_seconds(spring, paris(2026, 3, 30)) == 3600


def test_a_working_day_is_as_long_as_the_days_that_are_worked():
    assert SHOP.day_seconds == (5 * 7 + 3) * 3600 / 6
    assert Hours(PARIS, ((),) * 7).day_seconds == 0


@pytest.mark.parametrize(
    ("written", "stretches"),
    [
        ("9:00-12:00, 14:00-18:00", SPLIT),
        ("9 h - 12 h ; 14h–18h", SPLIT),
        ("14-18, 9-12", SPLIT),
        ("9-12, 11-13", ((540, 780),)),
        ("22:00-0:00", ((1320, 1440),)),
        ("", ()),
    ],
)
def test_hours_are_read_as_people_write_them(written, stretches):
    assert read_stretches(written) == stretches
    assert read_stretches(write_stretches(stretches)) == stretches


@pytest.mark.parametrize("written", ["9", "18-9", "9:75-12", "25-26", "neuf-midi", "9-12-14"])
def test_what_is_not_understood_is_named(written):
    with pytest.raises(ValueError, match=written):
        read_stretches(written)
