"""Fifty hours of operation in ten minutes: six channels, and whatever goes wrong in such a time. Nothing is lost, nothing is
there twice, what was not heard is in the ledger, and the worker does not grow.

The clock of the installation runs three hundred times as fast. Mail servers and the web of feeds are real; Mastodon is
the recorded server of tests/counterparts.
"""

import os
import random
import threading
import time

import pytest

from liant.kit import clock
from tests.counterparts.cutting_proxy import CuttingProxy
from tests.flows.operation import CHANNELS, Journals, Operation
from tests.installation import Installation, wait_while_it_grows

pytestmark = [pytest.mark.counterpart]
PACE = 300
MOST_GROWTH = 1.5
KEYS = {
    "rss": "%rss%", "json": "%json%", "file": "file%", "mastodon": "%/statuses/%", "mail": "mail%", "webhook": "%hook%",
}  # fmt: skip
FEEDS = {"rss": "RSS", "json": "JSON"}
GAPS = """select reason, count(*) from channels_coverage join channels_channel on channels_channel.id = channel_id
    where channels_coverage.kind = 'gap' and name = %s group by 1"""


def operate(installation: Installation, mastodon, mail, each: int, seconds: float, troubles: int) -> None:
    pace = f"{time.time():.0f}:{PACE}"
    installation.more["LIANT_CLOCK_PACE"] = pace
    house = installation.call("make_house")
    journals = Journals()
    with CuttingProxy("127.0.0.1", mail.imap_port) as line:
        try:
            operation = Operation(
                installation, house | {"address": "operation@fournils.test"}, connected(installation, house, mastodon, mail, line, journals),
                mastodon, mail, line, journals, clock.paced(pace),
                random.Random(os.environ.get("LIANT_TEST_SEED", "operation")),
            )  # fmt: skip
            operation.begin()
            speakers = [threading.Thread(target=operation.speak, args=(name, each, seconds)) for name in CHANNELS]
            for speaker in speakers:
                speaker.start()
            for _ in range(troubles):
                time.sleep(seconds / troubles * operation.chance.uniform(0.3, 1))
                operation.trouble()
            for speaker in speakers:
                speaker.join()
            settle(operation, each)
        finally:
            journals.stop()
    judge(operation, each)


def connected(installation, house, mastodon, mail, line, journals) -> dict[str, str]:
    """The six channels; the door of those who push."""

    def connect(kind, name, settings, secret=None):
        installation.call("connect", organisation=house["organisation"], kind=kind, name=name, settings=settings,
                          secret=secret or {})  # fmt: skip

    (installation.folder / "heard.jsonl").touch()
    connect("feeds", "RSS", {"url": f"{journals.url}/rss"})
    connect("feeds", "JSON", {"url": f"{journals.url}/json"})
    connect("files", "Fichier", {"path": str(installation.folder / "heard.jsonl")})
    connect(
        "mastodon", "Mastodon", {"server": mastodon.url, "days_back": 1}, {"token": mastodon.person("fournils").token}
    )
    box = mail.account("operation@fournils.test", imap_port=line.port)
    connect("mail", "Courriel", box.settings, box.secret)
    return installation.call("let_someone_push", organisation=house["organisation"])


def settle(operation: Operation, each: int) -> None:
    """The troubles are over; what was said comes in."""
    operation.journals.fault = ""
    operation.mastodon.behave()
    operation.mail_line.pass_through()
    operation.installation.call("mend_channels", organisation=operation.house["organisation"])
    operation.restart("worker")
    before = time.monotonic() + 30
    while time.monotonic() < before:  # warm, before the first look at its memory
        time.sleep(1)
    memory = operation.memory()
    heard = until_still(
        lambda: operation.installation.one("select count(*) from channels_item"), each * len(CHANNELS), 90
    )
    wait_while_it_grows(
        lambda: operation.installation.one("select count(item_id) from inbox_message"), heard, 120, "all that was heard"
    )
    assert operation.memory() < MOST_GROWTH * max(memory, 150), (memory, operation.memory())


def until_still(count, wanted: int, seconds: float) -> int:
    """How many there are once all are there, or once nothing has moved for so long."""
    reached, since = count(), time.monotonic()
    while reached < wanted and time.monotonic() - since < seconds:
        time.sleep(1)
        if (now := count()) > reached:
            reached, since = now, time.monotonic()
    return reached


def judge(operation: Operation, each: int) -> None:
    installation, total = operation.installation, 0
    for channel, pattern in KEYS.items():
        found = installation.one("select count(distinct text) from channels_item where key like %s and text like %s",
                                 pattern, f"%{channel}%")  # fmt: skip
        gaps = installation.rows(GAPS, FEEDS.get(channel, channel))
        print(f"{channel}: {found} of {each}; gaps: {gaps}")
        # what a feed no longer shows cannot be heard: the ledger says when that was
        assert found == each or (channel in FEEDS and gaps), channel
        total += found
    print(f"{total} messages; troubles: {operation.troubles}")
    assert installation.rows("select count(*), count(distinct text) from channels_item where not is_ours") == [
        (total, total)
    ]
    assert installation.rows("select count(item_id), count(distinct item_id) from inbox_message") == [(total, total)]
    assert installation.one("select count(*) from listening_mention") == total
    assert installation.one("select sum(item_count) from channels_coverage where kind = 'heard'") == total
    silent = "select count(*) from channels_coverage where kind = 'gap' and (reason = '' or from_at > to_at)"
    assert installation.one(silent) == 0


def test_an_afternoon_of_operation(installation, mastodon_server, mail_server):
    operate(installation, mastodon_server, mail_server, each=30, seconds=25, troubles=6)


@pytest.mark.full
def test_fifty_hours_of_operation(installation, mastodon_server, mail_server):
    operate(installation, mastodon_server, mail_server, each=3_334, seconds=600, troubles=90)
