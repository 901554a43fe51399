"""The calendar and others: events taken in from a file or an address, and the private address by which it is read."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from icalendar import Calendar

from liant.accounts.models import Member
from liant.accounts.permissions import NotAllowed
from liant.kit import clock
from liant.tenancy.context import tenant
from liant.writing import moves
from liant.writing.calendar import actions, reading
from liant.writing.calendar.models import Feed, LocalEvent
from tests.writing.pieces import a_piece, agreed

CALENDAR = "/o/fournils/writing/calendar/"
MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
PARIS = ZoneInfo("Europe/Paris")
FAIR = b"""BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Mairie//FR
BEGIN:VEVENT
UID:1
SUMMARY:Foire  aux\\, plants
DTSTART;VALUE=DATE:20261205
DTEND;VALUE=DATE:20261207
LOCATION:Place des Tilleuls
END:VEVENT
BEGIN:VEVENT
UID:2
SUMMARY:Conseil municipal
DTSTART;TZID=Europe/Paris:20261207T180000
DTEND;TZID=Europe/Paris:20261208T000000
RRULE:FREQ=MONTHLY;COUNT=3
END:VEVENT
BEGIN:VEVENT
UID:3
SUMMARY:Annul\xc3\xa9
STATUS:CANCELLED
DTSTART;VALUE=DATE:20261205
END:VEVENT
BEGIN:VEVENT
UID:4
SUMMARY:Il y a longtemps
DTSTART;VALUE=DATE:20200101
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture(autouse=True)
def monday():
    with clock.at(MONDAY):
        yield


@pytest.fixture
def lea(make_member):
    return make_member("Léa", "communicator")


@pytest.fixture
def odile(make_member):
    return make_member("Odile", "team_manager")


def test_a_calendar_is_read_by_the_days_it_touches():
    found = reading.read_events(FAIR, MONDAY.date(), PARIS)
    assert [(one.name, one.from_on, one.to_on) for one in found] == [
        ("Foire aux, plants", date(2026, 12, 5), date(2026, 12, 6)),
        ("Conseil municipal", date(2026, 12, 7), date(2026, 12, 7)),
        ("Conseil municipal", date(2027, 1, 7), date(2027, 1, 7)),
        ("Conseil municipal", date(2027, 2, 7), date(2027, 2, 7)),
    ]
    assert found[0].place == "Place des Tilleuls"


ENDLESS = FAIR.replace(b"RRULE:FREQ=MONTHLY;COUNT=3", b"RRULE:FREQ=SECONDLY")


@pytest.mark.parametrize("content", [b"", b"<html>", b"BEGIN:VCALENDAR", b"\x00\xff" * 40, FAIR[:200]])
def test_what_is_no_calendar_is_refused(content):
    with pytest.raises(reading.Unreadable):
        reading.read_events(content, MONDAY.date(), PARIS)


def test_a_calendar_without_end_is_refused_in_time():
    began = datetime.now(UTC)
    with pytest.raises(reading.Unreadable):
        reading.read_events(ENDLESS, MONDAY.date(), PARIS)
    assert datetime.now(UTC) - began < timedelta(seconds=5)


@pytest.mark.django_db
def test_events_of_a_file_come_in_and_the_same_file_replaces_them(client_of, lea, organisation):
    client = client_of(lea)
    for _again in range(2):
        client.post(f"{CALENDAR}events/take-in/", {"file": SimpleUploadedFile("foire.ics", FAIR, "text/calendar")})
    with tenant(organisation.id):
        assert LocalEvent.objects.filter(source="foire.ics").count() == 4
    assert "Foire aux, plants" in client.get(f"{CALENDAR}?on=2026-12-01").content.decode()
    refused = client.post(f"{CALENDAR}events/take-in/", {"file": SimpleUploadedFile("x.ics", b"no", "text/calendar")})
    assert refused.status_code == 422
    assert "Rien n’a été changé" in refused.content.decode()
    client.post(f"{CALENDAR}events/drop-source/", {"source": "foire.ics"})
    with tenant(organisation.id):
        assert not LocalEvent.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_events_of_an_address_come_through_the_guarded_door(
    client_of, lea, organisation, httpserver_of_fair, monkeypatch
):
    client = client_of(lea)
    client.post(f"{CALENDAR}events/take-in/", {"address": httpserver_of_fair})
    with tenant(organisation.id):
        assert LocalEvent.objects.filter(source=httpserver_of_fair).count() == 4
    monkeypatch.setenv("LIANT_ALLOW_PRIVATE_ADDRESSES", "0")
    refused = client.post(f"{CALENDAR}events/take-in/", {"address": httpserver_of_fair})
    assert refused.status_code == 422, "an address inside the house's own network is not asked"
    with tenant(organisation.id):
        assert LocalEvent.objects.count() == 4, "nothing was changed"


