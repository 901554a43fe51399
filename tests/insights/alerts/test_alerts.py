"""Told at once, elsewhere: each fact once, never in quiet hours, never too often; and only where it is safe to speak.

A real server stands at the other end."""

import json
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liant.accounts.permissions import NotAllowed
from liant.channels.actions import break_channel
from liant.channels.models import Coverage
from liant.inbox.canary.arrivals import note_failing
from liant.inbox.canary.models import Canary
from liant.insights.alerts import actions
from liant.insights.alerts.jobs import look, look_in, send
from liant.insights.alerts.models import Alert, Place
from liant.insights.alerts.places import NotAPlace, NotTold, checked, tell
from liant.insights.alerts.rules import after_quiet, next_attempt
from liant.kit import clock
from tests.furniture import a_channel
from tests.inbox.canary.conftest import a_mailbox, published
from tests.inbox.waiting.conftest import TUESDAY, tick, writes
from tests.insights.figures.conftest import DAY, mention

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
PARIS = ZoneInfo("Europe/Paris")
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


class Receiver:
    """What arrives, and what is answered to it."""

    def __init__(self):
        self.told, self.status, self.headers = [], 200, {}
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.told.append(json.loads(body) if body.startswith(b"{") else body)
                self.send_response(receiver.status)
                for name, value in receiver.headers.items():
                    self.send_header(name, value)
                self.end_headers()

            def log_message(self, *_args):
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"json://127.0.0.1:{self.server.server_port}/told"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def receiver():
    found = Receiver()
    yield found
    found.server.shutdown()
    found.server.server_close()


@pytest.fixture
def channel(house, alice):
    with clock.at(TUESDAY - 60 * DAY):
        found = a_channel(alice)
    with clock.at(TUESDAY):
        yield found


def a_place(alice, receiver, **values):
    kinds = values.pop("kinds", ["late_wait", "lost_channel", "hole", "rise"])
    with clock.at(values.pop("since", TUESDAY - DAY)):
        return actions.set_place(actor=alice, place=None, name="Nuit", address=receiver.address, kinds=kinds,
                                 told_since=clock.now(), **values)  # fmt: skip


def at(moment, work_off):
    with clock.at(moment):
        look(0)
        work_off()


def test_a_channel_that_is_lost_is_told_once(channel, alice, receiver, work_off):
    a_place(alice, receiver)
    break_channel(channel=channel, problem="The password was refused.")
    at(TUESDAY + HOUR / 4, work_off)
    at(TUESDAY + HOUR, work_off)
    [told] = receiver.told
    assert told["title"] == "Console est coupé"
    assert f"/channels/{channel.id}/" in told["message"]
    assert Alert.objects.get().state == "sent"


def test_who_waits_longer_than_promised_is_told_without_a_name(channel, alice, receiver, work_off):
    a_place(alice, receiver)
    writes(channel)
    with clock.at(TUESDAY + 3 * DAY):
        tick()
    at(TUESDAY + 3 * DAY + HOUR / 4, work_off)
    [told] = receiver.told
    assert "plus longtemps que promis" in told["title"]
    assert "Karima" not in json.dumps(told)
    assert "Ouvrez-vous" not in json.dumps(told)


def test_a_hole_is_told_and_a_moment_is_not(channel, alice, receiver, work_off):
    a_place(alice, receiver)
    for minutes in (5, 120):
        Coverage.objects.create(
            channel=channel, kind="gap", from_at=TUESDAY - minutes * HOUR / 60, to_at=TUESDAY, reason="x"
        )
    at(TUESDAY + HOUR / 4, work_off)
    assert [told["title"] for told in receiver.told] == ["Console n’a pas été entendu un moment"]


def test_an_address_that_nobody_reads_is_told_once_for_each_spell(channel, alice, receiver, work_off):
    a_place(alice, receiver, kinds=["unread_address"])
    address = published(alice, a_mailbox(alice))
    for hours in (0, 1):
        with clock.at(TUESDAY + hours * HOUR):
            note_failing(Canary(address=address))
    at(TUESDAY + 2 * HOUR, work_off)
    at(TUESDAY + 3 * HOUR, work_off)
    [told] = receiver.told
    assert told["title"] == "Personne ne lit Presse"
    assert f"/inbox/published/{address.id}/" in told["message"]
    assert "presse@" not in json.dumps(told)


