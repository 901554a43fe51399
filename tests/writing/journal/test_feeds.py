"""Feeds and the podcast of a journal: read by feedparser, held against the rules of their formats."""

import json
import re
from datetime import datetime
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree

import feedparser
import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from liant.writing import actions, moves
from liant.writing.journal.actions import describe_recording
from liant.writing.journal.feeds import clean
from liant.writing.journal.rules import read_chapter, read_duration, written_duration
from tests.writing.journal.journals import HOME, get, opened, out, page, photo

pytestmark = pytest.mark.django_db
ROOT = settings.BASE_URL + HOME
ATOM = "{http://www.w3.org/2005/Atom}"
ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
PODCAST = "{https://podcastindex.org/namespace/1.0}"
SOUND = {"name": "four.mp3", "media_type": "audio/mpeg", "content": b"ID3" + bytes(5000)}


@pytest.fixture
def topic(house, alice):
    return actions.save_topic(actor=alice, topic=None, name="Le grain & l’eau")


@pytest.fixture
def piece(house, alice, topic):
    opened(
        alice, hub_url="https://hub.example/", texts={"fr": {"name": "Le Journal <du> four", "description": "La nuit."}}
    )
    return out(
        alice, title="Pain & sel <1>", body="Il est *deux heures*.\n\n![Four](four.jpg)", topic=topic, media=[photo()]
    )


def read(path):
    response = get(path)
    assert response.status_code == 200, path
    return response


@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_feedparser_reads_the_whole_of_each_piece(piece, kind):
    found = feedparser.parse(read(f"feed.{kind}").content)
    assert not found.bozo
    assert found.version == {"rss": "rss20", "atom": "atom10"}[kind]
    assert found.feed.title == "Le Journal <du> four"
    [entry] = found.entries
    assert (entry.title, entry.link, entry.id) == ("Pain & sel <1>", f"{ROOT}{piece.slug}/", f"{ROOT}{piece.slug}/")
    assert "<em>deux heures</em>" in entry.content[0].value
    assert f'src="{ROOT}media/' in entry.content[0].value
    assert entry.tags[0].term == "Le grain & l’eau"
    assert entry.published_parsed
    assert {one.rel: one.href for one in found.feed.links if one.rel in ("self", "hub")} == {
        "self": f"{ROOT}feed.{kind}", "hub": "https://hub.example/"}  # fmt: skip


def test_rss_has_what_its_specification_asks_for(piece):
    channel = ElementTree.fromstring(read("feed.rss").content).find("channel")
    for required in ("title", "link", "description"):
        assert channel.findtext(required)
    parsedate_to_datetime(channel.findtext("lastBuildDate"))
    for item in channel.findall("item"):
        assert item.findtext("title") or item.findtext("description")
        guid = item.find("guid")
        assert guid.get("isPermaLink") == "true"
        assert guid.text.startswith("http")
        parsedate_to_datetime(item.findtext("pubDate"))
        assert len(item.findall("enclosure")) <= 1


def test_atom_has_what_its_specification_asks_for(piece):
    feed = ElementTree.fromstring(read("feed.atom").content)
    for required in ("id", "title", "updated"):
        assert len(feed.findall(ATOM + required)) == 1
    datetime.fromisoformat(feed.findtext(ATOM + "updated"))
    ids = set()
    for entry in feed.findall(ATOM + "entry"):
        for required in ("id", "title", "updated", "published"):
            assert len(entry.findall(ATOM + required)) == 1
        assert datetime.fromisoformat(entry.findtext(ATOM + "updated")).tzinfo
        assert entry.find(ATOM + "author").findtext(ATOM + "name")
        assert entry.find(ATOM + "content").get("type") == "html"
        ids.add(entry.findtext(ATOM + "id"))
    assert len(ids) == len(feed.findall(ATOM + "entry"))


