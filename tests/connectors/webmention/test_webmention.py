"""Webmention, by the text of the W3C: refused at once when it must be, verified at its source, changed and taken back."""

import json
import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liant.connectors import registry
from liant.connectors.contract import Account, Misconfigured, Rejected, Temporary
from liant.connectors.receiving import Request
from liant.connectors.webmention.links import links_to
from liant.connectors.webmention.reading import read_mention

NOW = datetime(2026, 3, 31, 10, 0, tzinfo=UTC)
TARGET = "https://www.fournils.example/pain"
SOURCE = "https://carnet.example/1"
webmention = registry.get("webmention")
US = Account({"sites": ["https://fournils.example"]})

REPLY = """<!doctype html><html lang="fr"><head><title>Carnet</title></head><body><article class="h-entry">
<a class="u-in-reply-to" href="https://www.fournils.example/pain"></a>
<div class="p-author h-card"><a class="u-url p-name" href="/ana">Ana</a></div>
<time class="dt-published" datetime="2026-03-30T10:00:00+02:00"></time>
<div class="e-content"><p>Bon pain, <b>merci</b>.</p><script>alert(1)</script></div></article></body></html>"""


def form(source, target, **more):
    body = urlencode({"source": source, "target": target, **more}).encode()
    return Request("POST", {"content-type": "application/x-www-form-urlencoded"}, body)


def answered(source=SOURCE, target=TARGET):
    return webmention.receive(US, form(source, target), NOW)


class Page(BaseHTTPRequestHandler):
    def log_message(self, *args):
        pass

    def do_GET(self):
        status, body, headers = self.server.pages.get(self.path, (404, "", {}))
        data = body if isinstance(body, bytes) else body.encode()
        self.send_response(status)
        for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


@pytest.fixture
def site(monkeypatch):
    monkeypatch.setenv("LIANT_ALLOW_PRIVATE_ADDRESSES", "1")
    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        server.pages = {}
        server.base = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield server
        server.shutdown()


def read(site, body=None, status=200, path="/1", **headers):
    if body is not None:
        site.pages[path] = (status, body, headers)
    return webmention.read(US, form(site.base + path, TARGET), NOW)


def test_a_mention_of_ours_is_kept_with_a_page_that_tells_its_state():
    received = answered()
    assert (received.status, received.is_kept, received.has_state_page) == (201, True, True)


@pytest.mark.parametrize(
    ("source", "target", "said"),
    [
        (TARGET, TARGET, "the same page"),
        (TARGET + "#a", TARGET, "the same page"),
        ("https://fournils.example/other", TARGET, "the same site"),
        (SOURCE, "https://elsewhere.example/", "no mention of elsewhere.example"),
        (SOURCE, "https://fournils.example.evil.example/", "no mention of"),
        (SOURCE, "https://notfournils.example/", "no mention of"),
        (SOURCE, "https://fournils.example:8443/", "no mention of"),
        ("ftp://carnet.example/1", TARGET, "two addresses"),
        ("javascript:alert(1)", TARGET, "two addresses"),
        ("https://u:p@carnet.example/1", TARGET, "two addresses"),
        ("carnet.example/1", TARGET, "two addresses"),
        ("https://[carnet/1", TARGET, "two addresses"),
        ("https://carnet.example/" + "x" * 2000, TARGET, "two addresses"),
        ("", TARGET, "two addresses"),
        (SOURCE, "", "two addresses"),
    ],
)
def test_what_must_be_refused_is_refused_at_once(source, target, said):
    received = answered(source, target)
    assert (received.status, received.is_kept) == (400, False)
    assert said in received.body


def test_only_a_form_is_taken():
    as_json = Request("POST", {"content-type": "application/json"}, json.dumps({"source": SOURCE}).encode())
    assert webmention.receive(US, as_json, NOW).status == 400
    assert webmention.receive(US, Request("GET"), NOW).status == 200
    twice = Request(
        "POST", {}, urlencode([("source", SOURCE), ("source", "https://b.example/"), ("target", TARGET)]).encode()
    )
    assert webmention.receive(US, twice, NOW).status == 400


