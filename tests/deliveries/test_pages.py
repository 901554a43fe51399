"""The pages of what left: each state in words, what a person may do about it, and words only for whom they are."""

import pytest

from liant.tenancy.context import tenant

pytestmark = pytest.mark.django_db
HERE = "/o/fournils/deliveries/"


@pytest.fixture
def make_delivery(organisation, alice):
    from liant.channels.models import Channel
    from liant.deliveries.models import Delivery
    from liant.people.actions import meet

    def make(state="queued", where=None, author=alice, **values):
        with tenant((where or organisation).id):
            channel, _ = Channel.objects.get_or_create(name="Post", kind="null")
            person = meet(kind="email", key="karima@test", name="Karima", source="a test")
            values = {"text": "Dear Karima, it is mended.", "kind": "reply", "origin_kind": "inbox.message", **values}
            return Delivery.objects.create(channel=channel, recipient=person, state=state, origin_id=1, author=author,
                                           key=f"test:{Delivery.objects.count()}", **values)  # fmt: skip

    return make


def text_of(client, address: str = "") -> str:
    page = client.get(f"{HERE}{address}")
    assert page.status_code == 200
    return page.content.decode().replace("\u202f", " ").replace("\u00a0", " ")


def again(organisation, delivery):
    from liant.deliveries.models import Delivery

    with tenant(organisation.id):
        return Delivery.objects.get(id=delivery.id)


def act(client, delivery, name, **values):
    answer = client.post(f"{HERE}{delivery.id}/{name}/", values)
    assert answer.status_code == 302
    return answer


@pytest.mark.parametrize(
    ("state", "french", "english"),
    [
        ("draft", "brouillon", "draft"),
        ("approved", "approuvé", "approved"),
        ("queued", "en attente d’envoi", "waiting to be sent"),
        ("held", "retenu", "held back"),
        ("sending", "en cours d’envoi", "being sent"),
        ("sent", "envoyé", "sent"),
        ("rejected", "refusé par le réseau", "refused by the network"),
        ("unknown", "à vérifier", "to be checked"),
        ("cancelled", "annulé", "cancelled"),
    ],
)
def test_each_state_is_said_in_both_languages(client_of, alice, make_member, make_delivery, state, french, english):
    delivery = make_delivery(state)
    gina = make_member("Gina", "owner", language="en")
    for address in ("", f"{delivery.id}/"):
        assert french in text_of(client_of(alice), address)
        assert english in text_of(client_of(gina), address)


def test_an_empty_list_teaches(client_of, alice):
    assert "Rien n’est encore parti." in text_of(client_of(alice))
    assert "Rien dans cet état." in text_of(client_of(alice), "?state=held")


def test_the_list_can_be_narrowed_to_a_state(client_of, alice, make_delivery):
    make_delivery("sent", text="It has left.")
    make_delivery("rejected", text="It was refused.", problem="Bluesky refuses it (400).")
    page = text_of(client_of(alice), "?state=rejected")
    assert "It was refused." in page
    assert "Bluesky refuse (400)." in page
    assert "It has left." not in page
    assert "It has left." in text_of(client_of(alice), "?state=nonsense")


def test_the_list_is_read_page_by_page(client_of, alice, make_delivery):
    for number in range(35):
        make_delivery("sent", text=f"Letter {number}.")
    first = text_of(client_of(alice))
    assert "Letter 34." in first
    assert "Letter 3." not in first
    further = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert "Letter 3." in text_of(client_of(alice), further)


def test_a_refusal_says_why_and_what_to_do_then_goes_again(client_of, alice, organisation, make_delivery):
    delivery = make_delivery("rejected", problem="This is 400 characters long; Bluesky takes 300.")
    page = text_of(client_of(alice), f"{delivery.id}/")
    assert "Cela fait 400 signes" in page
    assert "Réparez d’abord la cause." in page
    act(client_of(alice), delivery, "retry")
    assert again(organisation, delivery).state == "queued"
    assert "l’a renvoyé" in text_of(client_of(alice), f"{delivery.id}/")


def test_the_unknown_waits_for_a_person_who_looked(client_of, alice, organisation, make_delivery):
    arrived, absent = (make_delivery("unknown", needs_a_person=True) for _ in range(2))
    page = text_of(client_of(alice), f"{arrived.id}/")
    assert "Rien ne sera renvoyé sans vous." in page
    act(client_of(alice), arrived, "arrived")
    act(client_of(alice), absent, "absent")
    assert again(organisation, arrived).state == "sent"
    assert again(organisation, absent).state == "queued"


