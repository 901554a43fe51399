"""What the pages of channels tell: health in words, what was and was not heard, and nothing that isn't theirs to tell."""

from datetime import timedelta

import pytest

from liant.kit import clock
from liant.tenancy.context import tenant

pytestmark = pytest.mark.django_db
HERE = "/o/fournils/channels/"


@pytest.fixture
def hear(organisation, letters):
    """`hear(channel, "words", …)`: an item that the channel brought in."""
    from liant.channels.models import Item
    from liant.people.actions import meet

    def make(channel, text, who="Karima", minutes=1, **values):
        with tenant(organisation.id):
            person = meet(kind="letters", key=who.lower(), name=who, source="heard on Post") if who else None
            at = clock.now() - timedelta(minutes=minutes)
            return Item.objects.create(channel=channel, key=text, kind="post", text=text, person=person, published_at=at,
                                       **values)  # fmt: skip

    return make


@pytest.fixture
def cover(organisation):
    from liant.channels.models import Coverage

    def make(channel, **values):
        with tenant(organisation.id):
            return Coverage.objects.create(channel=channel, **values)

    return make


def text_of(client, address: str) -> str:
    page = client.get(f"{HERE}{address}")
    assert page.status_code == 200
    return page.content.decode().replace("\u202f", " ").replace("\u00a0", " ")


def test_the_empty_list_teaches_what_to_do(client_of, alice, bob):
    assert "Rien n’est encore relié." in text_of(client_of(alice), "")
    assert "/channels/new/" in text_of(client_of(alice), "")
    assert "/channels/new/" not in text_of(client_of(bob), "")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"last_heard_at": clock.now()}, ["va bien", "entendu"]),
        ({}, ["rien entendu encore"]),
        ({"state": "paused"}, ["en pause", "reprend là où elle s’était arrêtée"]),
        (
            {"state": "broken", "last_problem": "Bluesky refuses this account (401)."},
            ["coupé", "Bluesky refuse ce compte (401).", "essayez la connexion"],
        ),
        (
            {"failures": 3, "last_problem": "Bluesky was too busy (503)."},
            ["nouvel essai", "trop occupé", "de lui-même"],
        ),
        ({"next_due_at": clock.now() - timedelta(hours=2)}, ["pas entendu depuis un moment"]),
    ],
)
def test_health_is_said_in_words_with_what_to_do(client_of, alice, letters, make_channel, values, words):
    channel = make_channel(**values)
    for address in ("", f"{channel.id}/"):
        page = text_of(client_of(alice), address).lower()
        for word in words:
            assert word.lower() in page


def test_the_page_speaks_english_to_whoever_reads_english(client_of, make_member, letters, make_channel):
    make_channel(state="broken", last_problem="Something nobody foresaw.")
    gina = make_member("Gina", "communicator", language="en")
    page = text_of(client_of(gina), "")
    assert "cut off" in page
    assert "Something nobody foresaw." in page


def test_gaps_are_told_in_words_and_why(client_of, alice, letters, make_channel, cover):
    channel = make_channel()
    now = clock.now()
    cover(channel, kind="gap", from_at=now - timedelta(days=2), to_at=now - timedelta(days=1),
          reason="The stream broke off; it is taken up again where it stopped.")  # fmt: skip
    cover(channel, kind="gap", from_at=None, to_at=now - timedelta(days=3), reason="")
    page = text_of(client_of(alice), f"{channel.id}/")
    assert "Rien entendu entre" in page
    assert "Le flux s’est interrompu" in page
    assert "Rien entendu avant ce moment" in page


def test_what_could_not_be_read_is_named(client_of, alice, letters, make_channel, cover):
    channel = make_channel()
    cover(channel, kind="heard", from_at=clock.now(), to_at=clock.now(), unreadable_count=60,
          unreadable=["avis.csv, line 3: not valid JSON (x)."])  # fmt: skip
    for address in (f"{channel.id}/", f"{channel.id}/coverage/"):
        page = text_of(client_of(alice), address)
        assert "60 choses n’ont pas pu être lues" in page
        assert "avis.csv, ligne 3 : ce n’est pas du JSON valable (x)." in page
        assert "59 autres" in page


def test_the_ledger_is_read_page_by_page(client_of, alice, letters, make_channel, cover):
    channel = make_channel()
    for number in range(30):
        cover(channel, kind="gap", from_at=clock.now(), to_at=clock.now(), reason=f"Reason {number}.")
    first = text_of(client_of(alice), f"{channel.id}/coverage/")
    assert "Reason 29." in first
    assert "Reason 4." not in first
    further = first.split('rel="next" href="')[1].split('"')[0]
    assert "Reason 4." in text_of(client_of(alice), f"{channel.id}/coverage/{further}")


