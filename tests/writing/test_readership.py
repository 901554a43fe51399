"""Readings are counted, never readers: no cookie, no address, nothing of a person, and no count by author."""

import time
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from liant.kit import clock
from liant.kit.agents import machine
from liant.tenancy.context import tenant
from liant.writing import moves, offers
from liant.writing.readership import counting, queries
from liant.writing.readership.actions import MOST_HOSTS
from liant.writing.readership.models import DayReads, Link
from liant.writing.readership.origins import Kind, origin
from tests.furniture import a_channel, heard, said
from tests.writing.pieces import agreed

READINGS = "/o/fournils/writing/readings/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
OWN = ["liant.example"]


@pytest.fixture
def lea(make_member):
    return make_member("Léa", "communicator")


@pytest.fixture
def piece(house, lea):
    found = agreed(lea, title="Pourquoi la nuit")
    moves.mark_published(actor=None, version=found.versions.get(), at=clock.now())
    found.refresh_from_db()
    return found


def asked(agent=FIREFOX, referrer="", **headers):
    told = {"HTTP_USER_AGENT": agent, "HTTP_REFERER": referrer, **headers}
    return RequestFactory().get(
        "/houses/fournils/journal/pourquoi-la-nuit/", **{name: value for name, value in told.items() if value}
    )


def read(piece, times=1, **values):
    for _time in range(times):
        offers.tell_read(asked(**values), piece, "fr")


@pytest.mark.parametrize(
    ("referrer", "kind", "host"),
    [
        ("", "direct", ""),
        ("https://www.google.fr/search?q=pain", "search", "Google"),
        ("https://www.google.co.uk/", "search", "Google"),
        ("https://duckduckgo.com/", "search", "DuckDuckGo"),
        ("https://chatgpt.com/", "search", "ChatGPT"),
        ("https://l.facebook.com/l.php?u=x", "network", "Facebook"),
        ("https://t.co/abc", "network", "X"),
        ("https://bsky.app/profile/karima.example", "network", "Bluesky"),
        ("android-app://com.linkedin.android/", "network", "LinkedIn"),
        ("android-app://com.google.android.gm/", "mail", ""),
        ("https://mail.google.com/mail/u/0/", "mail", ""),
        ("https://www.gazette.example/article?reader=karima@example.com#x", "site", "gazette.example"),
        ("https://boulangerie-é.example/", "site", "xn--boulangerie--kbb.example"),
        ("https://liant.example/houses/fournils/journal/", "inside", ""),
        ("http://192.168.1.20/intranet", "direct", ""),
        ("http://intranet/page", "direct", ""),
        ("https://[oops", "direct", ""),
        ("about:blank", "direct", ""),
        ("https://notgoogle.example/", "site", "notgoogle.example"),
    ],
)
def test_where_a_reading_came_from(referrer, kind, host):
    found = origin(referrer, OWN)
    assert found[0] == kind
    if "é" not in referrer:
        assert found[1] == host
    else:
        assert found[1].startswith("xn--")


@given(st.text(max_size=300))
def test_any_referrer_is_read_and_only_a_host_is_kept(referrer):
    kind, host = origin(f"https://site.example/{referrer}", OWN)
    assert (kind, host) in {(Kind.SITE, "site.example"), (Kind.DIRECT, "")}
    kind, host = origin(referrer, OWN)
    assert len(host) <= 100
    assert "/" not in host
    assert "?" not in host


@pytest.mark.parametrize(
    ("agent", "kind"),
    [
        (FIREFOX, ""),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
            "",
        ),
        (
            "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36",
            "",
        ),
        ("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "search"),
        ("facebookexternalhit/1.1", "preview"),
        ("Mastodon/4.5.0 (http.rb/5.3.1; +https://mastodon.example/)", "preview"),
        ("Mozilla/5.0 (compatible; Bluesky Cardyb/1.1; +mailto:support@bsky.app)", "preview"),
        ("Feedly/1.0 (+http://www.feedly.com/fetcher.html; 12 subscribers)", "feed"),
        ("curl/8.5.0", "other"),
        ("python-requests/2.32", "other"),
        (
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/141.0.0.0 Safari/537.36",
            "other",
        ),
        ("", "other"),
    ],
)
def test_machines_are_told_apart_by_what_they_say(agent, kind):
    assert machine(agent) == kind


