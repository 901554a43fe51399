"""Feeds: asked for only when they changed, read as far as they go, every entry once, a hole in them told."""

import json
import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liant.connectors import registry
from liant.connectors.contract import Account, Misconfigured, RateLimited, Temporary
from liant.connectors.feeds.parsing import feed_link, parse

NOW = datetime(2026, 3, 31, 10, 0, tzinfo=UTC)
SAMPLES = sorted((Path(__file__).parent / "samples").glob("*.xml"))
CORPORA = Path(__file__).resolve().parents[4] / "shared" / "data"
feeds = registry.get("feeds")

RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>L’Écho de Val-Clair</title><link>https://www.echo.example/</link>
<language>fr-FR</language>{}</channel></rss>"""
ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0" xml:lang="fr"><title>Le carnet</title>
<entry><id>tag:carnet.example,2026:1</id><title>Finir sa &lt;b&gt;page&lt;/b&gt;</title><link href="https://carnet.example/1"/>
<updated>2026-03-30T12:00:00+02:00</updated><author><name>Marthe</name><email>Marthe@Carnet.example</email></author>
<content type="html">&lt;p&gt;Il y a des cafés.&lt;/p&gt;&lt;p&gt;J’y retournerai.&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;</content>
<category term="cafés"/><link rel="enclosure" href="https://carnet.example/a.jpg" type="image/jpeg" length="42"/></entry>
<entry><id>tag:carnet.example,2026:c1</id><title>Réponse</title><updated>2026-03-30T13:00:00Z</updated><summary>Merci Marthe</summary>
<thr:in-reply-to ref="tag:carnet.example,2026:1"/></entry></feed>"""


def item(number, *, guid=True, date="Mon, 30 Mar 2026 10:00:00 +0000"):
    identity = f"<guid isPermaLink='false'>n{number}</guid>" if guid else ""
    return f"<item>{identity}<title>Titre {number}</title><link>https://echo.example/{number}</link><description>Texte {number}</description><pubDate>{date}</pubDate></item>"


def rss(*numbers):
    return RSS.format("".join(map(item, numbers)))


def read(text, **more):
    return parse(
        text if isinstance(text, bytes) else text.encode(), url="https://www.echo.example/feed", now=NOW, **more
    )


class Site(BaseHTTPRequestHandler):
    def log_message(self, *args):
        pass

    def do_GET(self):
        site = self.server
        site.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
        status, body, headers = site.pages.get(self.path, (404, "", {}))
        if status == 200 and headers.get("ETag") and self.headers.get("If-None-Match") == headers["ETag"]:
            status, body = 304, ""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        data = body if isinstance(body, bytes) else body.encode()
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


@pytest.fixture
def site(monkeypatch):
    monkeypatch.setenv("LIANT_ALLOW_PRIVATE_ADDRESSES", "1")
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        server.asked, server.pages = [], {}
        server.base = f"http://127.0.0.1:{server.server_port}"
        server.account = lambda path="/feed": Account(settings={"url": server.base + path})
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield server
        server.shutdown()


def fetch(site, cursor=None, path="/feed", now=NOW):
    page = feeds.fetch(site.account(path), json.loads(json.dumps(cursor)), now)
    return page, json.loads(json.dumps(page.cursor))


def test_an_unchanged_feed_is_not_sent_again(site):
    site.pages["/feed"] = (200, rss(1, 2), {"ETag": '"v1"', "Last-Modified": "Mon, 30 Mar 2026 10:00:00 GMT"})
    page, cursor = fetch(site)
    assert [i.key for i in page.items] == ["n1", "n2"]
    page, cursor = fetch(site, cursor)
    assert (list(page.items), page.unreadable, page.gaps) == ([], (), [])
    assert site.asked[1][1]["if-none-match"] == '"v1"'
    assert site.asked[1][1]["if-modified-since"] == "Mon, 30 Mar 2026 10:00:00 GMT"
    site.pages["/feed"] = (200, rss(2, 3), {"ETag": '"v2"'})
    page, _ = fetch(site, cursor)
    assert [i.key for i in page.items] == ["n2", "n3"]
    assert not page.gaps


def test_a_feed_that_turned_over_is_a_gap(site):
    site.pages["/feed"] = (200, rss(1, 2), {})
    _, cursor = fetch(site, now=datetime(2026, 3, 1, tzinfo=UTC))
    site.pages["/feed"] = (200, rss(8, 9), {})
    page, _ = fetch(site, cursor)
    [gap] = page.gaps
    assert (gap.from_at, gap.to_at) == (datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 30, 10, tzinfo=UTC))


