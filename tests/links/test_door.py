"""The door of short links in a real web server: what it answers, how soon, what it keeps and what it passes on."""

import http.client
import statistics
import time

import psycopg
import pytest

from tests.installation import kill, wait_until
from tests.links.following import BROWSER

CALLER = "203.0.113.77"  # as a web server in front tells it
HEADERS = {"User-Agent": BROWSER, "X-Forwarded-For": CALLER, "Accept-Language": "fr"}


@pytest.fixture(scope="module")
def site(installation_of_file):
    installation_of_file.more = {"LIANT_LINKS_PER_MINUTE": "600"}
    house = installation_of_file.call("make_house")
    codes = installation_of_file.call("tests.links.furniture:make_links", organisation=house["organisation"], count=5)
    return installation_of_file, installation_of_file.web(), house["organisation"], codes


CUT = """select pg_terminate_backend(pid) from pg_stat_activity
where datname = current_database() and usename = current_user and pid <> pg_backend_pid()"""


class Caller:
    def __init__(self, port, headers=HEADERS):
        self.connection, self.headers = http.client.HTTPConnection("127.0.0.1", port, timeout=20), headers

    def ask(self, path, method="GET", **headers):
        self.connection.request(method, path, headers=self.headers | headers)
        answer = self.connection.getresponse()
        return answer, answer.read().decode()


def counted(installation, code):
    sql = "select kind, sum(count) from links_follow f join links_link l on l.id = f.link_id where code = %s group by 1"
    return dict(installation.rows(sql, code))


def test_it_sends_on_within_ten_milliseconds_and_sets_nothing(site):
    installation, _web, _house, codes = site
    caller, times = Caller(installation.port), []
    for _ in range(200):
        start = time.perf_counter()
        answer, body = caller.ask(f"/l/{codes[0]}")
        times.append(1000 * (time.perf_counter() - start))
        assert (answer.status, answer.headers["Location"], body) == (302, "https://fournils.test/0", "")
    assert statistics.median(times) < 10
    assert answer.headers["Set-Cookie"] is None
    assert answer.headers["Cache-Control"] == "no-store"
    assert counted(installation, codes[0]) == {"person": 200}


def test_previews_are_counted_apart_and_a_house_s_own_domain_has_its_own_links(site):
    installation, _web, _house, codes = site
    caller = Caller(installation.port)
    assert caller.ask(f"/l/{codes[1]}", "HEAD")[0].status == 302
    assert caller.ask(f"/l/fournils/{codes[1]}", **{"User-Agent": "LinkedInBot/1.0"})[0].status == 302
    assert caller.ask(f"/l/fournils/{codes[1]}/")[0].status == 302
    assert caller.ask(f"/l/another/{codes[1]}")[0].status == 404
    assert counted(installation, codes[1]) == {"preview": 2, "person": 1}


def test_what_it_does_not_know_is_answered_by_the_pages(site):
    installation, *_ = site
    caller = Caller(installation.port)
    for path in ("/l/abcdefghj", "/l/../o/", "/l/%00", "/l/%C3%A9", "/l/"):
        assert caller.ask(path)[0].status == 404
    _answer, page = caller.ask("/l/abcdefghj")
    assert "<html" in page
    assert caller.ask("/healthz")[0].status in (200, 204)
    assert caller.ask("/l/abcdefghj", "POST")[0].status in (403, 405)


def test_a_change_is_followed_and_an_end_is_said_within_seconds(site):
    installation, _web, house, codes = site
    caller = Caller(installation.port)
    assert caller.ask(f"/l/{codes[2]}")[0].status == 302
    installation.call("tests.links.furniture:end_link", organisation=house, code=codes[2])
    fresh = Caller(installation.port)  # the other line was idle for too long
    wait_until(lambda: fresh.ask(f"/l/{codes[2]}")[0].status == 410, 5, "it is over")
    assert "Ce lien ne sert plus" in fresh.ask(f"/l/{codes[2]}")[1]


def test_nothing_of_whoever_follows_is_kept_anywhere(site):
    """Every column of every table of links, and the log of the web server."""
    installation, _web, _house, codes = site
    Caller(installation.port).ask(f"/l/{codes[3]}", Referer="https://mail.test/secret-page")
    tables = installation.rows("select tablename from pg_tables where tablename like 'links_%'")
    with psycopg.connect(installation.owner_url) as owner:
        rows = [row for (table,) in tables for row in owner.execute(f'select t::text from "{table}" t')]
    told = " ".join(row[0] for row in rows) + installation.log("web")
    assert codes[3] in told
    for trace in (CALLER, "127.0.0.1", "Mozilla", "Firefox", "secret-page"):
        assert trace not in told.replace(installation.address, "")


def test_whoever_knocks_without_end_is_asked_to_wait_and_the_others_are_not(site):
    installation, _web, _house, codes = site
    hasty = {**HEADERS, "X-Forwarded-For": "203.0.113.9"}
    caller = Caller(installation.port, hasty)
    statuses = [caller.ask(f"/l/{codes[4]}")[0].status for _ in range(1300)]  # the minute may turn meanwhile
    assert 429 in statuses
    assert statuses.count(302) == counted(installation, codes[4])["person"]
    assert Caller(installation.port).ask(f"/l/{codes[4]}")[0].status == 302


def test_follows_wait_for_a_database_that_is_away_and_none_is_lost(site):
    """Its connections are cut under it, as a restart does."""
    installation, _web, _house, codes = site
    caller = Caller(installation.port)
    before = counted(installation, codes[3])["person"]
    for _ in range(5):
        with psycopg.connect(installation.app_url, autocommit=True) as one_of_them:
            one_of_them.execute(CUT)
        assert caller.ask(f"/l/{codes[3]}")[0].status == 302
    assert counted(installation, codes[3])["person"] == before + 5


def test_asked_to_stop_it_answers_first(site):
    """Last of the file: the server is gone afterwards."""
    import signal

    installation, web, _house, codes = site
    assert Caller(installation.port).ask(f"/l/{codes[0]}")[0].status == 302
    kill(web, signal.SIGTERM)
    assert "Traceback" not in installation.log("web")
