"""A newsletter through a real SMTP server while its worker is killed: nobody gets it twice, nobody is skipped in silence."""

import os
import random
import time
from collections import Counter
from datetime import timedelta

import httpx
import pytest

from liant.writing.newsletter.sending import IN_FLIGHT
from tests.installation import kill, wait_until, wait_while_it_grows
from tests.writing.test_newsletter_returns import report

COUNTS = "select queued, sent, refused, unknown, bounced from newsletter_issue where id = %s"


def campaign(installation, mail_server, people: int, gone: int, kills: int, per_minute: int) -> None:
    house = installation.call("make_house")["organisation"]
    before = len(mail_server.thrown_away())
    made = installation.call("newsletter", organisation=house, imap_port=mail_server.imap_port, smtp_port=mail_server.smtp_port,
                             people=people, gone=gone, per_minute=per_minute, per_hour=200_000)  # fmt: skip
    issue = made["issue"]

    def settled() -> int:
        return installation.one("select sent + refused + unknown + bounced from newsletter_issue where id = %s", issue)

    chance, began = random.Random(os.environ.get("LIANT_TEST_SEED", "fournils")), time.monotonic()
    for number in range(kills):
        worker, reached = installation.worker(), settled()
        wait_while_it_grows(settled, reached + people // (kills + 2), 90, f"letters leave before kill {number + 1}")
        time.sleep(chance.uniform(0, 0.5))
        kill(worker)
    worker = installation.worker()
    wait_while_it_grows(settled, people + gone, 120, "every letter is settled")
    wait_until(
        lambda: installation.one("select state from newsletter_issue where id = %s", issue) == "sent", 60, "it is over"
    )
    took = time.monotonic() - began
    unknown_of = "select s.address from newsletter_envelope e join newsletter_subscriber s on s.id = e.subscriber_id where e.state = %s"
    sent, unknown, refused = (
        {row[0] for row in installation.rows(unknown_of, state)} for state in ("sent", "unknown", "refused")
    )
    wait_while_it_grows(lambda: len(mail_server.thrown_away()) - before, len(sent), 60, "the server has dealt with all")
    arrived = Counter(mail_server.thrown_away()[before:])
    assert max(arrived.values()) == 1, "nobody gets it twice"
    assert sent <= arrived.keys(), "what is called sent was taken"
    assert arrived.keys() <= sent | unknown, "what was taken is called sent, or unknown"
    assert len(sent) + len(unknown) == people, "nobody is skipped in silence"
    assert len(unknown) <= IN_FLIGHT * kills, "only what was in a dead worker's hands is unknown"
    assert refused == {f"gone{n}@readers.test" for n in range(gone)}
    assert installation.one("select count(*) from newsletter_subscriber where suspended_at is not null") == gone
    the_rate_was_kept(installation, per_minute)
    a_reader_leaves(installation, issue, house)
    a_letter_comes_back(installation, mail_server, issue)
    print(f"{people} readers in {took:.0f} s, {kills} kills, {len(unknown)} unknown: {sorted(unknown)}")
    assert len(mail_server.thrown_away()) - before == sum(arrived.values()), "unknown is never sent again by itself"


def the_rate_was_kept(installation, per_minute: int) -> None:
    moments = [row[0] for row in installation.rows("select sending_at from newsletter_envelope order by sending_at")]
    assert all(
        later - sooner >= timedelta(minutes=1) for sooner, later in zip(moments, moments[per_minute:], strict=False)
    )


def a_reader_leaves(installation, issue: int, house: int) -> None:
    """As a mail programme does it: no page, no cookie, no sign-in."""
    installation.web()
    url = installation.call("way_out", issue=issue, organisation=house)
    on = "select count(*) from newsletter_subscription where state = 'on'"
    before = installation.one(on)
    answer = httpx.post(url, data={"List-Unsubscribe": "One-Click"}, timeout=30)
    assert (answer.status_code, installation.one(on)) == (200, before - 1)


def a_letter_comes_back(installation, mail_server, issue: int) -> None:
    """Through the mailbox, read by the collector, into the list."""
    mark, address = installation.rows(
        "select e.mark, s.address from newsletter_envelope e join newsletter_subscriber s on s.id = e.subscriber_id "
        "where e.issue_id = %s and e.state = 'sent' order by e.id desc limit 1", issue,
    )[0]  # fmt: skip
    mail_server.deliver("lettre@liant.test", report(mark=mark, to=address), sender="")
    wait_until(
        lambda: installation.one("select bounced from newsletter_issue where id = %s", issue) == 1, 120, "it is read"
    )


def test_a_letter_to_four_hundred_whose_worker_is_killed_twice(installation, mail_server):
    campaign(installation, mail_server, people=400, gone=2, kills=2, per_minute=6000)


@pytest.mark.full
def test_a_letter_to_ten_thousand_whose_worker_is_killed_three_times(installation, mail_server):
    campaign(installation, mail_server, people=10_000, gone=20, kills=3, per_minute=3000)
