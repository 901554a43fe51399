"""Collection is killed at random: each item is stored once, none is lost, and the ledger is right."""

import json
import os
import random
import time

import pytest

from tests.installation import Installation, kill, wait_while_it_grows


def campaign(installation: Installation, items: int, kills: int) -> None:
    house = installation.call("make_house")
    path = installation.folder / "heard.jsonl"
    with path.open("w") as file:
        for n in range(items):
            author = f"person{n % 97}"
            row = {"id": f"i{n}", "text": f"Trois Fournils, message {n} du jour", "handle": f"@{author}.example",
                   "author": author, "author_kind": "bluesky", "day": 1, "lang": "fr"}  # fmt: skip
            file.write(json.dumps(row) + "\n")
    installation.call("connect", organisation=house["organisation"], kind="files", name="Fichier",
                      settings={"path": str(path)})  # fmt: skip
    chance = random.Random(os.environ.get("LIANT_TEST_SEED", "fournils"))
    for _ in range(kills):
        worker = installation.worker()
        time.sleep(chance.uniform(0.8, 4.5))
        kill(worker)
    installation.rows("update channels_channel set claimed_until = null, next_due_at = now() returning id")
    installation.worker()
    for table, what in (("channels_item", "all items are stored"), ("inbox_message", "all are in the inbox")):
        wait_while_it_grows(lambda t=table: installation.one(f"select count(*) from {t}"), items, 90, what)
    time.sleep(1)
    assert installation.rows("select count(*), count(distinct key) from channels_item") == [(items, items)]
    assert installation.rows("select count(*), count(distinct item_id) from inbox_message") == [(items, items)]
    assert installation.one("select count(*) from listening_mention") == items
    assert installation.one("select sum(item_count) from channels_coverage where kind = 'heard'") == items
    assert installation.one("select count(*) from channels_coverage where kind = 'gap'") == 0
    assert installation.one("select count(*) from people_person where member_id is null") == 97


def test_killed_three_times_over_two_thousand_items(installation):
    campaign(installation, items=2_000, kills=3)


@pytest.mark.full
def test_killed_fifty_times_over_ten_thousand_items(installation):
    campaign(installation, items=10_000, kills=50)
