"""The worker is killed while it tells a programme: nothing is lost, and what comes twice comes under the same id."""

import json
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.installation import Installation, answers, free_port, kill, wait_until

ROOT = Path(__file__).resolve().parents[2]
ANNOUNCEMENTS = 120


def told(log: Path) -> list[dict]:
    return [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []


@pytest.mark.parametrize("kills", [1, pytest.param(3, marks=pytest.mark.full)])
def test_a_killed_worker_loses_no_announcement(installation: Installation, kills: int):
    port, log = free_port(), installation.folder / "received.jsonl"
    receiver = subprocess.Popen([sys.executable, "-m", "tests.hooks.receiver", str(port), str(log)], cwd=ROOT)
    try:
        wait_until(lambda: answers(port), 10, "the receiver answers")
        house = installation.call("make_house")
        installation.call(
            "announce", organisation=house["organisation"], url=f"http://127.0.0.1:{port}/told", count=ANNOUNCEMENTS
        )
        chance = random.Random("fournils")
        for _ in range(kills):
            worker, before = installation.worker(), len(told(log))
            wait_until(lambda seen=before: len(told(log)) > seen, 40, "something arrives")
            time.sleep(chance.uniform(0, 0.08))
            kill(worker)
            assert installation.one("select count(*) from hooks_dispatch where state <> 'arrived'") > 0
        installation.worker()
        wait_until(lambda: installation.one("select count(*) from hooks_dispatch where state = 'arrived'")
                   == ANNOUNCEMENTS, 120, "everything arrives")  # fmt: skip
    finally:
        receiver.kill()
        receiver.wait()
    ids = [row[0] for row in installation.rows("select message_id from hooks_announcement")]
    arrived = [one["headers"]["webhook-id"] for one in told(log)]
    assert set(arrived) == set(ids)
    assert len(arrived) - len(set(arrived)) <= kills  # one for each time it was killed, at most
