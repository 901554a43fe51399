"""The first story, on a real network: said → heard → read → answered in a browser → on the network, once."""

import os
import random
import time
import uuid

import pytest

from tests.counterparts.cutting_proxy import CuttingProxy
from tests.installation import Installation, kill, wait_until

pytestmark = [pytest.mark.counterpart, pytest.mark.xdist_group("atproto")]
POSTS = "app.bsky.feed.post"


def answers_to(network, bakery, uri: str) -> list[str]:
    """The bakery's answers to this post, as they are on its server."""
    listed = bakery.call(
        "GET", "com.atproto.repo.listRecords", params={"repo": bakery.did, "collection": POSTS, "limit": 100}
    )
    return [
        record["value"]["text"]
        for record in listed["records"]
        if record["value"].get("reply", {}).get("parent", {}).get("uri") == uri
    ]


def newcomers(network):
    """Two accounts that no other test has spoken through."""
    mark = uuid.uuid4().hex[:8]
    return network.create_account(f"fournils-{mark}"), network.create_account(f"karima-{mark}")


def open_house(installation: Installation, bakery, server: str) -> dict:
    house = installation.call("make_house")
    settings = {"server": server, "handle": bakery.handle, "searches": ["Trois Fournils"], "days_back": 1}
    installation.call("connect", organisation=house["organisation"], kind="bluesky", name="Bluesky", settings=settings,
                      secret={"password": bakery.password})  # fmt: skip
    return house


def say(installation: Installation, network, customer, text: str) -> tuple[str, int, float]:
    """The customer posts; (uri, conversation, seconds between the network showing it and our inbox)."""
    uri = customer.post(text)["uri"]
    network.wait_for_post(uri)
    began = time.monotonic()
    sql = "select conversation_id from inbox_message m join channels_item i on i.id = m.item_id where i.key = %s"
    rows = wait_until(lambda: installation.rows(sql, uri), 90, "the post is in the inbox")
    return uri, rows[0][0], time.monotonic() - began


def state_of(installation: Installation, delivery: int) -> str:
    return installation.one("select state from deliveries_delivery where id = %s", delivery)


@pytest.mark.browser
def test_said_heard_answered_and_on_the_network_once(installation, atproto_network, browser_page, record_property):
    bakery, customer = newcomers(atproto_network)
    house = open_house(installation, bakery, atproto_network.pds)
    installation.worker()
    installation.web()
    words = "La tradition des Trois Fournils était brûlée, deux fois cette semaine."
    uri, conversation, seconds = say(installation, atproto_network, customer, words)
    record_property("seconds_to_inbox", round(seconds, 2))
    print(f"in the inbox {seconds:.2f} s after the network showed it")

    page = browser_page
    page.goto(house["link"])
    page.click("main button[type=submit]")
    page.goto(f"{installation.address}/o/fournils/inbox/{conversation}/")
    page.fill("textarea[name=text]", "Bonjour Karima, le thermostat est changé. Samir vous garde une tradition.")
    page.click("form.composer button[data-submits]")
    page.wait_for_selector(".msg.ours .state.ok", timeout=20_000)
    assert answers_to(atproto_network, bakery, uri) == [
        "Bonjour Karima, le thermostat est changé. Samir vous garde une tradition."
    ]
    assert installation.one("select count(*) from ledger_interaction where kind = 'reply'") == 1
    waiting = "select count(*) from inbox_conversation where waiting_since is not null and id = %s"
    assert installation.one(waiting, conversation) == 0


def kill_while_sending(installation: Installation, network, kills: int) -> None:
    bakery, customer = newcomers(network)
    house = open_house(installation, bakery, network.pds)
    worker = installation.worker()
    chance = random.Random(os.environ.get("LIANT_TEST_SEED", "sending"))
    for n in range(kills):
        uri, conversation, _ = say(
            installation, network, customer, f"Trois Fournils, tour {n} : à quelle heure ouvrez-vous ?"
        )
        delivery = installation.call("answer", organisation=house["organisation"], conversation=conversation,
                                     text=f"Réponse {n} : à six heures.", form_key=f"round-{n}")  # fmt: skip
        time.sleep(chance.uniform(0, 0.5))
        kill(worker)
        worker = installation.worker()
        wait_until(lambda d=delivery: state_of(installation, d) == "sent", 90, f"reply {n} is sent")
        assert answers_to(network, bakery, uri) == [f"Réponse {n} : à six heures."]


@pytest.mark.parametrize("kills", [1, pytest.param(20, marks=pytest.mark.full)])
def test_killed_while_sending(installation, atproto_network, kills):
    kill_while_sending(installation, atproto_network, kills)


def test_the_line_is_cut_after_the_bytes_left(installation, atproto_network):
    bakery, customer = newcomers(atproto_network)
    host, port = atproto_network.pds.removeprefix("http://").split(":")
    with CuttingProxy(host, int(port)) as proxy:
        house = open_house(installation, bakery, proxy.url)
        installation.worker()
        for n, plan in enumerate((proxy.cut_after_request, proxy.swallow_request, proxy.cut_within_request)):
            uri, conversation, _ = say(installation, atproto_network, customer, f"Trois Fournils, ligne {n} ?")
            plan(marker=b"putRecord")
            delivery = installation.call("answer", organisation=house["organisation"], conversation=conversation,
                                         text=f"Ligne {n}.", form_key=f"line-{n}")  # fmt: skip
            wait_until(lambda d=delivery: state_of(installation, d) == "sent", 60, f"reply {n} is sent")
            assert answers_to(atproto_network, bakery, uri) == [f"Ligne {n}."]
        assert proxy.cuts == 3
