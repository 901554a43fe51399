"""WebSub, between a subscriber that is ours and a small hub of its own: asked, proved, renewed, delivered, ended."""

import hmac
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest

from liant.connectors import registry
from liant.connectors.contract import Rejected
from liant.connectors.receiving import Request
from tests.connectors.feeds.test_feeds import NOW, RSS, fetch, item, rss, site  # noqa: F401  a fixture

feeds = registry.get("feeds")
ATOM_LINKS = '<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="{}" href="{}"/>'


class Hub(BaseHTTPRequestHandler):
    def log_message(self, *args):
        pass

    def do_POST(self):
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.server.asked.append({name: values[0] for name, values in form.items()})
        self.send_response(self.server.status)
        self.send_header("Content-Length", "0")
        self.end_headers()


@pytest.fixture
def hub(site):  # noqa: F811
    with ThreadingHTTPServer(("127.0.0.1", 0), Hub) as server:
        server.asked, server.status = [], 202
        server.url = f"http://127.0.0.1:{server.server_port}/hub"
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        links = ATOM_LINKS.format("hub", server.url) + ATOM_LINKS.format("self", site.base + "/self")
        site.pages["/feed"] = (200, rss(1).replace("<language>", links + "<language>"), {})
        yield server
        server.shutdown()


@pytest.fixture
def us(site):  # noqa: F811
    account = site.account()
    account.door = "https://liant.example/in/token/"
    site.account = lambda path="/feed": account
    return account


def path_of(asked):
    return asked["hub.callback"].removeprefix("https://liant.example/in/token/")


def call(us, asked, now=NOW, **query):
    given = {
        "hub.mode": "subscribe",
        "hub.topic": asked["hub.topic"],
        "hub.challenge": "c4",
        "hub.lease_seconds": "864000",
    }
    return feeds.receive(us, Request("GET", query={**given, **query}, path=path_of(asked)), now)


def deliver(us, asked, body, secret=None, method="sha256", now=NOW):
    signature = hmac.new((secret or asked["hub.secret"]).encode(), body, method).hexdigest()
    headers = {"x-hub-signature": f"{method}={signature}", "content-type": "application/rss+xml"}
    return feeds.receive(us, Request("POST", headers, body, path=path_of(asked)), now), Request("POST", headers, body)


def subscribed(site, us, hub):  # noqa: F811
    _, cursor = fetch(site)
    [asked] = hub.asked
    assert call(us, asked).body == "c4"
    return cursor, asked


def test_a_hub_is_asked_with_a_secret_and_an_address_of_its_own(site, us, hub):  # noqa: F811
    fetch(site)
    [asked] = hub.asked
    assert (asked["hub.mode"], asked["hub.topic"]) == ("subscribe", site.base + "/self")
    assert asked["hub.callback"].startswith("https://liant.example/in/token/websub/")
    assert (len(asked["hub.secret"]), int(asked["hub.lease_seconds"])) == (64, 864_000)


def test_a_link_header_names_the_hub_too(site, us, hub):  # noqa: F811
    links = f'<{hub.url}>; rel="hub", <{site.base}/topic>; rel=self'
    site.pages["/feed"] = (200, rss(1), {"Link": links})
    fetch(site)
    assert hub.asked[0]["hub.topic"] == site.base + "/topic"


def test_without_a_public_address_no_hub_is_asked(site, us, hub, monkeypatch):  # noqa: F811
    us.door = ""
    fetch(site)
    assert hub.asked == []


def test_the_challenge_is_answered_for_what_was_asked_and_nothing_else(site, us, hub):  # noqa: F811
    fetch(site)
    [asked] = hub.asked
    assert (call(us, asked).status, call(us, asked).body) == (200, "c4")
    assert call(us, asked, **{"hub.topic": "https://evil.example/"}).status == 404
    assert call(us, {**asked, "hub.callback": "https://liant.example/in/token/websub/other/"}).status == 404
    assert call(us, asked, **{"hub.mode": "unsubscribe"}).status == 404


def test_the_lease_is_renewed_before_it_ends(site, us, hub):  # noqa: F811
    cursor, asked = subscribed(site, us, hub)
    _, cursor = fetch(site, cursor, now=NOW + timedelta(days=5))
    assert len(hub.asked) == 1
    _, cursor = fetch(site, cursor, now=NOW + timedelta(days=8))
    assert len(hub.asked) == 2
    assert hub.asked[1]["hub.secret"] == asked["hub.secret"], "deliveries under way stay valid"
    _, cursor = fetch(site, cursor, now=NOW + timedelta(days=8, hours=1))
    assert len(hub.asked) == 2, "not asked again while it has not answered"
    call(us, hub.asked[1], now=NOW + timedelta(days=8, hours=2))
    fetch(site, cursor, now=NOW + timedelta(days=9))
    assert len(hub.asked) == 2