def test_json_feed_has_what_its_specification_asks_for(piece):
    response = read("feed.json")
    feed = json.loads(response.content)
    assert response["Content-Type"].startswith("application/feed+json")
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert (feed["home_page_url"], feed["feed_url"]) == (ROOT, f"{ROOT}feed.json")
    assert feed["hubs"] == [{"type": "WebSub", "url": "https://hub.example/"}]
    [item] = feed["items"]
    assert isinstance(item["id"], str)
    assert item["content_html"]
    assert datetime.fromisoformat(item["date_published"]).tzinfo
    assert item["tags"] == ["Le grain & l’eau"]
    assert item["image"].startswith(f"{ROOT}media/")


@pytest.mark.parametrize("kind", ["rss", "atom", "json"])
def test_each_topic_has_its_feeds_and_all_are_found_from_the_pages(house, alice, piece, topic, kind):
    out(alice, title="Autre sujet")
    assert "Autre sujet" not in read(f"topics/{topic.pk}/feed.{kind}").content.decode()
    assert "Autre sujet" in read(f"feed.{kind}").content.decode()
    html = page(f"topics/{topic.pk}/")
    found = re.findall(r'<link rel="alternate" type="(application/[^"]+)" title="[^"]*" href="([^"]+)">', html)
    addresses = [address for _type, address in found]
    assert f"{ROOT}topics/{topic.pk}/feed.{kind}" in addresses
    assert f"{ROOT}feed.{kind}" in addresses


@pytest.mark.parametrize("kind", ["rss", "atom", "json"])
def test_feeds_answer_that_nothing_changed(house, alice, piece, kind):
    response = read(f"feed.{kind}")
    assert get(f"feed.{kind}", **{"If-None-Match": response["ETag"]}).status_code == 304
    assert get(f"feed.{kind}", **{"If-Modified-Since": response["Last-Modified"]}).status_code == 304
    assert 'rel="hub"' in response["Link"]
    assert response["Access-Control-Allow-Origin"] == "*"
    version = piece.versions.get()
    actions.write(actor=alice, version=version, seen_edition=version.edition, body="Corrigé.")
    again = get(f"feed.{kind}", **{"If-None-Match": response["ETag"]})
    assert again.status_code == 200
    assert "Corrigé." in again.content.decode()
    moves.withdraw(actor=alice, piece=piece)
    assert "Corrigé." not in read(f"feed.{kind}").content.decode()


def test_languages_have_feeds_of_their_own(house, alice):
    opened(alice)
    out(alice, title="Nuit", languages=("fr",))
    out(alice, title="Night", languages=("en",))
    assert [one.title for one in feedparser.parse(read("feed.rss").content).entries] == ["Nuit"]
    english = feedparser.parse(read("pages/in/en/feed.rss").content)
    assert [one.title for one in english.entries] == ["Night"]
    assert english.feed.language == "en"
    assert get("pages/in/de/feed.rss").status_code == 404


def test_signs_that_xml_cannot_hold_do_not_break_a_feed(house, alice):
    opened(alice)
    out(alice, title="Un \x0b titre \ufffe", body="Un \x01 corps ]]> & fin")
    for kind in ("rss", "atom"):
        assert not feedparser.parse(read(f"feed.{kind}").content).bozo


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=80))
def test_whatever_is_written_xml_holds_it(text):
    root = ElementTree.Element("a")
    root.text = clean(text)
    written = ElementTree.tostring(root, encoding="utf-8")
    assert ElementTree.fromstring(written).text in (None, *{clean(text).replace("\r\n", "\n").replace("\r", "\n")})


@pytest.fixture
def recorded(house, alice):
    opened(alice, podcast_mail="radio@fournils.test", podcast_category="Arts", is_explicit=False)
    out(alice, title="Sans rien à entendre")
    piece = out(alice, title="La nuit du four", media=[SOUND, photo()])
    describe_recording(
        actor=alice, medium=piece.media.get(name="four.mp3"), duration_seconds=3723, is_explicit=True,
        chapters=[{"start": 0, "title": "La porte"}, {"start": 65, "title": "La pâte"}],
        transcript="WEBVTT\n\n00:00.000 --> 00:02.000\nBonsoir.",
    )  # fmt: skip
    return piece


