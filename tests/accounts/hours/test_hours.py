"""The house's own hours, its teams', its days off: who sets them, and what follows."""

from datetime import UTC, date, datetime

import pytest

from liant.accounts.actions import create_team
from liant.accounts.hours import actions
from liant.accounts.hours.models import DayOff, Schedule
from liant.accounts.hours.public_days import UnreadableCalendar, country_of_zone, read_calendar
from liant.accounts.hours.queries import hours_in_use
from liant.accounts.permissions import NotAllowed
from liant.kit import clock

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 6, 9, tzinfo=UTC)
MORNING = ((8 * 60, 12 * 60),)
WEEK = [MORNING] * 5 + [(), ()]
CALENDAR = b"""BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Mairie//FR
BEGIN:VEVENT
UID:1
DTSTART;VALUE=DATE:20251224
DTEND;VALUE=DATE:20251227
RRULE:FREQ=YEARLY
SUMMARY:Fermeture de No\xc3\xabl
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTART:20261110T100000Z
DTEND:20261110T110000Z
SUMMARY:R\xc3\xa9union
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture(autouse=True)
def in_november():
    with clock.at(NOW):
        yield


def hours_of(organisation, team=None):
    return hours_in_use(organisation)(team.id if team else None)


def test_until_somebody_says_otherwise_the_week_is_a_usual_one_with_the_holidays_of_the_zone(house):
    hours = hours_of(house)
    assert [bool(day) for day in hours.week] == [True] * 5 + [False] * 2
    assert date(2026, 7, 14) in hours.days_off
    assert country_of_zone("Asia/Tokyo") == "JP"
    assert country_of_zone("UTC") == ""


def test_a_team_keeps_its_own_hours_and_takes_those_of_the_house_again(house, alice):
    team = create_team(actor=alice, name="Recrutement")
    actions.set_hours(actor=alice, team=team, week=WEEK, country="DE", region="BY")
    assert hours_of(house, team).week[0] == MORNING
    assert hours_of(house).week[0] != MORNING
    assert date(2027, 1, 6) in hours_of(house, team).days_off, "Epiphany, in Bavaria"
    actions.follow_house(actor=alice, team=team)
    assert hours_of(house, team) == hours_of(house)


def test_days_off_of_ones_own_and_from_a_calendar_that_is_read_again(house, alice):
    day = actions.add_day_off(actor=alice, team=None, day=date(2026, 11, 13), name="Inventaire")
    assert actions.take_in_calendar(actor=alice, team=None, content=CALENDAR, name="conges.ics") >= 6
    days = hours_of(house).days_off
    assert {date(2026, 11, 13), date(2026, 12, 24), date(2027, 12, 26)} <= days
    assert date(2026, 11, 10) not in days, "a meeting closes nothing"
    assert date(2026, 11, 11) in days, "the holidays of the country stay"
    before = DayOff.objects.count()
    actions.take_in_calendar(actor=alice, team=None, content=CALENDAR, name="conges.ics")
    assert DayOff.objects.count() == before
    actions.remove_day_off(actor=alice, day_off=day)
    assert date(2026, 11, 13) not in hours_of(house).days_off


@pytest.mark.parametrize(
    "content", [b"", b"not a calendar", b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR", b"x" * 1_100_000]
)
def test_what_is_no_calendar_is_refused(content):
    with pytest.raises(UnreadableCalendar):
        read_calendar(content, NOW.date(), UTC)


def test_whoever_answers_does_not_set_the_hours(house, bob):
    with pytest.raises(NotAllowed):
        actions.set_hours(actor=bob, team=None, week=WEEK)
    with pytest.raises(NotAllowed):
        actions.add_day_off(actor=bob, team=None, day=date(2026, 12, 1))


def test_the_page_takes_hours_as_people_write_them(client_of, alice, bob, organisation):
    client, address = client_of(alice), f"/o/{organisation.slug}/settings/hours/"
    page = client.get(address).content.decode()
    assert "9:00-18:00" in page
    week = {f"day_{n}": "9 h - 12 h, 14 h - 18 h" for n in range(5)}
    assert client.post(f"{address}set/", {**week, "country": "FR", "region": "57"}).status_code == 302
    assert "9:00-12:00, 14:00-18:00" in client.get(address).content.decode()
    wrong = client.post(f"{address}set/", {"day_0": "neuf heures"})
    assert wrong.status_code == 422
    assert "neuf heures" in wrong.content.decode()
    assert "9:00-12:00, 14:00-18:00" in client_of(bob).get(address).content.decode(), "everyone reads them"
    assert client_of(bob).post(f"{address}set/", week).status_code == 403


def test_another_house_has_other_hours(house, alice, other_organisation):
    from liant.tenancy.context import tenant

    actions.set_hours(actor=alice, team=None, week=WEEK)
    with tenant(other_organisation.id):
        assert not Schedule.objects.exists()