@pytest.fixture
def httpserver_of_fair():
    import threading
    from http.server import BaseHTTPRequestHandler, HTTPServer

    class Town(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/calendar")
            self.send_header("Content-Length", str(len(FAIR)))
            self.end_headers()
            self.wfile.write(FAIR)

        def log_message(self, *_said):
            pass

    server = HTTPServer(("127.0.0.1", 0), Town)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/foire.ics"
    server.shutdown()
    server.server_close()


@pytest.mark.django_db
def test_an_event_is_noted_by_a_form_and_taken_out(client_of, lea, odile, organisation):
    client = client_of(lea)
    client.post(f"{CALENDAR}events/", {"name": "Grève des trains", "from_on": "2026-11-26"})
    with tenant(organisation.id):
        event = LocalEvent.objects.get()
        assert (event.from_on, event.to_on) == (date(2026, 11, 26), date(2026, 11, 26))
    wrong = client.post(f"{CALENDAR}events/", {"name": "x", "from_on": "2026-11-26", "to_on": "2026-11-25"})
    assert wrong.status_code == 422
    assert client_of(odile).post(f"{CALENDAR}events/{event.pk}/drop/").status_code == 403
    client.post(f"{CALENDAR}events/{event.pk}/drop/")
    with tenant(organisation.id):
        assert not LocalEvent.objects.exists()
        with pytest.raises(NotAllowed):
            actions.note_event(actor=odile, name="x", from_on=date(2026, 11, 26))


def plan(organisation, lea):
    with tenant(organisation.id):
        version = agreed(lea, title="Pourquoi la nuit").versions.get()
        moves.schedule(actor=lea, version=version, at=datetime(2026, 12, 1, 7, tzinfo=UTC))
        draft = a_piece(lea, title="Le levain").versions.get()
        moves.plan(actor=lea, version=draft, at=datetime(2027, 7, 1, 6, tzinfo=UTC))
        actions.note_event(actor=lea, name="Foire", from_on=date(2026, 12, 5), to_on=date(2026, 12, 6))
        return version, actions.share(actor=lea)[1]


@pytest.mark.django_db
def test_the_calendar_is_read_at_a_private_address_without_a_name(client, organisation, lea):
    version, token = plan(organisation, lea)
    answer = client.get(f"/calendars/{token}.ics")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in answer["Cache-Control"]
    found = Calendar.from_ical(answer.content)
    events = {str(one["SUMMARY"]): one for one in found.walk("VEVENT")}
    assert set(events) == {"Pourquoi la nuit, Journal", "Le levain, Journal", "Foire"}
    night = events["Pourquoi la nuit, Journal"]
    assert night.start == datetime(2026, 12, 1, 7, tzinfo=UTC)
    assert b"DTSTART:20261201T070000Z" in answer.content, "in UTC: no zone has to be described"
    assert events["Le levain, Journal"].start.astimezone(PARIS).hour == 8, "the same hour by the wall, in summer"
    assert (str(night["STATUS"]), str(events["Le levain, Journal"]["STATUS"])) == ("CONFIRMED", "TENTATIVE")
    assert (events["Foire"].start, events["Foire"].end) == (date(2026, 12, 5), date(2026, 12, 7))
    assert f"/writing/{version.piece_id}/" in str(night["URL"])
    with tenant(organisation.id):
        names = list(Member.objects.values_list("name", flat=True))
    assert not [name for name in names if name in answer.content.decode()], "no colleague is named"
    assert len({str(one["UID"]) for one in found.walk("VEVENT")}) == 3
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n")), "folded as the standard says"


@pytest.mark.django_db
def test_a_new_address_ends_the_one_before_and_whoever_leaves_reads_no_more(client, client_of, organisation, lea):
    _version, token = plan(organisation, lea)
    with tenant(organisation.id):
        assert token not in Feed.objects.get().token_hash, "only its hash is kept"
    shown = client_of(lea).post(f"{CALENDAR}share/").content.decode()
    new = shown.split("/calendars/")[1].split(".ics")[0]
    assert client.get(f"/calendars/{token}.ics").status_code == 404
    assert client.get(f"/calendars/{new}.ics").status_code == 200
    assert new not in client_of(lea).get(f"{CALENDAR}share/").content.decode(), "shown once"
    with tenant(organisation.id):
        Member.objects.filter(pk=lea.pk).update(is_active=False)
    assert client.get(f"/calendars/{new}.ics").status_code == 404
    with tenant(organisation.id):
        Member.objects.filter(pk=lea.pk).update(is_active=True, roles=["employee"])
    assert client.get(f"/calendars/{new}.ics").status_code == 404
    assert client.get("/calendars/nothing.ics").status_code == 404
    assert client.post(f"/calendars/{new}.ics").status_code == 405


@pytest.mark.django_db
def test_a_closed_address_is_read_by_nobody_and_knocking_is_limited(client, client_of, organisation, lea, monkeypatch):
    _version, token = plan(organisation, lea)
    client_of(lea).post(f"{CALENDAR}share/", {"close": "1"})
    assert client.get(f"/calendars/{token}.ics").status_code == 404
    from liant.accounts import calendar_feeds

    monkeypatch.setattr(calendar_feeds, "EACH_CALLER", 3)
    with clock.at(clock.now()):  # within one minute
        answers = [client.get(f"/calendars/guess-{number}.ics").status_code for number in range(5)]
    assert answers[-1] == 429, "also whoever guesses another one each time"