def test_while_it_is_told_the_feed_is_asked_less_often(site, us, hub):  # noqa: F811
    _, cursor = fetch(site)
    before = feeds.pause_seconds(us, cursor, NOW)
    call(us, hub.asked[0])
    assert feeds.pause_seconds(us, cursor, NOW) > before
    assert feeds.pause_seconds(us, cursor, NOW + timedelta(days=11)) <= 3 * 3600.0, "when the lease ended, as before"


def test_what_is_delivered_is_kept_and_read_under_the_same_keys(site, us, hub):  # noqa: F811
    page, _ = fetch(site)
    [asked] = hub.asked
    call(us, asked)
    received, request = deliver(us, asked, rss(1, 2).encode())
    assert (received.status, received.is_kept) == (202, True)
    again, _ = deliver(us, asked, rss(1, 2).encode())
    assert again.key == received.key
    keys = [one.key for one in feeds.read(us, request, NOW).items]
    assert keys[0] == page.items[0].key
    assert len(keys) == 2


@pytest.mark.parametrize("method", ["sha1", "sha384", "sha512"])
def test_the_methods_of_the_standard_are_taken(site, us, hub, method):  # noqa: F811
    _, asked = subscribed(site, us, hub)
    assert deliver(us, asked, b"<rss/>", method=method)[0].is_kept


def test_a_wrong_signature_is_answered_and_left_aside(site, us, hub):  # noqa: F811
    _, asked = subscribed(site, us, hub)
    received, _ = deliver(us, asked, rss(9).encode(), secret="guessed")
    assert (received.status, received.is_kept) == (202, False)
    assert "signature" in received.refusal
    bare = feeds.receive(us, Request("POST", {}, rss(9).encode(), path=path_of(asked)), NOW)
    assert not bare.is_kept


def test_what_is_no_longer_wanted_is_told_to_be_gone(site, us, hub):  # noqa: F811
    _, asked = subscribed(site, us, hub)
    site.pages["/feed"] = (200, site.pages["/feed"][1].replace("/self", "/other"), {})
    fetch(site)
    assert deliver(us, asked, rss(9).encode())[0].status == 410
    assert call(us, asked, **{"hub.mode": "unsubscribe"}).body == "c4"


def test_a_hub_that_refuses_is_named(site, us, hub):  # noqa: F811
    _, cursor = fetch(site)
    [asked] = hub.asked
    assert call(us, asked, **{"hub.mode": "denied", "hub.reason": "not public"}).status == 200
    assert list(feeds.remarks(us, cursor, NOW)) == ["127.0.0.1 refuses to tell Liant at once what is new: not public."]
    call(us, asked)
    assert "tells Liant at once" in feeds.remarks(us, cursor, NOW)[0]


def test_a_hub_that_fails_does_not_stop_the_feed(site, us, hub):  # noqa: F811
    hub.status = 500
    page, cursor = fetch(site)
    assert (len(page.items), cursor["subscribing"]["problem"]) == (1, "127.0.0.1 is failing (500).")
    _, cursor = fetch(site, cursor, now=NOW + timedelta(hours=7))
    assert len(hub.asked) == 2


def test_a_delivery_that_is_no_feed_waits_for_a_person(site, us, hub):  # noqa: F811
    _, asked = subscribed(site, us, hub)
    _, request = deliver(us, asked, b"<html>")
    with pytest.raises(Rejected):
        feeds.read(us, request, NOW)


def test_relative_identifiers_are_read_as_when_the_feed_is_asked(site, us, hub):  # noqa: F811
    relative = RSS.format(
        item(1).replace("<guid isPermaLink='false'>n1</guid>", "").replace("https://echo.example", "")
    )
    links = ATOM_LINKS.format("hub", hub.url) + ATOM_LINKS.format("self", site.base + "/elsewhere/self")
    site.pages["/feed"] = (200, relative.replace("<language>", links + "<language>"), {})
    page, _ = fetch(site)
    [asked] = hub.asked
    _, request = deliver(us, asked, relative.encode())
    assert [one.key for one in feeds.read(us, request, NOW).items] == [one.key for one in page.items]