def test_a_site_may_be_a_part_of_a_host():
    us = Account({"sites": ["https://village.example/fournils"]})
    for target, status in (("https://village.example/fournils/pain", 201), ("https://village.example/fournilsx", 400)):
        assert webmention.receive(us, form(SOURCE, target), NOW).status == status


def test_the_settings_are_checked():
    assert "fournils.example" in webmention.check(US)
    for wrong in ([], ["mailto:a@b.example"]):
        with pytest.raises(Misconfigured):
            webmention.check(Account({"sites": wrong}))


def test_an_answer_is_read_with_its_author(site):
    [one] = read(site, REPLY).items
    assert (one.kind, one.text, one.title, one.language) == ("reply", "Bon pain, merci.", None, "fr")
    assert (one.author.name, one.author.url) == ("Ana", site.base + "/ana")
    assert one.published_at == datetime(2026, 3, 30, 8, tzinfo=UTC)
    assert (one.is_addressed, one.url) == (True, site.base + "/1")


@pytest.mark.parametrize(
    ("relation", "kind", "text"),
    [("like-of", "like", ""), ("repost-of", "repost", ""), ("bookmark-of", "mention", "Bon pain, merci.")],
)
def test_acts_are_told_apart(site, relation, kind, text):
    [one] = read(site, REPLY.replace("in-reply-to", relation)).items
    assert (one.kind, one.text) == (kind, text)
    assert one.is_addressed == (kind == "mention")


def test_the_entry_that_links_is_the_one_that_is_read(site):
    feed = '<div class="h-feed"><div class="h-entry"><p class="e-content">Un</p></div>{}</div>'
    entry = f'<div class="h-entry"><div class="e-content">Deux, <a href="{TARGET}">ici</a></div></div>'
    [one] = read(site, feed.format(entry)).items
    assert (one.kind, one.text) == ("mention", "Deux, ici")


def test_a_page_without_microformats_is_a_mention_all_the_same(site):
    [one] = read(site, f"<title>T</title><p>Allez <a href='{TARGET}'>au fournil</a>.</p>").items
    assert (one.kind, one.text, one.author.key) == ("mention", "Allez au fournil.", "127.0.0.1")


def test_what_is_told_again_keeps_its_key_and_brings_its_words_of_now(site):
    first, again = read(site, REPLY), read(site, REPLY.replace("Bon pain", "Pain brûlé"))
    assert first.items[0].key == again.items[0].key
    assert again.edited[0].text == "Pain brûlé, merci."
    liked = read(site, REPLY.replace("in-reply-to", "like-of"))
    assert liked.items[0].key != first.items[0].key
    assert liked.replaces == first.replaces == [first.items[0].thread_key]


@pytest.mark.parametrize(("body", "status"), [("", 410), ("<p>rien</p>", 200), (f"<!-- <a href='{TARGET}'> -->", 200),
                                              (f"<p>{TARGET}</p>", 200), (f"<a href='{TARGET}/other'>x</a>", 200)])  # fmt: skip
def test_a_page_that_is_gone_or_links_no_more_takes_its_words_back(site, body, status):
    page = read(site, body, status)
    assert (list(page.items), len(page.replaces)) == ([], 1)
    assert page.told


@pytest.mark.parametrize(
    ("status", "headers", "error"),
    [(404, {}, Rejected), (403, {}, Rejected), (500, {}, Temporary), (503, {}, Temporary), (429, {}, Temporary),
     (200, {"Content-Type": "image/png"}, Rejected)],
)  # fmt: skip
def test_what_a_source_may_answer(site, status, headers, error):
    with pytest.raises(error):
        read(site, "x", status, **headers)