def test_an_unusual_rise_is_told_once_a_day_with_what_is_usual(channel, alice, receiver, work_off):
    for week in range(1, 9):
        for n in range(2):
            mention(channel, f"w{week}-{n}", "question", at=TUESDAY - week * 7 * DAY - (n + 1) * HOUR / 2)
    mention(channel, "first", "other", at=TUESDAY - 65 * DAY)
    a_place(alice, receiver, kinds=["rise"])
    at(TUESDAY, work_off)
    assert not receiver.told
    for n in range(25):
        mention(channel, f"n{n}", "question", at=TUESDAY - (n + 1) * HOUR / 60)
    at(TUESDAY + HOUR / 60, work_off)
    at(TUESDAY + HOUR / 30, work_off)
    [told] = receiver.told
    assert "25 en trois heures" in told["message"].replace("\u00a0", " ")


def test_what_happened_before_is_no_news(channel, alice, receiver, work_off):
    break_channel(channel=channel, problem="The password was refused.")
    a_place(alice, receiver, since=TUESDAY + HOUR)
    at(TUESDAY + 2 * HOUR, work_off)
    assert not receiver.told


def test_quiet_hours_are_kept_and_nothing_is_lost(channel, alice, receiver, work_off):
    a_place(alice, receiver, quiet_from=22, quiet_until=7)
    night = datetime(2026, 11, 17, 22, 30, tzinfo=UTC)
    with clock.at(night):
        break_channel(channel=channel, problem="The password was refused.")
    at(night + HOUR / 4, work_off)
    assert not receiver.told
    at(night + 6 * HOUR, work_off)
    assert not receiver.told
    at(night + 8 * HOUR, work_off)
    assert len(receiver.told) == 1


def test_a_day_has_only_so_many(channel, alice, receiver, work_off):
    place = a_place(alice, receiver, most_a_day=2)
    for n in range(4):
        with clock.at(TUESDAY + n * HOUR / 10):
            break_channel(channel=a_channel(alice, name=f"Canal {n}"), problem="The password was refused.")
    at(TUESDAY + HOUR, work_off)
    assert len(receiver.told) == 2
    assert "dernier message" in receiver.told[1]["message"]
    assert sorted(place.alerts.values_list("state", flat=True)) == ["held_back", "held_back", "sent", "sent"]


def test_what_did_not_arrive_is_tried_again_and_then_said(channel, alice, receiver, work_off):
    place = a_place(alice, receiver)
    receiver.status = 503
    break_channel(channel=channel, problem="The password was refused.")
    moment = TUESDAY + HOUR / 4
    for _ in range(8):
        at(moment, work_off)
        moment += 3 * HOUR
    assert len(receiver.told) == 5
    assert Alert.objects.get().state == "failed"
    place.refresh_from_db()
    assert place.last_problem
    assert "127.0.0.1" not in place.last_problem or "told" not in place.last_problem


def test_a_worker_that_died_half_way_does_not_lose_it(channel, alice, receiver, work_off):
    a_place(alice, receiver)
    break_channel(channel=channel, problem="The password was refused.")
    with clock.at(TUESDAY + HOUR):
        look_in(alice.organisation_id)
        assert actions.claim(alert_id=Alert.objects.get().id)  # and dies
        send(alice.organisation_id, Alert.objects.get().id)
        assert not receiver.told, "another worker leaves it alone for a while"
    at(TUESDAY + 2 * HOUR, work_off)
    assert len(receiver.told) == 1


def test_a_test_arrives_also_at_night(channel, alice, receiver, work_off):
    place = a_place(alice, receiver, quiet_from=0, quiet_until=23)
    actions.try_place(actor=alice, place=place)
    work_off()
    assert receiver.told[0]["title"] == "Un essai de Liant"