def test_the_feed_of_a_web_page_is_found(site):
    site.pages["/"] = (
        200,
        '<html><link rel="alternate" type="application/rss+xml" href="/feed?a=1&amp;b=2"></html>',
        {"Content-Type": "text/html"},
    )
    site.pages["/feed?a=1&b=2"] = (200, rss(1), {})
    page, cursor = fetch(site, path="/")
    assert len(page.items) == 1
    fetch(site, cursor, path="/")
    assert [path for path, _ in site.asked] == ["/", "/feed?a=1&b=2", "/feed?a=1&b=2"]
    assert feeds.check(site.account("/")).startswith("L’Écho de Val-Clair can be read: 1 entries")


def test_a_feed_that_moved_for_good_is_asked_there(site):
    site.pages["/feed"] = (301, "", {"Location": "/new"})
    site.pages["/new"] = (200, rss(1), {})
    _, cursor = fetch(site)
    fetch(site, cursor)
    assert [path for path, _ in site.asked] == ["/feed", "/new", "/new"]


def test_another_address_starts_anew(site):
    site.pages["/feed"] = site.pages["/other"] = (200, rss(1), {"ETag": '"v1"'})
    _, cursor = fetch(site)
    page, _ = fetch(site, cursor, path="/other")
    assert len(page.items) == 1


@pytest.mark.parametrize(
    ("page", "first", "later"),
    [
        ((404, "", {}), Misconfigured, Temporary),
        ((410, "", {}), Misconfigured, Misconfigured),
        ((403, "", {}), Misconfigured, Misconfigured),
        ((500, "", {}), Temporary, Temporary),
        ((429, "", {"Retry-After": "60"}), RateLimited, RateLimited),
        ((200, "<html>nothing</html>", {}), Misconfigured, Temporary),
        ((200, b"\x00\x01", {}), Misconfigured, Temporary),
        ((200, '{"a": 1}', {"Content-Type": "application/json"}), Misconfigured, Temporary),
    ],
)
def test_what_a_site_may_answer(site, page, first, later):
    site.pages["/feed"] = page
    with pytest.raises(first):
        fetch(site)
    with pytest.raises(later):
        fetch(
            site,
            {"url": site.base + "/feed", "feed_url": site.base + "/feed", "keys": ["x"], "heard_at": NOW.isoformat()},
        )


def test_a_broken_feed_gives_what_it_holds_and_says_so_once(site):
    site.pages["/feed"] = (200, rss(1, 2).replace("</channel></rss>", "<item><title>coupé</title>"), {})
    page, cursor = fetch(site)
    assert [i.title for i in page.items] == ["Titre 1", "Titre 2", "coupé"]
    assert "not well formed" in page.unreadable[0]
    page, _ = fetch(site, cursor)
    assert page.unreadable == []


def test_the_preview_shows_the_first_entries(site):
    site.pages["/feed"] = (200, rss(*range(30)), {})
    shown = feeds.preview(site.account())
    assert (len(shown.items), shown.columns) == (20, ())


def test_an_entry_of_atom_becomes_an_item():
    one, answer = read(ATOM).items
    assert (one.key, one.kind, one.title, one.text) == (
        "tag:carnet.example,2026:1",
        "article",
        "Finir sa page",
        "Il y a des cafés.\n\nJ’y retournerai.",
    )
    assert (one.author.key, one.author.name, one.author.handle) == ("marthe@carnet.example", "Marthe", "carnet.example")
    assert (one.published_at, one.language, one.tags) == (datetime(2026, 3, 30, 10, tzinfo=UTC), "fr", ("cafés",))
    assert [(a.name, a.media_type, a.size_bytes) for a in one.attachments] == [("a.jpg", "image/jpeg", 42)]
    assert (answer.kind, answer.parent_key, answer.thread_key) == ("comment", one.key, one.key)
    assert one.author.followers is None


def test_without_a_signature_the_publication_speaks():
    [one] = read(rss(1)).items
    assert (one.author.name, one.author.key, one.language) == ("L’Écho de Val-Clair", "echo.example", "fr")


def test_plain_text_keeps_its_lines():
    [one] = read(RSS.format("<item><title>a</title><description>un\n&amp; deux</description></item>")).items
    assert one.text == "un\n& deux"