@pytest.mark.django_db
def test_each_reading_counts_on_the_day_where_the_house_is(house, piece):
    with clock.at(datetime(2026, 11, 30, 23, 30, tzinfo=UTC)):  # past midnight in Paris
        read(piece, 2, referrer="https://www.google.fr/")
        read(None)
    assert queries.reads_by_day(date(2026, 12, 1), date(2026, 12, 1)) == {date(2026, 12, 1): 3}
    assert queries.reads_by_piece(date(2026, 12, 1), date(2026, 12, 31)) == [(piece, 2), (None, 1)]
    assert queries.reads_of(piece) == 2


@pytest.mark.django_db
def test_nothing_of_a_person_is_kept(house, piece, as_owner):
    read(piece, REMOTE_ADDR="203.0.113.7", referrer="https://gazette.example/compte?mail=karima@example.com")
    row = DayReads.objects.values().get()
    assert set(row) == {"id", "organisation_id", "piece_id", "day", "kind", "host", "reads"}
    assert "203.0.113" not in str(row)
    assert "karima" not in str(row)
    assert "Firefox" not in str(row)


@pytest.mark.django_db
def test_machines_colleagues_and_pages_fetched_ahead_are_not_readings(house, piece, settings):
    read(piece, agent="Googlebot/2.1")
    read(piece, HTTP_SEC_PURPOSE="prefetch;prerender")
    request = asked()
    request.COOKIES[settings.SESSION_COOKIE_NAME] = "someone"
    offers.tell_read(request, piece, "fr")
    assert queries.reads_of(piece) == 0
    today = clock.now().date()
    assert queries.machines(today - timedelta(days=1), today + timedelta(days=1)) == {"search": 1}


@pytest.mark.django_db
def test_a_rare_site_is_not_named(house, piece):
    read(piece, 2, referrer="https://intranet-de-karima.example/")
    read(piece, 3, referrer="https://gazette.example/")
    today = clock.now().date()
    found = queries.origins(today - timedelta(days=1), today + timedelta(days=1), piece)
    assert found == [("site", "gazette.example", 3), ("site", "", 2)]


@pytest.mark.django_db
def test_whoever_invents_sites_does_not_fill_the_table(house, piece):
    from liant.writing.readership.actions import Reading, write_down

    at = counting.quarter(clock.now())
    for start in (0, 400, 800):
        write_down({Reading(piece.pk, at, Kind.SITE, f"s{n}.example"): 1 for n in range(start, start + 400)})
    assert DayReads.objects.exclude(host="").count() == MOST_HOSTS
    assert queries.reads_of(piece) == 1200, "every reading is counted all the same"


@pytest.mark.django_db
def test_a_piece_that_went_meanwhile_does_not_stop_the_others(house, piece):
    from liant.writing.readership.actions import Reading, write_down

    at = counting.quarter(clock.now())
    write_down({Reading(piece.pk, at, Kind.DIRECT, ""): 1, Reading(999_999_999, at, Kind.DIRECT, ""): 5})
    assert queries.reads_of(piece) == 1
    assert DayReads.objects.count() == 1


@pytest.mark.django_db
def test_counted_together_and_written_together(house, piece, settings):
    """What waits in memory is not there yet; writing adds it up; a reading costs far less than a millisecond."""
    settings.READERSHIP_SECONDS = 3600
    requests = [asked(referrer=f"https://site{n % 7}.example/") for n in range(2000)]
    counting.note(requests[0], piece, "fr")
    began = time.process_time()
    for request in requests[1:]:
        counting.note(request, piece, "fr")
    each = (time.process_time() - began) / len(requests)
    assert queries.reads_of(piece) == 0
    counting.write()
    assert queries.reads_of(piece) == 2000
    assert each < 0.001, f"{each * 1000:.3f} ms a reading"


@pytest.mark.django_db
def test_two_houses_are_counted_apart(house, other_organisation, piece):
    read(piece)
    with tenant(other_organisation.id):
        assert not DayReads.objects.exists()
        read(None)
        assert DayReads.objects.get().reads == 1
    assert queries.reads_of(piece) == 1


@pytest.fixture
def home_of_pieces():
    """A journal whose addresses are known, whatever else is there."""

    def address(piece, _language):
        return f"https://home.example/journal/{piece.slug}/"

    before = list(offers._homes)
    offers._homes.insert(0, address)
    yield address
    offers._homes[:] = before


