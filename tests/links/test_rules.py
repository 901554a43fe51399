"""Codes, addresses and what is added to them."""

from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liant.kit import clock
from liant.kit.agents import machine
from liant.links import rules
from liant.links.door import kind_of, place_in, quarter
from tests.links.following import BROWSER

PARAMETERS = st.dictionaries(st.text(min_size=1, max_size=8), st.text(max_size=8), max_size=4)


def test_codes_are_opaque_and_rarely_the_same():
    codes = {rules.new_code() for _ in range(20_000)}
    assert len(codes) == 20_000
    assert all(rules.CODE.fullmatch(code) for code in codes)


@pytest.mark.parametrize(
    ("url", "is_right"),
    [
        ("https://fournils.test/a?b=c#d", True),
        ("http://127.0.0.1:8000/", True),
        ("https://élan.test/été", True),
        ("javascript:alert(1)", False),
        ("//fournils.test/", False),
        ("https:///nowhere", False),
        ("https://me:secret@fournils.test/", False),
        ("https://fournils.test/\r\nSet-Cookie: a=b", False),
        ("https://fournils.test/a b", False),
        ("https://fournils.test:0/", False),
        ("https://[::1", False),
        ("mailto:someone@fournils.test", False),
    ],
)
def test_a_link_leads_only_where_a_browser_can_go(url, is_right):
    assert rules.is_whole(url) is is_right


@given(st.text(max_size=30), st.text(max_size=30))
def test_whatever_is_let_in_goes_into_one_header(path, query):
    url = f"https://élan.test/{path}?{query}"
    if rules.is_whole(url):
        sent = rules.as_sent(url)
        assert sent.isascii()
        assert not set(sent) & set("\r\n \x00")
        assert rules.as_sent(sent) == sent
        assert urlsplit(sent).hostname == "xn--lan-9la.test"


@given(PARAMETERS, PARAMETERS)
def test_what_an_address_says_already_stays_and_is_said_once(there, added):
    url = rules.with_parameters("https://fournils.test/page#place", there)
    both = rules.with_parameters(url, added)
    found = parse_qsl(urlsplit(both).query)
    kept = {name: value for name, value in there.items() if value}
    assert dict(found) == {name: value for name, value in added.items() if value} | kept
    assert len(found) == len(dict(found))
    assert urlsplit(both).fragment == "place"
    assert rules.with_parameters(both, added) == both


@pytest.mark.parametrize(
    ("url", "names_someone"),
    [
        ("https://fournils.test/?utm_campaign=elise-martin", True),
        ("https://fournils.test/?utm_source=Martin%20%C3%89lise", True),
        ("https://fournils.test/?utm_content=share_elise_martin_2026", True),
        ("https://fournils.test/?who=elise.martin@fournils.test", True),
        ("https://fournils.test/elise%40fournils.test/", True),
        ("https://fournils.test/?utm_content=Bob", True),
        ("https://fournils.test/?utm_content=bobine", False),
        ("https://fournils.test/equipe/elise-martin", False),  # her page is about her, and not a mark of whoever shares
        ("https://fournils.test/?utm_campaign=galettes", False),
        ("https://social.test/@fournils", False),
    ],
)
def test_an_address_never_tells_who_shares(url, names_someone):
    assert rules.names_someone(url, ["Élise Martin", "Bob", "Karima Benali"]) is names_someone


def test_tags_say_where_and_what_about():
    assert rules.tagged("https://a.test/?utm_source=own", network="linkedin", about="piece-7") == (
        "https://a.test/?utm_source=own&utm_medium=share&utm_content=piece-7"
    )


def test_what_is_silent_is_dead_later_than_what_is_gone():
    now = clock.now()
    assert rules.is_dead(is_gone=True, failing_since=now - timedelta(hours=1), now=now)
    assert not rules.is_dead(is_gone=True, failing_since=now, now=now)
    assert not rules.is_dead(is_gone=False, failing_since=now - timedelta(hours=2), now=now)
    assert rules.is_dead(is_gone=False, failing_since=now - timedelta(days=1), now=now)


PEOPLE = [
    BROWSER,
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 [LinkedInApp]/9.30",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 [FBAN/FBIOS;FBAV/440.0]",
    "Mozilla/5.0 (Linux; Android 14; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/119.0 Mobile Safari/537.36 Instagram 309.0",
    "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/118 Mobile Safari/537.36 Twitter for Android/10.0",
]


@pytest.mark.parametrize("agent", PEOPLE)
def test_a_browser_is_a_person_also_within_the_app_of_a_network(agent):
    assert kind_of("GET", [(b"user-agent", agent.encode())]) == "person"


def test_every_machine_that_the_kept_list_knows_is_told_apart():
    from crawleruseragents import CRAWLER_USER_AGENTS_DATA

    agents = [agent for one in CRAWLER_USER_AGENTS_DATA for agent in one.get("instances", ())]
    assert len(agents) > 1000
    assert not [agent for agent in agents if not machine(agent)]


@pytest.mark.parametrize(
    ("method", "headers", "kind"),
    [
        ("GET", [(b"user-agent", b"facebookexternalhit/1.1")], "preview"),
        ("GET", [(b"user-agent", b"LinkedInBot/1.0 (compatible; Mozilla/5.0)")], "preview"),
        ("GET", [(b"user-agent", b"WhatsApp/2.23.20.0 A")], "preview"),
        ("HEAD", [(b"user-agent", BROWSER.encode())], "preview"),
        ("GET", [(b"user-agent", BROWSER.encode()), (b"sec-purpose", b"prefetch;prerender")], "preview"),
        ("GET", [(b"user-agent", BROWSER.encode()), (b"purpose", b"prefetch")], "preview"),
        ("GET", [(b"user-agent", b"Googlebot/2.1")], "machine"),
        ("HEAD", [(b"user-agent", b"curl/8.0")], "machine"),
        ("GET", [], "machine"),
        ("GET", [(b"user-agent", b"\xff\xfe")], "machine"),
    ],
)
def test_previews_and_machines_are_no_people(method, headers, kind):
    assert kind_of(method, headers) == kind


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/l/abcdefghj", ("abcdefghj", "")),
        ("/l/abcdefghj/", ("abcdefghj", "")),
        ("/l/trois-fournils/abcdefghj", ("abcdefghj", "trois-fournils")),
        ("/l/a/b/abcdefghj", None),
        ("/l/abc", None),
        ("/l/ABCDEFGHJ", None),
        ("/l/", None),
        ("/login/", None),
    ],
)
def test_the_door_takes_what_is_its_own(path, place):
    assert place_in({"type": "http", "method": "GET", "path": path}) == place
    assert place_in({"type": "http", "method": "POST", "path": path}) is None


def test_a_quarter_begins_on_the_wall_of_every_zone():
    assert quarter(clock.now()).minute % 15 == 0
    assert quarter(clock.now()) <= clock.now()
