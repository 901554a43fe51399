"""The whole way, on a real mail server: out, read by a person, and back; and to a mailbox that does not exist."""

from itertools import count
from typing import Any

import pytest

from liant.deliveries.models import Delivery
from liant.inbox.models import Conversation
from tests.counterparts.processes import wait_until
from tests.inbox.canary.conftest import published, the_canary
from tests.people import do_jobs

pytestmark = [
    pytest.mark.counterpart,
    pytest.mark.xdist_group("mail"),
    pytest.mark.usefixtures("private_addresses"),
    pytest.mark.django_db,
]


_numbers = count()


@pytest.fixture
def asking(house, alice, mail_server) -> Any:
    return a_real_mailbox(alice, mail_server, f"bonjour-canari{next(_numbers)}@liant.test")


def a_real_mailbox(actor: Any, mail_server: Any, address: str) -> Any:
    from liant.channels.actions import connect_channel

    account = mail_server.account(address)
    return connect_channel(actor=actor, kind="mail", name=address, settings=account.settings, secret=account.secret,
                           default_hat="customer")  # fmt: skip


def collect(channel: Any) -> None:
    """One pass, as the collector makes it; then the jobs that follow."""
    from liant.channels.collection import store_page
    from liant.kit import clock

    channel.refresh_from_db()
    page = channel.connector.fetch(channel.account(), channel.cursor, clock.now())
    store_page(channel, page)
    do_jobs()


def test_a_persons_answer_proves_that_the_address_is_read(asking, alice, mail_server):
    press = published(alice, asking, target="presse-canari@liant.test")
    collect(asking)
    round_now(press)
    canary = the_canary(press)
    assert canary.state == "sent"
    wait_until(lambda: mail_server.messages(press.target), 20, "The message")
    letter = mail_server.messages(press.target)[0]
    assert canary.code in letter.subject
    mail_server.write(asking.name, f"Re: {letter.subject}", "lu", sender=press.target,
                      In_Reply_To=letter.headers["message-id"][0])  # fmt: skip
    collect(asking)
    canary.refresh_from_db()
    assert canary.state == "answered"
    assert not Conversation.objects.exists()


def test_where_the_mailbox_is_ours_a_colleague_answers_it_as_any_other(asking, alice, mail_server):
    from liant.inbox.actions import reply

    ours = a_real_mailbox(alice, mail_server, "emplois-canari@liant.test")
    jobs = published(alice, asking, target="emplois-canari@liant.test")
    collect(asking)
    collect(ours)
    round_now(jobs)
    wait_until(lambda: mail_server.messages(jobs.target), 20, "The message")
    collect(ours)
    conversation = Conversation.objects.get(channel=ours)
    last = conversation.messages.order_by("-id").first()
    reply(actor=alice, conversation=conversation, text="lu", form_key="a", seen_message_id=last.id)
    do_jobs()
    wait_until(lambda: mail_server.messages(asking.name), 20, "The answer")
    collect(asking)
    assert the_canary(jobs).state == "answered"
    assert Conversation.objects.count() == 1


def test_a_mailbox_that_does_not_exist_is_named(asking, alice):
    nobody = published(alice, asking, target="unknown@liant.test")
    round_now(nobody)
    canary = the_canary(nobody)
    nobody.refresh_from_db()
    assert Delivery.objects.get().state == "rejected"
    assert canary.state == "bounced"
    assert "unknown@liant.test" in canary.outcome
    assert nobody.failing_since


def round_now(address: Any) -> None:
    from liant.inbox.canary.arrivals import begin_round

    begin_round(address_id=address.id)
    do_jobs()
