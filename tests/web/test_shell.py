from types import SimpleNamespace

import pytest
from django.test import RequestFactory
from django.urls import include, path

from liant.web import shell
from liant.web.partial import asked_part, part_template, render_page
from liant.web.shell import Room, RoomLink, Shell
from tests.web import site

inside = [
    path("", lambda request, organisation_slug: None, name="house-today"),
    path("inbox/", lambda request, organisation_slug: None, name="house-inbox"),
]
urlpatterns = [path("o/<slug:organisation_slug>/", include(inside)), path("me/", lambda request: None, name="house-me")]


@pytest.fixture
def registry(monkeypatch, settings):
    settings.ROOT_URLCONF = __name__
    monkeypatch.setattr(shell, "_rooms", {})
    monkeypatch.setattr(shell, "_search", {})
    shell.register_room(Room("inbox", "Answer", "reply", "house-inbox", order=20, waiting=lambda request: 3))
    shell.register_room(Room("today", "Today", "today", "house-today", order=10))
    shell.register_room(Room("me", "My account", "person", "house-me", place="person"))
    shell.register_room(Room("audit", "Log", "log", "house-me", is_shown=lambda member: False))


def ask(where: str, **attributes: object):
    request = RequestFactory().get(where)
    for name, value in {"organisation": SimpleNamespace(name="A", slug="a"), "member": object(), **attributes}.items():
        setattr(request, name, value)
    return request


@pytest.mark.usefixtures("registry")
class TestRooms:
    def test_stand_in_order_with_who_waits(self):
        rooms = Shell(ask("/o/a/inbox/3/")).rooms
        assert [(room.url, room.is_current, room.waiting_count) for room in rooms] == [
            ("/o/a/", False, 0),
            ("/o/a/inbox/", True, 3),
        ]

    def test_the_first_page_is_current_on_itself_only(self):
        assert [room.is_current for room in Shell(ask("/o/a/")).rooms] == [True, False]
        assert not any(room.is_current for room in Shell(ask("/o/a/people/")).rooms)

    def test_are_closed_to_who_is_nobody(self):
        assert Shell(ask("/", member=None)).rooms == []

    def test_may_be_given_by_the_request(self):
        link = RoomLink("x", "/x/", "X", "today")
        assert Shell(ask("/", rooms=[link])).rooms == [link]

    def test_outside_an_organisation_nothing_breaks(self):
        bare = Shell(RequestFactory().get("/"))
        assert (bare.rooms, bare.organisations, bare.person_name, bare.search_url) == ([], [], "", "")
        assert bare.home_url == "/"
        assert bare.frame == "base_plain.html"

    def test_other_houses_lead_to_their_first_room(self):
        others = [SimpleNamespace(name="A", slug="a"), SimpleNamespace(name="B", slug="b")]
        found = Shell(ask("/", organisations=others)).organisations
        assert [(one["url"], one["is_current"]) for one in found] == [("/o/a/", True), ("/o/b/", False)]

    def test_what_has_no_place_at_the_bottom_is_under_more(self):
        links = [RoomLink(str(n), f"/{n}/", str(n), "today") for n in range(6)]
        both = Shell(ask("/", rooms=links))
        assert len(both.bottom) == shell.BOTTOM_BAR_ROOMS
        assert [room.key for room in both.other_rooms] == ["4", "5"]

    def test_what_one_mostly_comes_for_is_at_the_bottom_in_its_order(self):
        links = [RoomLink(str(n), f"/{n}/", str(n), "today", is_main=n == 4) for n in range(6)]
        both = Shell(ask("/", rooms=links))
        assert [room.key for room in both.bottom] == ["0", "1", "2", "4"]
        assert [room.key for room in both.other_rooms] == ["3", "5"]


def test_the_page_speaks_the_language_asked(get):
    assert "Aller au contenu" in get("/today/", "fr").content.decode()
    assert "Go to the content" in get("/today/", "en").content.decode()


def test_the_night_is_in_the_first_byte(get, client):
    assert "data-bs-theme" not in get("/today/").content.decode().split("<body")[0]
    client.cookies["liant_theme"] = "dark"
    assert '<html lang="en" data-bs-theme="dark">' in get("/today/").content.decode()
    client.cookies["liant_theme"] = '"><script>'
    assert "data-bs-theme" not in get("/today/").content.decode().split("<body")[0]


@pytest.mark.usefixtures("_site")
class TestChoices:
    def test_a_theme_is_remembered(self, client):
        answer = client.post("/theme/", {"theme": "dark", "next": "/today/"})
        assert (answer.status_code, answer["Location"]) == (302, "/today/")
        assert client.cookies["liant_theme"].value == "dark"
        client.post("/theme/", {"theme": "", "next": "/today/"})
        assert client.cookies["liant_theme"].value == ""

    def test_a_language_is_remembered_and_told(self, client, monkeypatch):
        told = []
        monkeypatch.setattr(shell, "_language_hooks", [lambda request, language: told.append(language)])
        client.post("/language/", {"language": "en", "next": "/today/"})
        assert client.cookies["django_language"].value == "en"
        client.post("/language/", {"language": "tlh"})
        assert told == ["en"]

    @pytest.mark.parametrize("target", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", ""])
    def test_one_is_never_sent_elsewhere(self, client, target):
        assert client.post("/theme/", {"theme": "light", "next": target})["Location"] == "/"

    def test_reading_changes_nothing(self, client):
        assert client.get("/theme/").status_code == 405
        assert client.get("/language/").status_code == 405


def test_a_sign_of_life(get):
    answer = get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


class TestParts:
    def headers(self, target: str, **more: str):
        return RequestFactory().get("/", headers={"HX-Request": "true", "HX-Target": target, **more})

    def test_htmx_names_the_element(self):
        assert asked_part(self.headers("section#rows")) == "rows"
        assert asked_part(self.headers("body")) == ""
        assert asked_part(RequestFactory().get("/", headers={"HX-Target": "section#rows"})) == ""
        assert asked_part(self.headers("div#rows", **{"HX-History-Restore-Request": "true"})) == ""

    def test_a_part_stands_beside_its_page(self):
        assert part_template("inbox/list.html", "rows") == "inbox/parts/rows.html"

    def test_whole_or_part(self, tmp_path, settings):
        (tmp_path / "room/parts").mkdir(parents=True)
        (tmp_path / "room/list.html").write_text("<main>{% include 'room/parts/rows.html' %}</main>")
        (tmp_path / "room/parts/rows.html").write_text('<ul id="rows">{{ word }}</ul>')
        settings.TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [tmp_path]}]
        whole = render_page(RequestFactory().get("/"), "room/list.html", {"word": "a"}, part="rows")
        part = render_page(self.headers("ul#rows"), "room/list.html", {"word": "a"}, part=("rows", "person"))
        other = render_page(self.headers("ul#secret"), "room/list.html", {"word": "a"}, part="rows")
        assert whole.content == b'<main><ul id="rows">a</ul></main>' == other.content
        assert part.content == b'<ul id="rows">a</ul>'
        assert "HX-Target" in part["Vary"]


def test_the_house_of_the_tests_has_rooms():
    assert len(site.ROOMS) == 8
