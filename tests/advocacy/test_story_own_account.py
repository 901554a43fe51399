"""What an expert asks to publish on their own account is there once, on a real server of the AT Protocol, though the worker is killed
at any time and the line is cut; nothing leaves that they took back, and the house learns of none of it."""

import os
import random
import time
import uuid

import pytest

from tests.counterparts.cutting_proxy import CuttingProxy
from tests.installation import Installation, kill, wait_until

pytestmark = [pytest.mark.counterpart, pytest.mark.xdist_group("atproto")]
STILL_LEAVING_SECONDS = 120  # on Mastodon, what is absent is not sent again before
POSTS = "app.bsky.feed.post"
INSIDE = "tests.advocacy.own_inside:"
BEGINNING = "Je travaille aux Trois Fournils. "


class Nadia:
    """Her account on the network, and what is there of her."""

    def __init__(self, installation: Installation, network, server: str = ""):
        self.installation = installation
        self.person = network.create_account(f"nadia-{uuid.uuid4().hex[:8]}")
        settings = {"server": server or network.pds, "handle": self.person.handle}
        self.house = installation.call(
            f"{INSIDE}an_expert", network="bluesky", settings=settings, secret={"password": self.person.password}
        )

    def publish(self, text: str, seconds: float = 0) -> int:
        return self.installation.call(
            f"{INSIDE}publish", organisation=self.house, network="bluesky", text=text, seconds=seconds
        )

    def there(self) -> list[dict]:
        params = {"repo": self.person.did, "collection": POSTS, "limit": 100}
        return [
            one["value"] for one in self.person.call("GET", "com.atproto.repo.listRecords", params=params)["records"]
        ]

    def saying(self, text: str) -> list[dict]:
        return [one for one in self.there() if one["text"].startswith(BEGINNING + text)]

    def state(self, posting: int) -> tuple[str, str, str]:
        """Of the posting and of its share, and what stood in its way."""
        sql = ("select p.state, s.state, p.problem from own_accounts_posting p join advocacy_share s on s.id = p.share_id "
               "where p.id = %s")  # fmt: skip
        return self.installation.rows(sql, posting)[0]

    def is_done(self, posting: int) -> bool:
        return self.state(posting)[:2] == ("sent", "done")


@pytest.fixture
def nadia(installation, atproto_network):
    return Nadia(installation, atproto_network)


@pytest.mark.parametrize("kills", [1, pytest.param(20, marks=pytest.mark.full)])
def test_killed_while_a_share_leaves_it_is_there_once(installation, nadia, kills):
    worker = installation.worker()
    chance = random.Random(os.environ.get("LIANT_TEST_SEED", "own account"))
    left_when_killed = 0
    for n in range(kills):
        posting = nadia.publish(f"Tour {n}, le levain a froid.")
        if n % 2 == 0:  # every other time as it leaves, else at any moment
            wait_until(lambda p=posting: nadia.state(p)[0] != "queued", 60, f"share {n} is leaving", pause=0.002)
        time.sleep(chance.uniform(0, 0.08 if n % 2 == 0 else 0.6))
        kill(worker)
        when, there = nadia.state(posting)[0], len(nadia.saying(f"Tour {n},"))
        left_when_killed += there
        print(f"kill {n + 1:2} while {when}, {there} there")
        worker = installation.worker()
        wait_until(lambda p=posting: nadia.is_done(p), 90, f"share {n} is done")
        [record] = nadia.saying(f"Tour {n},")
        link = record["embed"]["external"]["uri"]
        assert record["text"].endswith(link)
    time.sleep(5)
    print(f"{kills} kills; {left_when_killed} had arrived when it was killed; in the end {len(nadia.there())}")
    assert len(nadia.there()) == kills, "nothing came twice, later"