def test_json_feed():
    document = {"version": "https://jsonfeed.org/version/1.1", "title": "Carnet", "language": "fr", "authors": [{"name": "Marthe", "url": "https://m.example"}],
                "items": [{"id": 7, "url": "https://c.example/7", "title": "Un", "content_html": "<p>Bonjour</p>", "date_published": "2026-03-30T10:00:00Z",
                           "tags": ["pain"], "attachments": [{"url": "https://c.example/a.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 9}]}, "nonsense"]}  # fmt: skip
    feed = read(json.dumps(document), content_type="application/feed+json")
    [one] = feed.items
    assert (one.key, one.text, one.author.name, one.language, one.tags) == ("7", "Bonjour", "Marthe", "fr", ("pain",))
    assert one.attachments[0].size_bytes == 9
    assert len(feed.lost) == 1


def test_entries_without_an_identifier_have_one_from_their_words():
    text = RSS.format("<item><title>a</title></item><item><title>b</title></item>")
    keys = [i.key for i in read(text).items]
    assert len(set(keys)) == 2
    assert keys == [i.key for i in read(text).items]


def test_different_entries_under_one_identifier_are_all_kept():
    same = "<item><guid>tag:x</guid><title>{}</title></item>"
    items = read(RSS.format("".join(map(same.format, ["un", "deux", "deux"])))).items
    assert [i.title for i in items] == ["un", "deux"]
    assert len({i.key for i in items}) == 2
    assert [i.key for i in read(RSS.format(same.format("un") * 2)).items] == ["tag:x"]


@pytest.mark.parametrize("date", ["", "tomorrow", "Mon, 30 Mar 1970 10:00:00 +0000", "Mon, 30 Mar 99999 10:00:00"])
def test_dates_that_cannot_be_are_unknown(date):
    assert read(RSS.format(item(1, date=date))).items[0].published_at is None


def test_dates_to_come_are_now():
    assert read(RSS.format(item(1, date="Mon, 30 Mar 2099 10:00:00 +0000"))).items[0].published_at == NOW


def test_entities_do_not_reach_the_machine():
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/hostname">]>'
    feed = read(bomb + RSS.format("<item><title>&b;</title><description>&f;</description></item>")[21:])
    assert all(Path("/etc/hostname").read_text().strip() not in i.text for i in feed.items)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_samples_are_read(sample):
    feed = read(sample.read_bytes())
    assert not feed.lost
    json.dumps([i.raw for i in feed.items], ensure_ascii=False).encode()


@pytest.mark.full
def test_no_feed_of_the_corpora_is_refused_and_no_entry_lost():
    paths = [
        p
        for corpus in ("feeds_feedparser", "feeds_feedrs")
        for p in (CORPORA / corpus).rglob("*")
        if p.suffix in {".xml", ".json"} and ".serde" not in p.name
    ]
    if not paths:
        pytest.skip("the corpora are not on this machine")
    assert len(paths) > 2000
    for path in paths:
        feed = read(path.read_bytes())
        assert not feed.lost, path
        for one in feed.items:
            assert one.key, path
            json.dumps([one.raw, one.text, one.title, one.tags], ensure_ascii=False).encode()
        expected = path.with_name(f"{path.stem}.serde.json")
        if expected.exists():
            assert len(feed.items) == len(json.loads(expected.read_text())["entries"]), path


@given(st.binary(max_size=300))
def test_no_bytes_are_refused(data):
    read(data)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=10),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["id", "url", "title", "content_html", "authors", "author", "tags", "attachments", "date_published"]
                ),
                inner,
                max_size=4,
            )
        ),
    )
)
def test_no_json_is_refused(entry):
    read(json.dumps({"version": "x", "items": [entry]}))


OPML = """<opml version="2.0"><body><outline text="Presse"><outline type="rss" title="L’Écho" xmlUrl="https://echo.example/feed?a=1&amp;b=2"/>
<outline text="Carnet" xmlUrl="https://carnet.example/feed"/><outline text="encore" xmlUrl="https://carnet.example/feed"/></outline>
<outline text="mal" xmlUrl="javascript:alert(1)"/>{}</body></opml>"""


@pytest.mark.parametrize("tail", ["", "<outline text=a & b>", "</outline>"])
def test_lists_of_other_readers_are_read(tail):
    listed = feeds.read_list(OPML.format(tail).encode())
    assert [(one.name, one.settings["url"]) for one in listed] == [
        ("L’Écho", "https://echo.example/feed?a=1&b=2"),
        ("Carnet", "https://carnet.example/feed"),
    ]


@pytest.mark.parametrize(
    "content", [b"", b"nothing", b"<opml/>", b"\xff\xfe\x00", b'<!DOCTYPE x [<!ENTITY a "b">]><opml>&a;</opml>']
)
def test_lists_without_a_feed_are_told(content):
    with pytest.raises(Misconfigured, match="names no feed"):
        feeds.read_list(content)


def test_links_to_feeds_are_found_in_pages():
    page = b"<link rel='stylesheet' href='a'><LINK type=\"application/atom+xml\" rel=\"alternate home\" href='b.xml'>"
    assert feed_link(page, "https://a.example/x/") == "https://a.example/x/b.xml"
    assert feed_link(b"<html>", "https://a.example/") is None