@pytest.mark.django_db
def test_what_links_to_a_piece_counts_for_it(organisation, alice, lea, work_off, home_of_pieces):
    with tenant(organisation.id):
        piece = agreed(lea, title="Pourquoi la nuit")
        channel = a_channel(alice)
        heard(
            channel,
            said("k1", "À lire : https://home.example/journal/pourquoi-la-nuit/?s=k !"),
            said("k2", "https://home.example/journal/pour…", raw={"facet": {"uri": "https://home.example/journal/pourquoi-la-nuit"}}),
            said("k3", "https://elsewhere.example/journal/pourquoi-la-nuit/"),
            said("k4", "Rien à voir."),
            said("k5", "Notre copie https://home.example/journal/pourquoi-la-nuit/", is_ours=True),
        )  # fmt: skip
    work_off()
    with tenant(organisation.id):
        assert set(Link.objects.values_list("item__key", flat=True)) == {"k1", "k2"}
        today = clock.now().date()
        counts = {
            one.key: one.count([piece.pk], today - timedelta(days=2), today + timedelta(days=1))
            for one in offers.returns()
        }
    assert counts["mentions"] == {piece.pk: 2}
    assert counts["conversations"] == {piece.pk: 2}


@pytest.mark.django_db
def test_ways_followed_from_a_letter_count_for_the_piece_they_lead_to(house, alice, lea, home_of_pieces):
    from liant.writing.newsletter.models import CountedLink
    from tests.writing.newsletters import a_letter, a_newsletter

    piece = agreed(lea, title="Pourquoi la nuit")
    letter = a_letter(alice, a_newsletter(alice), body="Bonjour à toutes et à tous.")
    letter.begun_at = clock.now()
    letter.save()
    for number, (url, followed) in enumerate(
        [("https://home.example/journal/pourquoi-la-nuit/?lettre=1", 3), ("https://elsewhere.example/", 9)]
    ):
        CountedLink.objects.create(issue=letter, number=number, url=url, followed=followed)
    clicks = next(one for one in offers.returns() if one.key == "clicks")
    today = clock.now().date()
    assert clicks.count([piece.pk], today - timedelta(days=1), today + timedelta(days=1)) == {piece.pk: 3}
    assert clicks.count([piece.pk], today - timedelta(days=9), today - timedelta(days=3)) == {}


@pytest.mark.django_db
def test_the_pages_say_how_often_where_from_and_how_it_is_counted(client_of, lea, bob, organisation):
    with tenant(organisation.id):
        piece = agreed(lea, title="Pourquoi la nuit")
        moves.mark_published(actor=None, version=piece.versions.get(), at=clock.now())
        read(piece, 4, referrer="https://www.google.fr/")
        read(piece, agent="Feedly/1.0")
    client = client_of(lea)
    page = client.get(READINGS).content.decode()
    assert "4 lectures" in page
    assert "Google" in page
    assert "100\u00a0%" in page.replace(" %", "\u00a0%")
    assert "lecteurs de flux" in page
    assert "Léa</td>" not in page
    assert "Rien ici n’est dit par auteur." in page
    assert "Lu 4 fois depuis le" in client.get(f"{READINGS}{piece.pk}/").content.decode()
    assert "Lu 4 fois chez vous" in client.get(f"/o/fournils/writing/{piece.pk}/").content.decode()
    assert client.get(f"{READINGS}?month=1999-01").status_code == 200
    assert client.get(f"{READINGS}?month=nonsense").status_code == 200
    assert client.get(f"{READINGS}{piece.pk + 999}/").status_code == 404
    assert client_of(bob).get(READINGS).status_code == 403


@pytest.mark.django_db
def test_no_number_of_readings_is_told_by_author(house, piece, alice):
    """Two authors, and nothing that adds their readings up."""
    second = agreed(alice, title="Le meunier")
    read(piece, 3)
    read(second, 5)
    today = clock.now().date()
    for found, _reads in queries.reads_by_piece(today - timedelta(days=1), today + timedelta(days=1)):
        assert "author" not in found._state.fields_cache
    assert not any("author" in field.name for field in DayReads._meta.get_fields())


def test_a_web_process_that_is_asked_to_stop_does_its_last_acts_first():
    from asyncio import run

    from liant.config.asgi import application
    from liant.kit import closing

    asked, told, done = ["lifespan.startup", "lifespan.shutdown"], [], []

    async def receive():
        return {"type": asked.pop(0)}

    async def send(message):
        told.append((message["type"], list(done)))

    closing.at_the_end(lambda: done.append("written"))
    run(application({"type": "lifespan"}, receive, send))
    assert told == [("lifespan.startup.complete", []), ("lifespan.shutdown.complete", ["written"])]