def test_the_podcast_has_what_directories_and_players_ask_for(recorded):
    response = read("podcast.rss")
    found = feedparser.parse(response.content)
    assert not found.bozo
    [entry] = found.entries
    medium = recorded.media.get(name="four.mp3")
    [enclosure] = entry.enclosures
    assert (enclosure.href, enclosure.length, enclosure.type) == (f"{ROOT}media/{medium.pk}/", "5003", "audio/mpeg")
    assert len(get(f"media/{medium.pk}/").content) == int(enclosure.length)
    channel = ElementTree.fromstring(response.content).find("channel")
    assert channel.find(ITUNES + "category").get("text") == "Arts"
    assert channel.findtext(ITUNES + "explicit") == "false"
    assert channel.find(ITUNES + "owner").findtext(ITUNES + "email") == "radio@fournils.test"
    assert re.fullmatch(r"[0-9a-f-]{36}", channel.findtext(PODCAST + "guid"))
    item = channel.find("item")
    assert item.findtext(ITUNES + "duration") == "3723"
    assert item.findtext(ITUNES + "explicit") == "true"
    assert item.find(ITUNES + "image").get("href").startswith(f"{ROOT}media/")
    told = item.find(PODCAST + "transcript")
    assert (told.get("type"), told.get("language")) == ("text/vtt", "fr")
    assert get(told.get("url").removeprefix(ROOT)).content.decode().startswith("WEBVTT")
    told = item.find(PODCAST + "chapters")
    assert told.get("type") == "application/json+chapters"
    chapters = json.loads(get(told.get("url").removeprefix(ROOT)).content)
    assert chapters == {"version": "1.2.0", "chapters": [{"startTime": 0, "title": "La porte"},
                                                         {"startTime": 65, "title": "La pâte"}]}  # fmt: skip


def test_the_guid_of_a_podcast_is_made_as_podcasting_2_says():
    from uuid import uuid5

    from liant.writing.journal.podcast import GUIDS

    # the example of the specification
    assert str(uuid5(GUIDS, "podnews.net/rss")) == "9b024349-ccf0-5f69-a609-6b82873eab3c"


def test_without_a_recording_there_is_no_podcast(house, alice):
    opened(alice)
    out(alice)
    assert get("podcast.rss").status_code == 404
    assert "podcast" not in page()


def test_a_recording_is_described_on_its_page_and_shown_to_readers(house, alice, chloe, client_of):
    opened(alice)
    piece = out(alice, media=[SOUND])
    medium = piece.media.get()
    address = f"/o/fournils/writing/journal/recordings/{medium.pk}/"
    client = client_of(alice)
    assert address in client.get(f"/o/fournils/writing/{piece.pk}/").content.decode()
    refused = client.post(address, {"duration": "1:00", "chapters": "0:00 Un\n0:00 Deux"})
    assert refused.status_code == 422
    assert client.post(address, {"duration": "soon"}).status_code == 422
    assert client.post(address, {"duration": "1:00", "chapters": "2:00 Trop tard"}).status_code == 422
    client.post(address, {"duration": "12:30", "chapters": "0:00 La porte\n1:05 La pâte", "transcript": "Bonsoir."})
    html = page(f"{piece.slug}/")
    assert "12:30" in html
    assert "La pâte" in html
    assert f"media/{medium.pk}/transcript/" in html
    assert "1:05 La pâte" in client.get(address).content.decode()
    assert client_of(chloe).get(address).status_code == 403


@given(st.integers(0, 359_999))
def test_durations_are_read_as_they_are_written(seconds):
    assert read_duration(written_duration(seconds)) == seconds


@pytest.mark.parametrize(("text", "found"), [
    ("4:05", 245), ("1:02:03", 3723), ("90:00", 5400), ("1:90:00", None), ("5", None), ("4:65", None), ("", None),
])  # fmt: skip
def test_durations(text, found):
    assert read_duration(text) == found


@pytest.mark.parametrize(("line", "found"), [
    ("0:00 La porte", (0, "La porte")), ("1:02:03  Fin ", (3723, "Fin")), ("La porte", None), ("4:05", None),
])  # fmt: skip
def test_chapters(line, found):
    assert read_chapter(line) == found
