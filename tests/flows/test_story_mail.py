"""By mail, on real IMAP and SMTP servers: never two. What cannot be proven is looked up, and otherwise a person decides."""

import os
import random
import time
import uuid

import pytest

from tests.counterparts.cutting_proxy import CuttingProxy
from tests.installation import Installation, kill, wait_until

pytestmark = [pytest.mark.counterpart, pytest.mark.xdist_group("mail")]
US = "bonjour@liant.test"
END_OF_DATA = b"\r\n.\r\n"


def open_house(installation: Installation, mail_server, address: str = US, **settings) -> dict:
    house = installation.call("make_house")
    account = mail_server.account(address, **settings)
    installation.call("connect", organisation=house["organisation"], kind="mail", name="Courriel",
                      settings=account.settings, secret=account.secret)  # fmt: skip
    return house


def write(installation: Installation, mail_server, to: str, customer: str, subject: str) -> int:
    """A customer writes; the conversation."""
    mail_server.write(to, subject, "Bonjour, à quelle heure ouvrez-vous ?", sender=customer)
    sql = "select id from inbox_conversation where subject = %s"
    return wait_until(lambda: installation.rows(sql, subject), 60, "the mail is in the inbox")[0][0]


def where_it_stands(installation: Installation, delivery: int) -> str:
    sql = "select state, needs_a_person from deliveries_delivery where id = %s"
    state, needs_a_person = installation.rows(sql, delivery)[0]
    return "asks a person" if needs_a_person else state


def arrived(mail_server, customer: str, text: str) -> int:
    return sum(text in message.text for message in mail_server.messages(customer))


def settled(installation: Installation, delivery: int) -> str:
    return wait_until(
        lambda: (now := where_it_stands(installation, delivery)) in {"sent", "asks a person"} and now,
        90,
        "it is settled",
    )


def kill_while_sending(installation: Installation, mail_server, kills: int) -> None:
    customer = (
        f"ana-{uuid.uuid4().hex[:8]}@example.test"  # the server stays from test to test, and so does what arrived
    )
    house = open_house(installation, mail_server)
    worker = installation.worker()
    chance = random.Random(os.environ.get("LIANT_TEST_SEED", "mail"))
    for n in range(kills):
        conversation = write(installation, mail_server, US, customer, f"Horaires {n}")
        text = f"Réponse {n} : dès six heures."
        delivery = installation.call("answer", organisation=house["organisation"], conversation=conversation, text=text,
                                     form_key=f"mail-{n}")  # fmt: skip
        time.sleep(chance.uniform(0, 0.4))
        kill(worker)
        worker = installation.worker()
        state = settled(installation, delivery)
        if state == "sent":  # postfix hands it over by itself
            wait_until(lambda t=text: arrived(mail_server, customer, t), 30, "what was sent has arrived")
        time.sleep(1)
        count = arrived(mail_server, customer, text)
        assert count == 1 if state == "sent" else count <= 1, (n, state, count)
        if state == "asks a person":
            installation.call("confirm", organisation=house["organisation"], delivery=delivery, has_arrived=count == 1)
            wait_until(lambda d=delivery: where_it_stands(installation, d) == "sent", 60, "it is sent in the end")
            wait_until(lambda t=text: arrived(mail_server, customer, t), 30, "it has arrived")
        assert arrived(mail_server, customer, text) == 1


@pytest.mark.parametrize("kills", [1, pytest.param(20, marks=pytest.mark.full)])
def test_killed_while_sending(installation, mail_server, kills):
    kill_while_sending(installation, mail_server, kills)


def test_cut_after_the_last_dot_it_waits_for_a_person_and_is_never_sent_again(installation, mail_server):
    with CuttingProxy("127.0.0.1", mail_server.smtp_port) as proxy:
        house = open_house(installation, mail_server, "accueil@liant.test", smtp_port=proxy.port)
        installation.worker()
        conversation = write(installation, mail_server, "accueil@liant.test", "bea@example.test", "Une question")
        proxy.cut_after_request(marker=END_OF_DATA)
        delivery = installation.call("answer", organisation=house["organisation"], conversation=conversation,
                                     text="Oui, dès six heures.", form_key="cut")  # fmt: skip
        assert settled(installation, delivery) == "asks a person"
        time.sleep(20)  # long enough for a blind retry to show itself
        assert arrived(mail_server, "bea@example.test", "dès six heures") == 1
        assert installation.one("select attempts from deliveries_delivery where id = %s", delivery) == 1
        assert installation.one("select count(*) from inbox_conversation where waiting_since is not null") == 1
        installation.call("confirm", organisation=house["organisation"], delivery=delivery, has_arrived=True)
        wait_until(
            lambda: installation.one("select count(*) from inbox_conversation where waiting_since is not null") == 0,
            30, "Bea waits no more",
        )  # fmt: skip
        assert arrived(mail_server, "bea@example.test", "dès six heures") == 1
