"""A piece planned for a moment leaves then, once, on real networks, though the worker is killed at any time; a crisis that
comes between stops it; home comes first."""

import itertools
import os
import random
import time
import uuid
from datetime import datetime

import httpx
import pytest

from tests.installation import Installation, kill, wait_until
from tests.writing.journal.elsewhere import site_elsewhere

pytestmark = [pytest.mark.counterpart, pytest.mark.xdist_group("atproto")]
POSTS = "app.bsky.feed.post"


class Account:
    """The bakery on a real network: its house, its channel, and what is there of it."""

    def __init__(self, installation: Installation, bakery, server: str):
        self.installation, self.bakery = installation, bakery
        self.house = installation.call("make_house")["organisation"]
        settings = {"server": server, "handle": bakery.handle, "days_back": 1}
        self.channel = installation.call("connect", organisation=self.house, kind="bluesky", name="Bluesky",
                                         settings=settings, secret={"password": bakery.password})  # fmt: skip

    def plan(self, title: str, body: str, seconds: float, home: bool = False, **values) -> int:
        networks = [["bluesky", self.channel], *([["journal", None]] if home else [])]
        return self.installation.call(
            "plan", organisation=self.house, title=title, body=body, networks=networks, seconds=seconds, **values
        )

    def records(self) -> list[dict]:
        """What is on the server, the oldest first."""
        params = {"repo": self.bakery.did, "collection": POSTS, "limit": 100}
        listed = self.bakery.call("GET", "com.atproto.repo.listRecords", params=params)
        return sorted(listed["records"], key=lambda record: record["value"]["createdAt"])

    def texts(self, beginning: str) -> list[str]:
        return [text for one in self.records() if (text := one["value"]["text"]).startswith(beginning)]

    def states(self, piece: int) -> set[str]:
        rows = self.installation.rows("select state from writing_version where piece_id = %s", piece)
        return {row[0] for row in rows}


@pytest.fixture
def account(installation, atproto_network):
    bakery = atproto_network.create_account(f"fournils-{uuid.uuid4().hex[:8]}")
    return Account(installation, bakery, atproto_network.pds)


@pytest.mark.parametrize("seconds", [15, pytest.param(60, marks=pytest.mark.full)])
def test_planned_for_later_it_is_there_then_and_once(installation, account, seconds):
    installation.worker()
    piece = account.plan("La nuit", "Il est deux heures, quai Saint-Jean.", seconds, picture="Samir devant le four")
    planned_at = installation.one("select planned_at from writing_version where piece_id = %s", piece)
    time.sleep(seconds - 8)
    assert account.texts("Il est deux") == [], "not before its moment"
    wait_until(lambda: account.states(piece) == {"published"}, 60, "it is published")
    assert account.texts("Il est deux") == ["Il est deux heures, quai Saint-Jean."]
    [record] = account.records()
    assert [image["alt"] for image in record["value"]["embed"]["images"]] == ["Samir devant le four"]
    published_at = installation.one("select published_at from writing_version where piece_id = %s", piece)
    print(f"there {(published_at - planned_at).total_seconds():.1f} s after its moment")
    assert (published_at - planned_at).total_seconds() < 30


def test_home_comes_first_and_the_copy_leads_there(installation, account):
    """The page in the journal, then the copy with its link and a card of it."""
    installation.web()
    installation.call("open_journal", organisation=account.house)
    installation.worker()
    piece = account.plan("La nuit", "Il est deux heures, quai Saint-Jean.", 2, home=True)
    records = wait_until(account.records, 90, "the copy is there")
    home, at_home = installation.rows(
        "select published_url, published_at from writing_version where piece_id = %s and network = 'journal'", piece
    )[0]
    assert (
        installation.one("select state from writing_version where piece_id = %s and network = 'journal'", piece)
        == "published"
    )
    assert datetime.fromisoformat(records[0]["value"]["createdAt"]) >= at_home
    page = httpx.get(home, timeout=20)
    assert page.status_code == 200
    assert "quai Saint-Jean" in page.text
    [copy] = [record["value"] for record in records]
    assert copy["text"] == f"Il est deux heures, quai Saint-Jean.\n{home}"
    assert copy["embed"]["external"]["uri"] == home
    assert copy["facets"][0]["features"][0]["uri"] == home
    print(f"home {home}, copy {records[0]['uri']}")