def test_while_liant_looks_nobody_is_asked(client_of, alice, make_delivery):
    delivery = make_delivery("unknown", needs_a_person=False)
    page = text_of(client_of(alice), f"{delivery.id}/")
    assert "Liant regarde s’il est là" in page
    assert "/absent/" not in page


@pytest.mark.parametrize("state", ["sent", "sending", "cancelled"])
def test_what_has_gone_cannot_be_taken_back(client_of, alice, organisation, make_delivery, state):
    delivery = make_delivery(state)
    assert "/cancel/" not in text_of(client_of(alice), f"{delivery.id}/")
    for name in ("cancel", "retry", "arrived", "absent"):
        act(client_of(alice), delivery, name)
    assert again(organisation, delivery).state == state


def test_it_can_be_taken_back_before_it_leaves(client_of, alice, organisation, make_delivery):
    delivery = make_delivery("queued")
    act(client_of(alice), delivery, "cancel")
    assert again(organisation, delivery).state == "cancelled"
    assert "l’a repris avant son départ" in text_of(client_of(alice), f"{delivery.id}/")


def test_one_releases_what_one_held_back(client_of, alice, make_member, organisation, make_delivery):
    delivery = make_delivery("queued")
    gina = make_member("Gina", "owner")
    assert client_of(alice).post(f"{HERE}{delivery.id}/hold/", {"reason": ""}).status_code == 422
    act(client_of(alice), delivery, "hold", reason="Wait for Monday.")
    assert again(organisation, delivery).state == "held"
    assert "Wait for Monday." in text_of(client_of(gina), f"{delivery.id}/")
    assert "/release/" not in text_of(client_of(gina), f"{delivery.id}/")
    act(client_of(gina), delivery, "release", room="deliveries")
    assert again(organisation, delivery).state == "held"
    act(client_of(alice), delivery, "release", room="deliveries")
    assert again(organisation, delivery).state == "queued"


def test_the_hold_of_a_channel_is_lifted_once_it_is_well(client_of, alice, organisation, make_delivery):
    from liant.channels.models import Channel
    from liant.deliveries.models import Hold

    delivery = make_delivery("held")
    with tenant(organisation.id):
        Channel.objects.update(state="broken")
        Hold.objects.create(delivery=delivery, room="channels", reason="The channel Post is broken.")
    page = text_of(client_of(alice), f"{delivery.id}/")
    assert "Le canal Post est coupé." in page
    act(client_of(alice), delivery, "release", room="channels")
    assert again(organisation, delivery).state == "held"
    with tenant(organisation.id):
        Channel.objects.update(state="well")
    act(client_of(alice), delivery, "release", room="channels")
    assert again(organisation, delivery).state == "queued"


def test_words_are_open_only_to_who_may_read_them(client_of, alice, bob, rose, make_member, make_delivery, monkeypatch):
    from liant.deliveries import readers

    monkeypatch.setattr(readers, "_readers", {})
    readers.register_reader("inbox.message", lambda member, ids: ids if member.name == "Bob" else [])
    delivery = make_delivery("sent")
    assert "it is mended" in text_of(client_of(bob))
    assert "it is mended" not in text_of(client_of(rose))
    assert client_of(rose).get(f"{HERE}{delivery.id}/").status_code == 404
    assert client_of(rose).post(f"{HERE}{delivery.id}/cancel/").status_code == 404


def test_the_auditor_sees_that_it_left_and_neither_to_whom_nor_what(client_of, make_member, make_delivery):
    delivery = make_delivery("held")
    nora = make_member("Nora", "auditor")
    for address in ("", f"{delivery.id}/"):
        page = text_of(client_of(nora), address)
        assert "retenu" in page
        assert "it is mended" not in page
        assert "Karima" not in page
    assert client_of(nora).post(f"{HERE}{delivery.id}/cancel/").status_code == 403


def test_employees_strangers_and_other_houses(client_of, alice, chloe, dan, other_organisation, make_delivery):
    elsewhere = make_delivery("queued", where=other_organisation, author=None)
    assert client_of(chloe).get(HERE).status_code == 403
    assert client_of(dan).get(HERE).status_code == 404
    assert client_of(alice).get(f"{HERE}{elsewhere.id}/").status_code == 404
    for name in ("cancel", "retry", "arrived", "absent", "hold", "release"):
        assert client_of(alice).post(f"{HERE}{elsewhere.id}/{name}/").status_code == 404
        assert client_of(chloe).post(f"{HERE}{elsewhere.id}/{name}/").status_code == 403