def test_redirects_are_followed_up_to_twenty(site):
    for n in range(30):
        site.pages[f"/{n}"] = (302, "", {"Location": f"/{n + 1}"})
    site.pages["/30"] = (200, REPLY, {})
    assert webmention.read(US, form(site.base + "/10", TARGET), NOW).items
    with pytest.raises(Temporary):
        webmention.read(US, form(site.base + "/9", TARGET), NOW)


def test_a_page_of_more_than_a_megabyte_is_refused(site):
    with pytest.raises(Rejected, match="more than"):
        read(site, REPLY + " " * 1_000_001)


@pytest.mark.parametrize(
    ("media_type", "text", "is_link"),
    [
        ("application/json", json.dumps({"a": [{"b": TARGET}]}), True),
        ("application/json", json.dumps({"a": f"see {TARGET}"}), False),
        ("application/json", "{", False),
        ("text/plain", f"See <{TARGET}>.", True),
        ("text/plain", f"See {TARGET}, and more", True),
        ("text/plain", f"{TARGET}/other", False),
        ("text/html", f'<a href="{TARGET}">x</a>', True),
        ("text/html", f'<img src="{TARGET}">', True),
        ("text/html", f'<video src="{TARGET}"></video>', True),
        ("text/html", f'<a href="{TARGET}?a=1">x</a>', False),
        ("text/html", f'<a title="{TARGET}">x</a>', False),
        ("text/html", f"<script>var a = '{TARGET}'</script>", False),
    ],
)
def test_a_link_is_looked_for_exactly_by_the_media_type(media_type, text, is_link):
    assert links_to(TARGET, text, media_type) == is_link


def test_entities_in_a_link_are_read():
    assert links_to("https://a.example/?b=1&c=2", '<a href="https://a.example/?b=1&amp;c=2">', "text/html")


@pytest.mark.parametrize("source", ["http://127.0.0.1:1/", "http://localhost/", "http://169.254.169.254/latest/meta-data/",
                                    "http://[::1]/", "http://10.0.0.1/"])  # fmt: skip
def test_no_page_of_a_private_network_is_asked(source, monkeypatch):
    monkeypatch.setenv("LIANT_ALLOW_PRIVATE_ADDRESSES", "0")
    with pytest.raises(Rejected, match="private address"):
        webmention.read(US, form(source, TARGET), NOW)


def test_a_redirect_into_a_private_network_is_refused(site, monkeypatch):
    """The first page may be seen, where it leads may not."""
    from liant.kit import addresses

    asked = []

    def only_the_site(host, port, *, allow_private=None):
        asked.append(host)
        if host != "127.0.0.1":
            raise addresses.ForbiddenAddress(f"{host} leads to a private address.")
        return [host]

    monkeypatch.setattr(addresses, "resolve", only_the_site)
    with pytest.raises(Rejected, match="private"):
        read(site, "", 302, Location="http://metadata.internal/")
    assert asked == ["127.0.0.1", "metadata.internal"]


def test_reading_a_page_asks_nobody_else(monkeypatch):
    import socket

    def nobody(*args, **kwargs):
        raise AssertionError("Reading asks nobody.")

    monkeypatch.setattr(socket.socket, "connect", nobody)
    page = REPLY.replace('<div class="p-author h-card">', '<a class="u-author" href="http://127.0.0.1:1/me"></a><div>')
    one = read_mention(SOURCE, TARGET, page, "text/html", NOW)
    assert one.author.url == "http://127.0.0.1:1/me"


def test_no_script_of_the_page_comes_along():
    one = read_mention(SOURCE, TARGET, REPLY, "text/html", NOW)
    assert "alert" not in one.text
    assert "<" not in one.text


@given(st.text(max_size=200) | st.binary(max_size=200).map(lambda data: data.decode("latin-1")))
def test_no_page_breaks_the_reading(words):
    for page in (words, REPLY.replace("Bon pain", words), f'<p class="h-entry {words}"><a href="{TARGET}">{words}'):
        assert read_mention(SOURCE, TARGET, page, "text/html", NOW).key
        links_to(TARGET, page, "text/html")