def test_items_are_read_page_by_page(client_of, alice, make_channel, hear):
    channel = make_channel()
    for number in range(30):
        hear(channel, f"Word number {number}.", minutes=number)
    first = text_of(client_of(alice), f"{channel.id}/")
    assert "Word number 0." in first
    assert "Word number 29." not in first
    further = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert "Word number 29." in text_of(client_of(alice), f"{channel.id}/{further}")
    assert text_of(client_of(alice), f"{channel.id}/?before=nonsense~x")


def test_private_words_are_shown_only_to_who_reads_every_hat(client_of, alice, bob, make_channel, hear):
    channel = make_channel()
    hear(channel, "My application for the job.", is_private=True)
    hear(channel, "Good bread.", minutes=2)
    assert "My application" in text_of(client_of(alice), f"{channel.id}/")
    page = text_of(client_of(bob), f"{channel.id}/")
    assert "My application" not in page
    assert "Good bread." in page


def test_a_recruiter_does_not_read_what_customers_say(client_of, rose, make_channel, hear):
    channel = make_channel()
    hear(channel, "Burnt bread.")
    page = text_of(client_of(rose), f"{channel.id}/")
    assert "Burnt bread." not in page
    assert "lu par les collègues qui s’en occupent" in page


def test_what_a_colleague_said_to_others_is_not_shown(client_of, alice, organisation, chloe, make_channel, hear):
    from liant.people.actions import person_of_member
    from liant.people.models import Handle

    channel = make_channel()
    hear(channel, "My weekend.", who="Chloe")
    hear(channel, "Dear employer.", who="Chloe", minutes=2, is_addressed=True)
    with tenant(organisation.id):
        Handle.objects.filter(key="chloe").update(person=person_of_member(chloe))
        from liant.channels.models import Item

        Item.objects.update(person=person_of_member(chloe))
    page = text_of(client_of(alice), f"{channel.id}/")
    assert "My weekend." not in page
    assert "Dear employer." in page


def test_how_much_colleagues_say_is_a_number_only_of_a_group(client_of, alice, organisation, make_member, letters,
                                                              make_channel, cover):  # fmt: skip
    from liant.people.employees import note_own_handle

    channel = make_channel()
    cover(channel, kind="heard", to_at=clock.now(), from_at=clock.now(), only_counted=37)
    page = text_of(client_of(alice), f"{channel.id}/")
    assert "37 messages" not in page
    assert "moins de cinq" in page
    for name in ("Eve", "Finn", "Gus", "Hana", "Ines"):
        member = make_member(name, "employee")
        with tenant(organisation.id):
            note_own_handle(actor=member, kind="letters", key=name)
    assert "37 messages de collègues" in text_of(client_of(alice), f"{channel.id}/")


def test_a_colleague_is_recognised_by_the_name_they_told(organisation, chloe, letters, make_channel):
    from liant.channels.collection import leave_out_employees
    from liant.connectors.contract import Author, IncomingItem
    from liant.people.employees import note_own_handle

    author = Author(key="did:plc:abc", kind="bluesky", name="Chloe", handle="@Chloe.example")
    item = IncomingItem(key="1", kind="post", text="My weekend.", published_at=None, author=author, raw={})
    with tenant(organisation.id):
        note_own_handle(actor=chloe, kind="bluesky", key="chloe.example")
        assert leave_out_employees([item]) == ([], 1)


def test_pausing_resuming_and_listening_now(client_of, alice, organisation, letters, make_channel):
    from liant.channels.models import Channel

    channel = make_channel(next_due_at=clock.now() + timedelta(hours=1))
    browser = client_of(alice)

    def after(act: str) -> Channel:
        assert browser.post(f"{HERE}{channel.id}/{act}/").status_code == 302
        with tenant(organisation.id):
            return Channel.objects.get(id=channel.id)

    assert after("collect").next_due_at <= clock.now()
    assert after("pause").state == "paused"
    assert after("pause").state == "paused"
    assert after("collect").state == "paused"
    assert after("resume").state == "well"
    page = text_of(browser, f"{channel.id}/")
    assert "a mis en pause le canal Post" in page
    assert "a relancé le canal Post" in page


@pytest.mark.parametrize("address", ["", "change/", "coverage/", "pause/", "resume/", "collect/"])
def test_another_organisations_channel_does_not_exist(
    client_of, alice, other_organisation, letters, make_channel, address
):
    channel = make_channel(where=other_organisation)
    browser = client_of(alice)
    ask = browser.post if address in ("pause/", "resume/", "collect/") else browser.get
    assert ask(f"{HERE}{channel.id}/{address}").status_code == 404


def test_strangers_and_employees_do_not_enter(client_of, dan, chloe, organisation):
    assert client_of(dan).get(HERE).status_code == 404
    assert client_of(chloe).get(HERE).status_code == 403


def test_nothing_is_inline(client_of, alice, letters, make_channel):
    channel = make_channel()
    for address in ("", "new/", "new/letters/", f"{channel.id}/", f"{channel.id}/coverage/", f"{channel.id}/change/"):
        page = text_of(client_of(alice), address)
        assert " style=" not in page
        assert "<script>" not in page
