"""What others push to a real installation: the web and the worker are killed again and again, a thousand slow jobs stand
in the queue, and every request that was told it is kept comes in, once."""

import json
import sys
import urllib.error
import urllib.request
from datetime import UTC, datetime

import pytest

from tests.channels.pushing import signed
from tests.installation import Installation, kill, wait_until, wait_while_it_grows


def open_door(installation: Installation) -> dict[str, str]:
    house = installation.call("make_house")
    return installation.call("let_someone_push", organisation=house["organisation"])


def push(door: dict[str, str], number: int) -> bool:
    """Whether it was told that the request is kept."""
    body = json.dumps(
        {"id": f"m{number}", "text": f"Trois Fournils, message {number}", "author": f"Personne {number % 9}"}
    )
    headers = signed(door["secret"], body, f"msg_{number}", datetime.now(UTC))
    request = urllib.request.Request(
        door["address"], body.encode(), {**headers, "content-type": "application/json"}, method="POST"
    )
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status == 202
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def campaign(installation: Installation, requests: int, kills: int) -> None:
    door = open_door(installation)
    web, worker = installation.web(), installation.worker()
    kept = set()
    for number in range(requests):
        if number and number % (requests // kills) == 0:
            kill(worker)
            kill(web)
            web, worker = installation.web(), installation.worker()
        if push(door, number) or push(door, number):  # a sender tries again
            kept.add(f"m{number}")
    read = "select count(*) from door_arrival where state = 'read'"
    wait_while_it_grows(lambda: installation.one(read), len(kept), 180, "all are read")
    stored = [key.partition(":")[2] for (key,) in installation.rows("select key from channels_item")]
    assert len(kept) == requests
    assert kept <= set(stored)
    assert len(stored) == len(set(stored))
    wait_while_it_grows(
        lambda: installation.one("select count(*) from inbox_message"), requests, 180, "all are in the inbox"
    )
    assert installation.rows("select count(*), count(distinct item_id) from inbox_message") == [(requests, requests)]


def test_nothing_that_was_told_kept_is_lost_when_web_and_worker_are_killed(installation):
    campaign(installation, requests=24, kills=2)


@pytest.mark.full
def test_nothing_is_lost_in_a_thousand_requests_and_twenty_kills(installation):
    campaign(installation, requests=1000, kills=20)


QUEUED = """insert into procrastinate_jobs (queue_name, task_name, priority, args)
select 'default', 'tests.slow', -5, '{}' from generate_series(1, 1000) returning id"""
SLOW = "select count(*) from procrastinate_jobs where task_name = 'tests.slow' and status = %s"


def test_chatwoot_15857_a_thousand_slow_jobs_of_low_priority_do_not_hold_what_is_pushed(installation):
    """All hands of the worker are busy, and will be for long; what is pushed has a hand of its own, and what it brings
    goes first (chatwoot #15857)."""
    door = open_door(installation)
    installation.web()
    assert len(installation.rows(QUEUED)) == 1000
    installation.start("worker", sys.executable, "-m", "tests.channels.slow_jobs")
    wait_until(lambda: installation.one(SLOW, "doing") >= 4, 60, "all hands are busy")
    assert push(door, 1)
    wait_until(lambda: installation.one("select count(*) from channels_item"), 60, "it is read")
    wait_until(lambda: installation.one("select count(*) from inbox_message"), 60, "it is in the inbox")
    assert installation.one(SLOW, "todo") > 900
