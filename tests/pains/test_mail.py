"""What made people leave other tools: mail that was lost without a word. The server is real."""

import email.utils
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest

from liant.channels.collection import place, store_page
from liant.channels.models import Channel, Item
from liant.connectors import registry
from liant.connectors.contract import Temporary
from liant.inbox.models import Conversation
from liant.kit import secrets
from liant.tenancy.context import tenant
from tests.counterparts.processes import wait_until
from tests.installation import free_port

pytestmark = [pytest.mark.counterpart, pytest.mark.django_db, pytest.mark.usefixtures("private_addresses")]
US = "pertes@liant.test"


@pytest.fixture
def channel(organisation: Any, alice: Any, mail_server: Any) -> Any:
    from liant.channels.actions import connect_channel

    account = mail_server.account(US)
    with tenant(organisation.id):
        return connect_channel(actor=alice, kind="mail", name="Courriel", settings=account.settings,
                               secret=account.secret, default_hat="customer")  # fmt: skip


def collect(organisation: Any, channel: Any, **settings: Any) -> None:
    """One pass, stored as the collector stores it."""
    from liant.connectors.contract import Account

    mail = registry.get("mail")
    with tenant(organisation.id):
        while True:
            found = Channel.objects.get(id=channel.id)
            account = Account(settings=found.settings | settings, secret=secrets.unseal_json(found.secret))
            page = mail.fetch(account, place(found), datetime.now(UTC))
            store_page(found, page)
            if not page.has_more:
                return


def written(number: int, at: datetime) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "ana@example.test", US, f"Lettre {number}"
    message["Message-ID"], message["Date"] = f"<outage-{number}@example.test>", email.utils.format_datetime(at)
    message.set_content(f"Avez-vous reçu ma lettre {number} ?")
    return message


def test_chatwoot_10429_mail_written_during_a_long_outage_is_heard(organisation, channel, mail_server, work_off):
    """There: after a day without connection, older mail was never fetched. Here: where the last pass ended is what counts,
    not how long ago that was."""
    now = datetime.now(UTC)
    mail_server.deliver(US, written(0, now - timedelta(days=9)))
    wait_until(lambda: len(mail_server.messages(US)) == 1, 10, "the first")
    collect(organisation, channel)
    for number in range(1, 6):
        mail_server.deliver(US, written(number, now - timedelta(days=8 - number)))
    wait_until(lambda: len(mail_server.messages(US)) == 6, 10, "all of them")
    with pytest.raises(Temporary):
        collect(organisation, channel, imap_port=free_port())  # nobody is there
    collect(organisation, channel)
    work_off()
    with tenant(organisation.id):
        assert sorted(Item.objects.values_list("title", flat=True)) == [f"Lettre {number}" for number in range(6)]
        assert Conversation.objects.count() == 6


def test_zammad_5192_no_mail_is_taken_without_a_conversation_nor_marked_as_read(
    organisation, channel, mail_server, work_off
):
    """There: now and then a mail was marked as read and became no ticket. Here: mail is left as it lies, and what cannot be
    read is a line of the coverage, with what it is about."""
    mail_server.deliver(US, written(90, datetime.now(UTC)))
    mail_server.deliver(US, b"From: x@example.test\r\nContent-Type: multipart/mixed; boundary=none\r\n\r\nsans bord")
    mail_server.deliver(US, b"\xff\xfe\x00 nothing that is a mail")
    wait_until(lambda: len(mail_server.messages(US)) >= 3, 10, "all three")
    stored = len(mail_server.messages(US))
    collect(organisation, channel)
    work_off()
    with tenant(organisation.id):
        named = sum(len(row.unreadable) for row in Channel.objects.get(id=channel.id).coverage.all())
        assert Item.objects.count() + named == stored
        assert Conversation.objects.count() == Item.objects.count()
    assert all("\\Seen" not in message.flags for message in mail_server.messages(US))


def test_zammad_1578_a_mail_to_two_mailboxes_is_heard_in_both(organisation, channel, alice, mail_server, work_off):
    """There: the second was taken for a copy, since they share an identifier, and was ignored. Here: each mailbox knows its
    own mails."""
    from liant.channels.actions import connect_channel

    other = mail_server.account("presse-pertes@liant.test")
    with tenant(organisation.id):
        press = connect_channel(actor=alice, kind="mail", name="Presse", settings=other.settings,
                                secret=other.secret, default_hat="journalist")  # fmt: skip
    mail = written(70, datetime.now(UTC))
    for address in (US, "presse-pertes@liant.test"):
        mail_server.deliver(address, mail)
        wait_until(lambda here=address: len(mail_server.messages(here)) >= 1, 10, "it is there")
    collect(organisation, channel)
    collect(organisation, press)
    work_off()
    with tenant(organisation.id):
        heard = Item.objects.filter(title="Lettre 70").values_list("channel__name", flat=True)
        assert sorted(heard) == ["Courriel", "Presse"]
        assert Conversation.objects.filter(subject="Lettre 70").count() == 2


def test_zammad_1662_chatwoot_6128_one_mail_is_one_conversation(organisation, channel, mail_server, work_off):
    """There: one mail became two tickets. Here: however often it lies in the mailbox, and whoever reads at once."""
    mail = written(71, datetime.now(UTC))
    before = len(mail_server.messages(US))
    for _ in range(2):
        mail_server.deliver(US, mail)
    wait_until(lambda: len(mail_server.messages(US)) == before + 2, 10, "twice")
    for _ in range(2):
        collect(organisation, channel)
    work_off()
    with tenant(organisation.id):
        assert Item.objects.filter(title="Lettre 71").count() == 1
        assert Conversation.objects.filter(subject="Lettre 71").count() == 1
