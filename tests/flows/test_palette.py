"""One box for acts, places, people and conversations; each finds only what they may open."""

import pytest

from tests.furniture import a_channel, heard, said

pytestmark = pytest.mark.django_db
GO = "/o/fournils/go/"


@pytest.fixture
def conversation(house, alice, work_off):
    from liant.inbox.models import Conversation

    heard(a_channel(alice), said("a", "La tradition était brûlée."))
    work_off()
    return Conversation.objects.get()


def page(client, **asked):
    return client.get(GO, asked).content.decode()


def test_acts_upon_the_page_one_comes_from(conversation, bob, client_of):
    shown = page(client_of(bob), on=f"/o/fournils/inbox/{conversation.id}/")
    address = f"/o/fournils/inbox/{conversation.id}/"
    for end in (
        "?tab=reply#compose-text",
        "?tab=note#compose-text",
        "?act=assign",
        "?act=label",
        "?act=snooze",
        "?act=close",
    ):
        assert f'href="{address}{end}"' in shown


def test_an_act_opens_its_sheet_without_script(conversation, bob, client_of):
    shown = client_of(bob).get(f"/o/fournils/inbox/{conversation.id}/?act=label").content.decode()
    assert shown.count('<details class="act" name="act" open>') == 1


def test_the_next_who_waits(conversation, bob, client_of):
    assert "Karima Benali" in page(client_of(bob), q="suivant")
    assert f"/inbox/{conversation.id}/" in page(client_of(bob), q="suivant")


def test_places_are_those_one_may_open(house, alice, bob, chloe, client_of):
    assert "Écrire une règle" in page(client_of(alice), q="regle")
    assert "Écrire une règle" not in page(client_of(bob), q="regle")
    assert "/o/fournils/channels/" in page(client_of(bob), q="canaux")
    assert "/o/fournils/channels/" not in page(client_of(chloe), q="canaux")


def test_people_and_conversations_are_found_within_what_one_may_read(conversation, bob, rose, client_of):
    assert f"/people/{conversation.person_id}/" in page(client_of(bob), q="karima")
    assert f'href="/o/fournils/inbox/{conversation.id}/"' in page(client_of(bob), q="brulee")
    assert f"/people/{conversation.person_id}/" not in page(client_of(rose), q="karima")
    assert f'href="/o/fournils/inbox/{conversation.id}/"' not in page(client_of(rose), q="brulee")


def test_someone_elses_conversation_offers_no_act(conversation, rose, client_of):
    assert "?act=" not in page(client_of(rose), on=f"/o/fournils/inbox/{conversation.id}/")


@pytest.mark.parametrize("on", ["", "x", "/inbox/99999999999999999999/", "/o/autre/inbox/1/", "javascript:alert(1)"])
def test_an_odd_page_offers_no_act(conversation, bob, client_of, on):
    assert "?act=" not in page(client_of(bob), on=on.replace("/1/", f"/{conversation.id + 7}/"))


def test_a_part_is_brought_while_one_types(house, alice, client_of):
    headers = {"HX-Request": "true", "HX-Target": "div#palette"}
    brought = client_of(alice).get(GO, {"q": "canaux"}, headers=headers).content.decode()
    assert brought.strip().startswith('<div id="palette">')
    assert "<html" not in brought


def test_single_keys_are_switched_off_on_the_page_of_ones_account(alice, client_of):
    browser = client_of(alice)
    assert "Couper les touches seules" in browser.get("/me/").content.decode()
    browser.post("/keys/", {"keys": "off", "next": "/me/"})
    assert '<html lang="fr" data-keys="off">' in browser.get("/me/").content.decode()
    browser.post("/keys/", {"keys": "on", "next": "/me/"})
    assert "data-keys" not in browser.get("/me/").content.decode()[:200]
