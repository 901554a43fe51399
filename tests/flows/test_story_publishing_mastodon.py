"""A thread planned for a moment leaves then on Mastodon, each part once and under the one above it, though the worker is
killed; a correction changes it there, and withdrawn it is gone. The server is tests/counterparts/mastodon_server.py."""

import os
import random
import time

import pytest
from mastodon.errors import MastodonNotFoundError

from tests.installation import Installation, kill, wait_until

pytestmark = [pytest.mark.counterpart]
STILL_LEAVING_SECONDS = 120  # what is absent is not sent again before


class Account:
    """The bakery on the server: its house, its channel, what is there of it."""

    def __init__(self, installation: Installation, us, server: str):
        self.installation, self.us = installation, us
        self.house = installation.call("make_house")["organisation"]
        settings = {"server": server, "days_back": 1, "visibility": "public"}
        self.channel = installation.call("connect", organisation=self.house, kind="mastodon", name="Mastodon",
                                         settings=settings, secret={"token": us.token})  # fmt: skip

    def plan(self, title: str, body: str, seconds: float, **values) -> int:
        return self.installation.call("plan", organisation=self.house, title=title, body=body, seconds=seconds,
                                      networks=[["mastodon", self.channel]], **values)  # fmt: skip

    def statuses(self, beginning: str) -> list:
        """The oldest first, as their author wrote them."""
        found = [(status, self.source_of(status)) for status in reversed(self.us.statuses())]
        return [(status, text) for status, text in found if text.startswith(beginning)]

    def source_of(self, status) -> str:
        try:
            return self.us.client.status_source(status.id).text
        except MastodonNotFoundError:  # taken away since it was listed
            return ""

    def is_published(self, piece: int) -> bool:
        states = self.installation.rows("select state from writing_version where piece_id = %s", piece)
        return {row[0] for row in states} == {"published"}


@pytest.fixture
def account(installation, mastodon_server):
    return Account(installation, mastodon_server.person("fournils"), mastodon_server.url)


@pytest.mark.full  # most of three minutes is waiting; that of Bluesky is in the suite
@pytest.mark.parametrize("kills", [1, 5])
def test_killed_within_a_thread(installation, account, kills):
    worker = installation.worker()
    chance = random.Random(os.environ.get("LIANT_TEST_SEED", "publishing"))
    for n in range(kills):
        parts = [f"Tour {n}, la suite {place}." for place in (1, 2)]
        piece = account.plan(f"Tour {n}", f"Tour {n}, quai Saint-Jean.", 3, thread=parts)
        wait_until(lambda b=f"Tour {n},": account.statuses(b), 60, "the first part is there")
        time.sleep(chance.uniform(0, 1.5))
        kill(worker)
        there = len(account.statuses(f"Tour {n},"))
        worker = installation.worker()
        wait_until(lambda p=piece: account.is_published(p), STILL_LEAVING_SECONDS + 120, f"piece {n} is published")
        found = account.statuses(f"Tour {n},")
        print(f"kill {n + 1}: {there} of 3 there; in the end {len(found)}")
        assert [text for _status, text in found] == [f"Tour {n}, quai Saint-Jean.", *parts]
        above = [None, *(str(status.id) for status, _text in found)]
        assert [str(s.in_reply_to_id) if s.in_reply_to_id else None for s, _text in found] == above[:3]


def test_corrected_it_is_changed_there_with_its_picture_and_withdrawn_it_is_gone(installation, account):
    installation.worker()
    piece = account.plan(
        "Le four", "Le four à deux heures.", 1, thread=["Le four, la suite."], picture="Le four ouvert"
    )
    wait_until(lambda: account.is_published(piece), 60, "it is published")
    installation.call("correct", organisation=account.house, piece=piece, body="Le four à trois heures.")
    wait_until(
        lambda: [text for _s, text in account.statuses("Le four à")] == ["Le four à trois heures."], 60, "changed"
    )
    [(status, _text)] = account.statuses("Le four à")
    assert [one.description for one in status.media_attachments] == ["Le four ouvert"]
    installation.call("withdraw", organisation=account.house, piece=piece)
    wait_until(lambda: account.statuses("Le four") == [], 60, "it is taken away")
    wait_until(lambda: installation.one("select state from publishing_departure") == "gone", 30, "known to be gone")