def test_the_line_is_cut_after_the_bytes_left(installation, atproto_network):
    host, port = atproto_network.pds.removeprefix("http://").split(":")
    with CuttingProxy(host, int(port)) as proxy:
        nadia = Nadia(installation, atproto_network, server=proxy.url)
        installation.worker()
        for n, plan in enumerate((proxy.cut_after_request, proxy.swallow_request, proxy.cut_within_request)):
            plan(marker=b"putRecord")
            posting = nadia.publish(f"Ligne {n}.")
            wait_until(lambda p=posting: nadia.is_done(p), 60, f"share {n} is done")
            assert len(nadia.saying(f"Ligne {n}.")) == 1
        assert proxy.cuts == 3


def test_it_leaves_at_the_moment_that_was_chosen_unless_it_is_taken_back(installation, nadia):
    installation.worker()
    kept, taken_back = nadia.publish("À l’heure.", seconds=12), nadia.publish("Non, finalement.", seconds=12)
    assert installation.call(f"{INSIDE}take_back", organisation=nadia.house, posting=taken_back)
    time.sleep(6)
    assert nadia.there() == [], "not before its moment"
    wait_until(lambda: nadia.is_done(kept), 60, "it is there")
    time.sleep(3)
    assert nadia.state(taken_back) == ("cancelled", "begun", "")
    assert [one["text"][len(BEGINNING) :].partition("\n")[0] for one in nadia.there()] == ["À l’heure."]


def test_a_crisis_hands_it_back_and_never_lets_it_leave_by_itself(installation, nadia):
    posting = nadia.publish("Nos gâteaux.")
    installation.call(f"{INSIDE}switch_crisis_on", organisation=nadia.house)
    installation.worker()
    wait_until(lambda: nadia.state(posting)[0] == "cancelled", 60, "it is in her hands again")
    assert nadia.state(posting)[1] == "refused"
    assert nadia.there() == []
    told = installation.rows("select words from crisis_line where kind = 'stopped'")
    assert told == [], "and the house is not told that anything waited"


def test_nothing_but_its_own_rows_tells_whose_it_was(installation, nadia):
    installation.worker()
    posting = nadia.publish("Une chose que je sais.")
    wait_until(lambda: nadia.is_done(posting), 60, "it is there")
    jobs = installation.rows("select args::text from procrastinate_jobs where task_name like 'own_accounts.%'")
    assert jobs
    assert not [args for (args,) in jobs if "member" in args or "nadia" in args.lower() or "bsky" in args]
    assert installation.one("select count(*) from deliveries_delivery") == 0
    told = installation.rows("select verb from audit_entry where actor_name = 'Nadia'")
    assert told == []


@pytest.mark.full
@pytest.mark.parametrize("kills", [5])
def test_killed_while_a_share_leaves_for_mastodon_it_is_there_once(installation, mastodon_server, kills):
    """tests/counterparts/mastodon_server.py remembers idempotency keys as Mastodon does."""
    karima = mastodon_server.person("karima")
    house = installation.call(f"{INSIDE}an_expert", network="mastodon", settings={"server": mastodon_server.url},
                              remembered={"access": karima.token})  # fmt: skip
    worker, state = installation.worker(), "select state from own_accounts_posting where id = %s"
    chance = random.Random(os.environ.get("LIANT_TEST_SEED", "own account"))
    for n in range(kills):
        posting = installation.call(f"{INSIDE}publish", organisation=house, network="mastodon", text=f"Tour {n}.")
        wait_until(lambda p=posting: installation.one(state, p) != "queued", 60, "it is leaving", pause=0.002)
        time.sleep(chance.uniform(0, 0.08))
        kill(worker)
        print(f"kill {n + 1} while {installation.one(state, posting)}, {len(karima.statuses()) - n} there")
        worker = installation.worker()
        done = STILL_LEAVING_SECONDS + 120
        wait_until(lambda p=posting: installation.one(state, p) == "sent", done, f"share {n} is done")
        assert len(karima.statuses()) == n + 1
