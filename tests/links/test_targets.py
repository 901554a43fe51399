"""Addresses that links lead to: looked at, and told of once when they are dead."""

import http.server
import threading
from datetime import timedelta

import pytest
from django.core import mail

from liant.kit import clock
from liant.links import actions, jobs, queries
from liant.links.models import Target
from liant.tenancy.before_tenant import link_targets_due
from liant.tenancy.context import tenant
from tests.people import member_of


class Site(http.server.BaseHTTPRequestHandler):
    """/404 answers 404, and so on; /moody as it feels; /large is larger than anyone reads."""

    mood = "404"

    def do_GET(self):
        word = self.path.strip("/").replace("moody", Site.mood)
        self.send_response(int(word) if word.isdigit() else 200)
        self.end_headers()
        self.wfile.write(b"x" * (2_000_000 if word == "large" else 10))

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def site():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.mark.parametrize(
    ("path", "seen"),
    [
        ("/200", ("", False)), ("/404", ("404", True)), ("/410", ("410", True)), ("/500", ("500", False)), ("/503", ("503", False)),
        ("/401", ("", False)), ("/403", ("", False)), ("/429", ("", False)), ("/large", ("", False)),
    ],
)  # fmt: skip
def test_what_is_seen_of_an_address(site, path, seen):
    assert jobs.seen(site + path) == seen


def test_where_nobody_is_is_gone(site):
    assert jobs.seen("http://127.0.0.1:9/")[1]
    assert jobs.seen("https://nobody.invalid/")[1]


@pytest.fixture
def look(transactional_db, settings, work_off):
    """`look(at)`: what a round does at that moment."""
    settings.EMAIL_HOST = "mail.test"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    def one(at):
        with clock.at(at):
            jobs.go_round.func(0)
            work_off()

    return one


def test_a_dead_address_is_told_once_to_whoever_looks_after_it_and_again_after_it_answered(
    look, organisation, alice, site
):
    cyril = member_of(organisation, "Cyril", "communicator")
    now = clock.now()
    with tenant(organisation.id):
        link = actions.make(actor=cyril, url=f"{site}/moody", name="Affiche du salon")
    look(now + timedelta(minutes=1))
    assert not mail.outbox  # one bad answer is no death
    for hours in (2, 3, 30, 60):
        look(now + timedelta(hours=hours))
    [letter] = mail.outbox
    assert letter.to == ["cyril@fournils.test"]
    assert f"{site}/moody" in letter.body
    assert "Affiche du salon" in letter.body
    assert "ne mène nulle part" in letter.subject
    with tenant(organisation.id):
        assert queries.dead_targets()
    for mood, hours, letters in (("200", (90,), 1), ("404", (120, 122, 150), 2)):
        Site.mood = mood
        for each in hours:
            look(now + timedelta(hours=each))
        assert len(mail.outbox) == letters
        with tenant(organisation.id):
            assert bool(queries.dead_targets()) is (mood == "404")
    with tenant(organisation.id):
        actions.change(actor=cyril, link=link, url=f"{site}/200", name="Affiche", network="")
        assert not queries.dead_targets()


def test_what_members_share_is_told_to_those_who_arrange_links_and_names_nobody(look, organisation, alice, bob, site):
    now = clock.now()
    with tenant(organisation.id):
        link = actions.share(actor=bob, url=f"{site}/410", network="linkedin")
    for hours in (0.1, 2):
        look(now + timedelta(hours=hours))
    [letter] = mail.outbox
    assert letter.to == ["alice@fournils.test"]
    assert link.code not in letter.body
    assert "Bob" not in letter.body
    assert "linkedin" not in letter.body.lower()


def test_one_address_is_looked_at_once_a_day_however_many_links_lead_there(look, organisation, alice, site):
    now = clock.now()
    with tenant(organisation.id):
        for _ in range(3):
            actions.make(actor=alice, url=f"{site}/200")
    assert len(link_targets_due(now + timedelta(minutes=1))) == 1
    look(now + timedelta(minutes=1))
    assert link_targets_due(now + timedelta(hours=20)) == []
    assert len(link_targets_due(now + timedelta(hours=25))) == 1
    with tenant(organisation.id):
        assert Target.objects.get().problem == ""


def test_nobody_looks_where_no_link_leads_any_more(look, organisation, alice, site):
    with tenant(organisation.id):
        link = actions.make(actor=alice, url=f"{site}/200")
        actions.end(actor=alice, link=link)
    assert link_targets_due(clock.now() + timedelta(days=2)) == []