def test_an_address_is_sealed_and_never_shown(channel, alice, client_of, receiver, as_owner):
    place = a_place(alice, receiver)
    assert receiver.address not in Place.objects.values_list("address", flat=True).get()
    page = client_of(alice).get(f"/o/fournils/settings/alerts/{place.id}/change/").content.decode()
    assert "/told" not in page
    assert place.shown == "JSON, 127.0.0.1"


@pytest.mark.parametrize("address", [
    "file:///etc/passwd", "exec://ls", "dbus://", "mailto://a:b@example.org", "syslog://", "mqtt://example.org/x",
    "jsons://example.org/?verify=no", "jsons://example.org/?redirect=yes", "workflows://h/w/s?template=/etc/passwd",
    "slack://", "http://example.org", "not an address", "slack://a/b/c/?config=/etc/passwd",
])  # fmt: skip
def test_only_words_to_known_places(address):
    with pytest.raises(NotAPlace):
        checked(address)


def test_nothing_travels_in_the_clear_or_to_the_house_itself(monkeypatch, receiver):
    monkeypatch.setenv("LIANT_ALLOW_PRIVATE_ADDRESSES", "0")
    with pytest.raises(NotAPlace):
        checked(receiver.address)
    with pytest.raises(NotTold):
        tell(receiver.address.replace("json://", "jsons://"), "Titre", "Mots", "https://liant.example")
    assert not receiver.told


def test_a_redirect_is_not_followed(receiver):
    receiver.status, receiver.headers = 307, {"Location": receiver.address.replace("json:", "http:")}
    with pytest.raises(NotTold):
        tell(receiver.address, "Titre", "Mots", "https://liant.example")
    assert len(receiver.told) == 1


def test_only_the_owner_says_where(channel, bob, alice, receiver, client_of, make_member):
    with pytest.raises(NotAllowed):
        actions.set_place(actor=bob, place=None, name="x", address=receiver.address, kinds=["hole"])
    assert client_of(bob).get("/o/fournils/settings/alerts/").status_code == 403
    guardian = client_of(make_member("Gina", "guardian"))
    assert guardian.get("/o/fournils/settings/alerts/").status_code == 200
    assert guardian.get("/o/fournils/settings/alerts/new/").status_code == 403


def test_the_form_says_what_is_wrong_and_keeps_the_rest(channel, alice, receiver, client_of):
    client = client_of(alice)
    values = {"name": "Nuit", "address": "file:///etc/passwd", "kinds": ["hole"], "most_a_day": 5, "language": "fr",
              "quiet_from": "22"}  # fmt: skip
    answer = client.post("/o/fournils/settings/alerts/new/", values)
    assert answer.status_code == 422
    assert "ce genre d’adresse" in answer.content.decode()
    assert "Donnez les deux heures" in answer.content.decode()
    values |= {"address": receiver.address, "quiet_until": "7"}
    assert client.post("/o/fournils/settings/alerts/new/", values).status_code == 302
    place = Place.objects.get()
    assert (place.quiet_from, place.quiet_until, place.is_on) == (22, 7, False)
    values |= {"address": "", "is_on": "on"}
    assert client.post(f"/o/fournils/settings/alerts/{place.id}/change/", values).status_code == 302
    assert Place.objects.get().address == place.address, "an empty address keeps the one that is there"


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)  # the machine may be busy
@given(MOMENTS, st.integers(0, 23), st.integers(0, 23))
def test_quiet_hours_end_and_are_never_broken(moment, quiet_from, quiet_until):
    found = after_quiet(moment, PARIS, quiet_from, quiet_until)
    assert moment <= found <= moment + timedelta(hours=25)
    assert after_quiet(found, PARIS, quiet_from, quiet_until) == found
    if found != moment:
        assert found.astimezone(PARIS).hour == quiet_until


def test_attempts_end():
    assert next_attempt(1, TUESDAY) == TUESDAY + timedelta(minutes=1)
    assert next_attempt(5, TUESDAY) is None
