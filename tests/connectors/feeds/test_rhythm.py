"""How often a feed is asked, and what is said of one that moved, ended or fell silent."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liant.connectors import registry
from liant.connectors.contract import Account, Misconfigured, Temporary
from liant.connectors.feeds import rhythm
from liant.connectors.feeds.parsing import parse
from tests.connectors.feeds.test_feeds import NOW, RSS, fetch, item, rss, site  # noqa: F401  a fixture

feeds = registry.get("feeds")
HOUR, DAY = 3600.0, 86_400.0


def pause(gap=None, silent=0.0, asked_for=0.0, hours=(), days=(), now=NOW, **more):
    newest = now - timedelta(seconds=silent)
    return rhythm.pause(gap, newest, asked_for, (hours, days), now, has_hub=more.get("has_hub", False))


def test_a_feed_is_asked_as_often_as_it_publishes_asks_for():
    assert pause(gap=None) == HOUR
    assert pause(gap=600) == 900
    assert pause(gap=4 * HOUR) == HOUR
    assert pause(gap=7 * DAY) == 3 * HOUR
    assert pause(gap=600, silent=DAY) == 2160, "one that has gone quiet is asked less often"


def test_with_a_hub_asking_is_a_safety_net():
    assert pause(gap=600, has_hub=True) == HOUR
    assert pause(gap=7 * DAY, has_hub=True) == DAY


def test_what_the_feed_asks_for_is_kept_to_within_a_day():
    assert pause(gap=600, asked_for=2 * HOUR) == 2 * HOUR
    assert rhythm.asked_for_seconds({"cache-control": "public, max-age=7200"}, b"") == 7200
    assert rhythm.asked_for_seconds({}, b"<rss><channel><ttl>180</ttl>") == 3 * HOUR
    assert rhythm.asked_for_seconds({"cache-control": "max-age=999999999"}, b"") == DAY
    assert rhythm.asked_for_seconds({"cache-control": "no-cache"}, b"<ttl>soon</ttl>") == 0


def test_hours_and_days_to_leave_it_alone_are_passed_over():
    document = b"<skipHours><hour>10</hour><hour> 11 </hour></skipHours><skipDays><day>Sunday</day></skipDays>"
    assert rhythm.skipped(document) == ([10, 11], [6])
    at_ten = datetime(2026, 3, 31, 9, 50, tzinfo=UTC)
    assert at_ten + timedelta(seconds=pause(gap=600, hours=[10, 11], now=at_ten)) == datetime(
        2026, 3, 31, 12, tzinfo=UTC
    )
    saturday = datetime(2026, 4, 4, 23, 50, tzinfo=UTC)
    assert saturday + timedelta(seconds=pause(gap=600, days=[6], now=saturday)) == datetime(2026, 4, 6, tzinfo=UTC)
    everything = b"<skipHours>" + b"".join(b"<hour>%d</hour>" % n for n in range(24)) + b"</skipHours>"
    assert rhythm.skipped(everything) == ([], []), "a feed that is never to be asked is asked all the same"


@given(st.none() | st.floats(0, 1e9), st.floats(0, 1e9), st.floats(0, DAY), st.booleans(),
       st.lists(st.integers(0, 23), max_size=23), st.lists(st.integers(0, 6), max_size=6))  # fmt: skip
def test_the_pause_keeps_its_bounds(gap, silent, asked_for, has_hub, hours, days):
    found = pause(gap, silent, asked_for, hours, days, has_hub=has_hub)
    assert 900 <= found <= 8 * DAY
    moment = NOW + timedelta(seconds=found)
    assert moment.hour not in hours or moment.weekday() in days or set(days) == set(range(7))


def test_the_rhythm_of_a_feed_is_remembered(site):  # noqa: F811
    entries = "".join(item(n, date=f"Mon, 30 Mar 2026 {n:02}:00:00 +0000") for n in range(1, 9))
    site.pages["/feed"] = (200, RSS.format(entries), {"ETag": '"1"'})
    _, cursor = fetch(site, now=datetime(2026, 3, 30, 9, tzinfo=UTC))
    assert cursor["gap_seconds"] == HOUR
    _, after = fetch(site, cursor)
    assert after["gap_seconds"] == HOUR, "an unchanged feed keeps it"
    assert feeds.pause_seconds(site.account(), after, datetime(2026, 3, 30, 9, tzinfo=UTC)) == 900


def said_of(site, cursor, now=NOW):  # noqa: F811
    return list(feeds.remarks(site.account(), cursor, now))


def test_a_feed_that_moved_for_good_says_where(site):  # noqa: F811
    site.pages["/feed"] = (301, "", {"Location": "/new"})
    site.pages["/new"] = (200, rss(1), {})
    _, cursor = fetch(site)
    assert said_of(site, cursor) == [f"The feed moved for good: it is read at {site.base}/new from now on."]
    _, cursor = fetch(site, cursor)
    assert len(said_of(site, cursor)) == 1, "it stays said"


def test_a_feed_that_moved_for_now_says_nothing(site):  # noqa: F811
    site.pages["/feed"] = (302, "", {"Location": "/new"})
    site.pages["/new"] = (200, rss(1), {})
    _, cursor = fetch(site)
    assert said_of(site, cursor) == []


def test_a_feed_that_is_long_silent_is_told(site):  # noqa: F811
    site.pages["/feed"] = (200, rss(1), {})
    _, cursor = fetch(site)
    assert said_of(site, cursor, NOW + timedelta(days=60)) == []
    [said] = said_of(site, cursor, NOW + timedelta(days=120))
    assert said == "Nothing new has been published here since 2026-03-30: this feed may be left behind."


@pytest.mark.parametrize(
    ("page", "words"),
    [((410, "", {}), "gone for good"), ((404, "", {}), "nothing at this address"), ((200, "<html>", {}), "no feed")],
)
def test_a_dead_feed_is_named_in_words(site, page, words):  # noqa: F811
    site.pages["/feed"] = (200, rss(1), {})
    _, cursor = fetch(site)
    site.pages["/feed"] = page
    first = Misconfigured if page[0] == 410 else Temporary
    with pytest.raises(first, match=words):
        fetch(site, cursor, now=NOW + timedelta(days=1))
    with pytest.raises(Misconfigured, match=words):
        fetch(site, cursor, now=NOW + timedelta(days=15))


ALERTS = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:idx="urn:atom-extension:indexing">
<id>tag:google.com,2005:reader/user/1/state/com.google/alerts/2</id><title>Google Alert - "Trois Fournils"</title>
<link href="https://www.google.com/alerts/feeds/1/2" rel="self"></link>
<entry><id>tag:google.com,2013:googlealerts/feed:3</id><title type="html">Le pain des &lt;b&gt;Trois Fournils&lt;/b&gt;</title>
<link href="https://www.google.com/url?rct=j&amp;sa=t&amp;url=https://www.echo.example/pain%3Fa%3D1%26b%3D2&amp;ct=ga&amp;cd=x&amp;usg=y"></link>
<published>2026-03-30T14:26:15Z</published><updated>2026-03-30T14:26:15Z</updated>
<content type="html">La tradition des &lt;b&gt;Trois Fournils&lt;/b&gt;,&amp;nbsp;...</content><author><name></name></author></entry></feed>"""


def test_a_google_alert_leads_to_the_article_itself():
    [one] = parse(ALERTS.encode(), url="https://www.google.com/alerts/feeds/1/2", now=NOW).items
    assert one.url == "https://www.echo.example/pain?a=1&b=2"
    assert (one.title, one.text) == ("Le pain des Trois Fournils", "La tradition des Trois Fournils,\u00a0...")
    assert (one.author.name, one.author.key) == ("echo.example", "echo.example")
    assert one.key == "tag:google.com,2013:googlealerts/feed:3"


@pytest.mark.parametrize("link", ["https://www.google.com/url?sa=t", "https://www.google.com/url?url=javascript:alert(1)",
                                  "https://evil.example/url?url=https://a.example/", "https://a.example/google.com/url?q=b"])  # fmt: skip
def test_other_links_stay_as_they_are(link):
    from liant.connectors.wrapped_links import unwrapped

    assert unwrapped(link) == link


def test_without_a_cursor_nothing_is_said_and_the_usual_pause_is_kept():
    account = Account({"url": "https://a.example/"})
    assert (list(feeds.remarks(account, None, NOW)), feeds.pause_seconds(account, None, NOW)) == ([], HOUR)