def test_feeds_and_webmentions_come_before_the_copy(installation, account):
    """While the page that it links to is told, and takes its time, the piece is at home and in its feeds, and its copy
    waits; so it does for the hub."""
    feed, seen = f"{installation.address}/houses/fournils/journal/feed.rss", {}

    def look(path: str, said: dict[str, str]) -> None:
        if path not in seen:
            time.sleep(4)  # longer than the worker waits between two looks for what is due
            home = httpx.get(said["source"], timeout=20).text if "source" in said else ""
            seen[path] = (home, httpx.get(said.get("hub.url", feed), timeout=20).text, account.records())

    with site_elsewhere() as elsewhere:
        elsewhere.pages["/post"] = ({}, '<link rel="webmention" href="/mention">')
        elsewhere.when_told = look
        installation.web()
        installation.call("open_journal", organisation=account.house, hub_url=f"{elsewhere.address}/hub")
        installation.worker()
        account.plan("La nuit", f"Il est deux heures : [leur four]({elsewhere.address}/post).", 2, home=True)
        wait_until(account.records, 90, "the copy is there")
    assert set(seen) == {"/mention", "/hub"}
    for path, (home, listed, copies) in seen.items():
        assert path == "/hub" or "Il est deux heures" in home
        assert "Il est deux heures" in listed
        assert copies == []


def kill_at_random_moments(installation: Installation, account: Account, kills: int, thread: bool) -> None:
    worker = installation.worker()
    chance = random.Random(os.environ.get("LIANT_TEST_SEED", "publishing"))
    for n in range(kills):
        parts = [f"Tour {n}, la suite {place}." for place in (1, 2)] if thread else []
        piece = account.plan(f"Tour {n}", f"Tour {n}, quai Saint-Jean.", 3, thread=parts)
        pause = chance.uniform(2.5, 7)
        time.sleep(pause)
        kill(worker)
        there = len(account.texts(f"Tour {n},"))
        worker = installation.worker()
        wait_until(lambda p=piece: account.states(p) == {"published"}, 120, f"piece {n} is published")
        found = account.texts(f"Tour {n},")
        print(f"kill {n + 1:2} after {pause:.2f} s: {there} of {1 + len(parts)} there; in the end {len(found)}")
        assert found == [f"Tour {n}, quai Saint-Jean.", *parts]
        assert_chained(account, f"Tour {n},")
    time.sleep(8)
    assert len(account.records()) == kills * (3 if thread else 1), "nothing came twice, later"


def assert_chained(account: Account, beginning: str) -> None:
    """Each part answers the one above it, under the first."""
    found = [one for one in account.records() if one["value"]["text"].startswith(beginning)]
    for above, below in itertools.pairwise(found):
        assert below["value"]["reply"]["parent"]["uri"] == above["uri"]
        assert below["value"]["reply"]["root"]["uri"] == found[0]["uri"]


@pytest.mark.parametrize("kills", [1, pytest.param(20, marks=pytest.mark.full)])
def test_killed_within_a_thread(installation, account, kills):
    kill_at_random_moments(installation, account, kills, thread=True)


def test_a_crisis_between_queueing_and_sending_stops_it_until_it_is_released(installation, account):
    piece = account.plan("Un gâteau", "Nos gâteaux du dimanche.", 0)
    installation.call("queue_now", organisation=account.house, piece=piece)
    assert installation.one("select state from deliveries_delivery") == "queued"
    crisis = installation.call("switch_crisis_on", organisation=account.house)
    installation.worker()
    held = "select state from deliveries_delivery"
    wait_until(lambda: installation.one(held) == "held", 60, "the worker holds it")
    time.sleep(5)
    assert account.records() == []
    installation.call("release", organisation=account.house, crisis=crisis, piece=piece)
    wait_until(lambda: account.states(piece) == {"published"}, 60, "released, it leaves")
    assert account.texts("Nos gâteaux") == ["Nos gâteaux du dimanche."]


def test_corrected_it_says_so_and_withdrawn_it_is_gone(installation, account):
    installation.worker()
    piece = account.plan("La nuit", "Il est deux heures.", 1, thread=["On pétrit."])
    wait_until(lambda: account.states(piece) == {"published"}, 60, "it is published")
    assert len(account.records()) == 2
    installation.call("correct", organisation=account.house, piece=piece, body="Il est trois heures.")
    behind = "select is_behind from publishing_departure"
    assert installation.one(behind) is True, "Bluesky changes no words: a person decides"
    installation.call("withdraw", organisation=account.house, piece=piece)
    wait_until(lambda: account.records() == [], 60, "it is taken away")
    gone = "select state from publishing_departure"
    wait_until(lambda: installation.one(gone) == "gone", 30, "and known to be gone")
