"""The worker is killed while it tells people whom they meet: nobody is told twice, nobody is skipped in silence."""

import json
import random
import re
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from liant.meetings.sending import AT_ONCE
from tests.installation import Installation, answers, free_port, kill, wait_until, wait_while_it_grows

ROOT = Path(__file__).resolve().parents[2]
PEOPLE = 60
TO_ANSWER = 0.05  # so that a kill finds a message under way, and the fastest machine has some left after all kills
LOOKS_AGAIN = 330  # the worker looks every five minutes for what nothing else brought up


def told(log: Path) -> list[str]:
    """Whom each one who was told meets: tables of two, so that each name is told to one person."""
    lines = [one for one in log.read_text().splitlines(True) if one.endswith("\n")] if log.exists() else []
    return [re.search(r"P\d+", json.loads(json.loads(line)["body"])["title"])[0] for line in lines]


@pytest.mark.flaky(reruns=1)  # the kill has to come midway
@pytest.mark.parametrize("kills", [1, pytest.param(4, marks=pytest.mark.full)])
def test_a_killed_worker_loses_no_invitation_and_tells_nobody_twice(installation: Installation, kills: int):
    port, log = free_port(), installation.folder / "told.jsonl"
    receiver = subprocess.Popen(
        [sys.executable, "-m", "tests.hooks.receiver", str(port), str(log), str(TO_ANSWER)], cwd=ROOT
    )
    try:
        wait_until(lambda: answers(port), 60, "the chat answers")
        house = installation.call("make_house")["organisation"]
        place = f"json://127.0.0.1:{port}/told"
        installation.call("tests.meetings.inside:drawn_house", organisation=house, people=PEOPLE, chat=place)
        assert installation.one("select count(*) from meetings_notice where state = 'waiting'") == PEOPLE
        chance = random.Random("fournils")
        for number in range(kills):
            worker, before = installation.worker(), len(told(log))
            wait_until(
                lambda seen=before: len(told(log)) > seen, LOOKS_AGAIN, f"some are told before kill {number + 1}", 0.02
            )
            time.sleep(chance.uniform(0, 0.05))
            kill(worker)
            installation.call("tests.meetings.inside:look")
        assert installation.one("select count(*) from meetings_notice where state = 'waiting'") > 0, (
            "it was killed midway"
        )
        installation.worker()
        settled = "select count(*) from meetings_notice where state in ('sent', 'unknown')"
        wait_while_it_grows(lambda: installation.one(settled), PEOPLE, LOOKS_AGAIN, "everyone is told")
        names = "select o.name from meetings_notice n join meetings_partner p on p.member_id = n.member_id join accounts_member o on o.id = p.other_id where n.state = %s"
        sent, unknown = ({row[0] for row in installation.rows(names, state)} for state in ("sent", "unknown"))
        arrived = Counter(told(log))
        assert max(arrived.values()) == 1, "nobody is told twice"
        assert sent <= arrived.keys(), "what is called sent was taken"
        assert arrived.keys() <= sent | unknown, "what was taken is called sent, or unknown"
        assert len(sent) + len(unknown) == PEOPLE, "nobody is skipped in silence"
        assert len(unknown) <= AT_ONCE * kills, "only what was in a dead worker's hands is unknown"
    finally:
        receiver.kill()
        receiver.wait()
