"""The first story on Mastodon: said → heard → read → answered → on the server, once, though the worker is killed.

The server is one that others wrote from Mastodon's documentation (tests/counterparts/mastodon_server.py).
"""

import os
import random
import time

import pytest

from tests.counterparts.cutting_proxy import CuttingProxy
from tests.installation import Installation, kill, wait_until

pytestmark = [pytest.mark.counterpart]
STILL_LEAVING_SECONDS = 120  # what is absent is not sent again before


def open_house(installation: Installation, us, server: str) -> dict:
    house = installation.call("make_house")
    settings = {"server": server, "hashtags": ["troisfournils"], "days_back": 1, "visibility": "public"}
    installation.call("connect", organisation=house["organisation"], kind="mastodon", name="Mastodon",
                      settings=settings, secret={"token": us.token})  # fmt: skip
    return house


def say(installation: Installation, customer, text: str) -> tuple[str, int]:
    """The customer speaks to us; (its number, our conversation)."""
    status = customer.say(text)
    sql = "select conversation_id from inbox_message m join channels_item i on i.id = m.item_id where i.key like %s"
    rows = wait_until(lambda: installation.rows(sql, f"%/statuses/{status.id}"), 90, "the status is in the inbox")
    return str(status.id), rows[0][0]


def answers_to(us, number: str) -> list[str]:
    answers = [status for status in us.statuses() if str(status.in_reply_to_id) == number]
    return [us.client.status_source(status.id).text for status in answers]


def state_of(installation: Installation, delivery: int) -> str:
    return installation.one("select state from deliveries_delivery where id = %s", delivery)


def answer(installation: Installation, house: dict, conversation: int, text: str, key: str) -> int:
    return installation.call("answer", organisation=house["organisation"], conversation=conversation, text=text,
                             form_key=key)  # fmt: skip


@pytest.mark.parametrize("kills", [1, pytest.param(20, marks=pytest.mark.full)])
def test_killed_while_sending(installation, mastodon_server, kills):
    us, karima = mastodon_server.person("fournils"), mastodon_server.person("karima")
    house = open_house(installation, us, mastodon_server.url)
    worker = installation.worker()
    chance = random.Random(os.environ.get("LIANT_TEST_SEED", "sending"))
    for n in range(kills):
        number, conversation = say(installation, karima, f"@fournils à quelle heure ouvrez-vous, tour {n} ?")
        delivery = answer(installation, house, conversation, f"Réponse {n} : à six heures.", f"round-{n}")
        time.sleep(chance.uniform(0, 0.5))
        kill(worker)
        worker = installation.worker()
        wait_until(lambda d=delivery: state_of(installation, d) == "sent", STILL_LEAVING_SECONDS + 120, f"{n} is sent")
        assert answers_to(us, number) == [f"@karima Réponse {n} : à six heures."]
    left = "select count(*) from ledger_interaction where kind = 'reply'"
    wait_until(lambda: installation.one(left) == kills, 30, "the ledger knows of the answers")


def test_the_line_is_cut_after_the_bytes_left(installation, mastodon_server):
    us, karima = mastodon_server.person("fournils"), mastodon_server.person("karima")
    with CuttingProxy("127.0.0.1", mastodon_server.port) as proxy:
        house = open_house(installation, us, proxy.url)
        installation.worker()
        number, conversation = say(installation, karima, "@fournils la ligne est-elle bonne ?")
        proxy.cut_after_request(marker=b"POST /api/v1/statuses")
        delivery = answer(installation, house, conversation, "Elle l’était.", "line")
        wait_until(lambda: state_of(installation, delivery) == "sent", 60, "The answer is known to be there")
        assert proxy.cuts == 1
        assert answers_to(us, number) == ["@karima Elle l’était."]
